using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Reports;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Interventions.Data;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Exporting;

/// <param name="Rows">Streams from the database while it is read; read it once.</param>
public sealed record ExportedInterventions(string Organisation, IReadOnlyList<ReportFilter> Filters, IReadOnlyList<(InterventionState State, int Count)> ByState, IAsyncEnumerable<InterventionRow> Rows);

/// <summary>All interventions that a filter shows and that one may see and export, streamed; written to the audit log before the first row. Refuses: forbidden.</summary>
[Needs(MaintenancePermissions.Export), Needs(MaintenancePermissions.View)]
public sealed class ExportInterventions(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TextCatalog texts) : IUseCase
{
    private static readonly TimeSpan LongestDownload = TimeSpan.FromMinutes(15);

    public async Task<Result<ExportedInterventions>> RunAsync(InterventionFilter filter, string format, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.Export) || !user.Can(MaintenancePermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var organisation = await db.Set<OrganisationSettings>().Select(o => o.Name).SingleOrDefaultAsync(ct) ?? "OpsFlux";
        var byState = await Allowed(db, filter).GroupBy(i => i.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var said = await DescribeAsync(db, filter, ct);
        AuditWriter.Add(db, AuditAction.Export, Intervention.RecordKind, null, $"{format}, {byState.Sum(s => s.Count)}: {string.Join("; ", said.Select(f => $"{f.Label}={f.Value}"))}");
        await db.SaveChangesAsync(ct);
        return new ExportedInterventions(organisation, said, [.. byState.OrderBy(s => s.Key).Select(s => (s.Key, s.Count))], Stream(filter, ct));
    }

    private IQueryable<Intervention> Allowed(AppDbContext db, InterventionFilter filter) =>
        db.Set<Intervention>().AsNoTracking().AllowedTo(user, MaintenancePermissions.Export).AllowedTo(user, MaintenancePermissions.View).Matching(filter, user.Id);

    private async IAsyncEnumerable<InterventionRow> Stream(InterventionFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.AllowLongReadsAsync(LongestDownload, ct);
        await foreach (var row in ListInterventions.Rows(db, Allowed(db, filter), filter).AsAsyncEnumerable().WithCancellation(ct)) yield return row;
    }

    /// <summary>Names instead of ids; of one that the reader may not know, "?": an address must not be a way to learn names.</summary>
    private async Task<IReadOnlyList<ReportFilter>> DescribeAsync(AppDbContext db, InterventionFilter filter, CancellationToken ct)
    {
        var reached = db.Set<Intervention>().AllowedTo(user, MaintenancePermissions.View);
        List<(string Label, string? Value)> said =
        [
            ("Interventions.View", texts[$"View.Intervention.{filter.View}"]),
            ("Field.Intervention.State", filter.States is { } states ? string.Join(", ", states.Select(s => texts.Of(s))) : texts[filter.OnlyOpen ? "Interventions.AllOpen" : "Interventions.Any"]),
            ("Field.Intervention.Priority", filter.Priorities is { Count: > 0 } priorities ? string.Join(", ", priorities.Select(p => texts.Of(p))) : null),
            ("Field.Intervention.Type", filter.Type is { } type ? texts.Of(type) : null),
            ("Field.Intervention.Equipment", filter.EquipmentId is { } equipment ? await EquipmentReading.Sights(db, user).Where(e => e.Id == equipment).Select(e => e.Name).SingleOrDefaultAsync(ct) ?? "?" : null),
            ("Field.Intervention.Structure", filter.StructureId is { } structure ? await reached.Where(i => i.StructureId == structure).SelectMany(i => db.Set<Structure>().Where(s => s.Id == i.StructureId)).Select(s => s.Name).FirstOrDefaultAsync(ct) ?? "?" : null),
            ("Field.Intervention.Lead", filter.LeadId is { } lead ? await reached.Where(i => i.LeadId == lead).SelectMany(i => db.Set<Kernel.Accounts.User>().Where(u => u.Id == i.LeadId)).Select(u => u.DisplayName).FirstOrDefaultAsync(ct) ?? "?" : null),
            ("Interventions.Words", filter.Search),
        ];
        return [.. said.Where(s => !string.IsNullOrEmpty(s.Value)).Select(s => new ReportFilter(texts[s.Label], s.Value!))];   // just asked
    }
}
