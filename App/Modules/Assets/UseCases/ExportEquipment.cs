using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Data;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.UseCases;

/// <summary>A filter as the cover names it: a resource key, and the value in words or as typed.</summary>
public sealed record UsedFilter(string Label, string Value);

/// <summary>How many there are in a state.</summary>
public sealed record StateCount(OperatingState State, int Count);

/// <param name="Rows">Streams from the database while it is read; read it once.</param>
public sealed record ExportedEquipment(string Organisation, IReadOnlyList<UsedFilter> Filters, IReadOnlyList<StateCount> ByState, IAsyncEnumerable<EquipmentRow> Rows);

/// <summary>All equipment a filter shows and one may export, streamed; written to the audit log before the first row. Refuses: forbidden.</summary>
[Needs(AssetPermissions.Export)]
public sealed class ExportEquipment(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone, TextCatalog texts, EquipmentChoices choices, TimeProvider clock) : IUseCase
{
    private static readonly TimeSpan LongestDownload = TimeSpan.FromMinutes(15);

    public async Task<Result<ExportedEquipment>> RunAsync(EquipmentFilter filter, string format, CancellationToken ct)
    {
        if (!user.Can(AssetPermissions.Export)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var organisation = await db.Set<OrganisationSettings>().Select(o => o.Name).SingleOrDefaultAsync(ct) ?? "OpsFlux";
        var byState = await Allowed(db, filter).GroupBy(e => e.State).Select(g => new StateCount(g.Key, g.Count())).ToListAsync(ct);
        var filters = await DescribeAsync(filter, ct);
        AuditWriter.Add(db, AuditAction.Export, Equipment.RecordKind, null, $"{format}, {byState.Sum(s => s.Count)}: {string.Join("; ", filters.Select(f => $"{f.Label}={f.Value}"))}");
        await db.SaveChangesAsync(ct);
        return new ExportedEquipment(organisation, filters, [.. byState.OrderBy(s => s.State)], Stream(filter, ct));
    }

    private IQueryable<Equipment> Allowed(AppDbContext db, EquipmentFilter filter) =>
        db.Set<Equipment>().AsNoTracking().AllowedTo(user, AssetPermissions.Export).Matching(filter, db, zone.DayAt(clock.GetUtcNow()));

    private async IAsyncEnumerable<EquipmentRow> Stream(EquipmentFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.AllowLongReadsAsync(LongestDownload, ct);
        await foreach (var row in EquipmentRows.Of(db, Allowed(db, filter), filter.Sort, filter.Descending).AsAsyncEnumerable().WithCancellation(ct)) yield return row;
    }

    /// <summary>An id that one may not know the name of is said as "?": an address must not be a way to learn names.</summary>
    private async Task<IReadOnlyList<UsedFilter>> DescribeAsync(EquipmentFilter filter, CancellationToken ct)
    {
        List<(string Label, string? Value)> said =
        [
            ("Equipment.View", filter.View == EquipmentView.All ? null : texts[$"EquipmentView.{filter.View}"]),
            ("Equipment.State", filter.States is [] ? null : string.Join(", ", filter.States.Select(s => texts.Of(s)))),
            ("Equipment.LifeCycle", filter.LifeCycles is { } cycles ? string.Join(", ", cycles.Select(c => texts.Of(c))) : null),
            ("Equipment.Type", await NamesAsync(filter.TypeIds, choices.TypesAsync, ct)),
            ("Equipment.Structure", await NamesAsync(Ids(filter.StructureId), choices.StructuresAsync, ct)),
            ("Equipment.Site", await NamesAsync(Ids(filter.SiteId), choices.SitesAsync, ct)),
            ("Equipment.Tag", filter.Tag),
            ("Equipment.Words", filter.Search),
        ];
        return [.. said.Where(s => s.Value is not null).Select(s => new UsedFilter(s.Label, s.Value!))];   // just asked
    }

    private static Guid[] Ids(Guid? id) => id is { } one ? [one] : [];

    private static async Task<string?> NamesAsync(IReadOnlyList<Guid> ids, Func<IReadOnlyList<Guid>, CancellationToken, Task<List<Choice>>> named, CancellationToken ct)
    {
        if (ids.Count == 0) return null;
        var names = (await named(ids, ct)).ConvertAll(c => c.Name);
        return string.Join(", ", names.Order(StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true)).Concat(names.Count < ids.Count ? ["?"] : []));
    }
}
