using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Lists.Views;

/// <summary>
/// Keeps how one person wants to see a list: its columns, the order of its tabs, which are hidden, which opens first.
/// The last writer wins: all writers are the same person. Refuses: not-found, forbidden, lists.unknown-column, lists.unknown-tab.
/// </summary>
[NeedsOfList]
public sealed partial class ArrangeList(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, IEnumerable<IListKind> lists) : IUseCase
{
    private const int MostTabs = 100;

    /// <param name="columns">Keys in their order; null or none is the list's own choice again.</param>
    public async Task<Result> ColumnsAsync(string list, IReadOnlyList<string>? columns, CancellationToken ct)
    {
        if (Find(list, out var kind) is { } refused) return refused;
        var chosen = columns is { Count: > 0 } ? string.Join(',', columns.Distinct()) : null;
        if (SaveView.UnknownColumn(kind!, chosen) is { } unknown) return Refusal.Conflict(ListRefusals.UnknownColumn, unknown);   // found
        return await KeepAsync(list, preference => preference.Columns = chosen, ct);
    }

    /// <param name="tabs">Keys in their order, '-' before those that are hidden.</param>
    /// <param name="first">Key of the tab that opens first; null for the list's own.</param>
    public async Task<Result> TabsAsync(string list, IReadOnlyList<string> tabs, string? first, CancellationToken ct)
    {
        if (Find(list, out _) is { } refused) return refused;
        var keys = first is null ? tabs : [.. tabs, first];
        if (tabs.Count > MostTabs || keys.FirstOrDefault(k => !Key().IsMatch(k)) is not null) return Refusal.Conflict(ListRefusals.UnknownTab);
        return await KeepAsync(list, preference => (preference.Tabs, preference.FirstTab) = (string.Join(',', tabs), first), ct);
    }

    private Refusal? Find(string list, out IListKind? kind)
    {
        kind = lists.SingleOrDefault(l => l.Code == list);
        return kind is null ? Refusal.NotFound : user.Can(kind.Permission) ? null : Refusal.Forbidden;
    }

    private async Task<Result> KeepAsync(string list, Action<ListPreference> change, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var preference = await db.Set<ListPreference>().SingleOrDefaultAsync(p => p.UserId == user.Id && p.List == list, ct);
        if (preference is null) db.Add(preference = new() { UserId = user.Id, List = list });
        change(preference);
        return await db.TrySaveAsync(ct);
    }

    [GeneratedRegex("^-?[A-Za-z0-9]{1,32}$")]
    private static partial Regex Key();
}
