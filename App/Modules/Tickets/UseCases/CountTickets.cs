using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>Counts of the tabs, each capped at <see cref="CappedCount.Cap"/>, in one statement (one more where tags are named).</summary>
[Needs(TicketPermissions.View)]
public sealed class CountTickets(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone, TimeProvider clock) : IUseCase
{
    /// <summary>More tabs than a screen shows are not counted: each branch has its price, and every change asks again.</summary>
    public const int Most = 12;

    /// <summary>
    /// By the addresses of the tabs, in their order. Null where nothing is counted: an address that is refused, one that
    /// searches words (whose matches would all have to be read), and those after the first <see cref="Most"/>.
    /// </summary>
    public async Task<Result<IReadOnlyList<int?>>> RunAsync(IReadOnlyList<ListQuery> tabs, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.View)) return Refusal.Forbidden;

        var filters = tabs.Select(t => TicketFilter.Parse(t.Kept()).Value).Select(f => f is { Search: null } ? f : null).ToList();
        var counted = filters.OfType<TicketFilter>().Take(Most).ToList();
        if (counted.Count == 0) return new int?[tabs.Count];
        await using var db = await dbs.CreateDbContextAsync(ct);
        var named = await counted.WithTagsAsync(db, ct);
        var counts = new Queue<int>(await db.CountCappedAsync(named.Select(f => Matching(db, f)), ct));
        return filters.Select(f => f is not null && counts.TryDequeue(out var count) ? count : (int?)null).ToArray();
    }

    public async Task<Result<IReadOnlyDictionary<TicketView, int>>> RunAsync(IReadOnlyList<TicketView> views, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.View)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var counts = await db.CountCappedAsync(views.Select(view => Matching(db, new() { View = view, OnlyOpen = true })), ct);
        return views.Zip(counts).ToDictionary();
    }

    private IQueryable<Ticket> Matching(AppDbContext db, TicketFilter filter)
    {
        var reader = TicketReader.Of(user, zone, clock);
        return db.Set<Ticket>().AllowedTo(user, TicketPermissions.View).Matching(filter, db, reader).WithDue(filter, db, reader);
    }
}

/// <summary>The number beside 'Tickets' in the rail: that of the tab 'mine', by the same count.</summary>
public sealed class MyTicketCounter(CountTickets count) : IMenuCounter
{
    private static readonly TicketView[] Mine = [TicketView.Mine];

    public async Task<int> CountAsync(CancellationToken ct) =>
        (await count.RunAsync(Mine, ct)).Value?.GetValueOrDefault(TicketView.Mine) ?? 0;

    public IEnumerable<string> Topics(Guid userId) => [LiveTopic.Person(Ticket.RecordKind, userId)];
}
