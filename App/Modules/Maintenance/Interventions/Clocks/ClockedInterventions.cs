using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Sla.Sweep;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Technicians;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Clocks;

/// <summary>Carries out on interventions what steps of clocks ask for.</summary>
internal sealed class ClockedInterventions : IClockedRecords
{
    public string RecordKind => Intervention.RecordKind;

    public async Task<IReadOnlyList<BusinessRecord>> LockAsync(AppDbContext db, Guid[] ids, CancellationToken ct) =>
        await db.Set<Intervention>().FromSql($"select i.* from maintenance.interventions i where i.id = any({ids}) order by i.id for update of i skip locked").IgnoreQueryFilters().ToListAsync(ct);

    public Task<ClockedCard?> CardAsync(AppDbContext db, Guid id, CancellationToken ct) => db.Set<Intervention>().Where(i => i.Id == id)
        .Select(i => new ClockedCard(i.Number, i.Title, "/interventions/" + i.Number, i.StructureId, i.LeadId, null)).SingleOrDefaultAsync(ct);

    public async Task<IReadOnlyList<ClockedFacets>> FacetsAsync(AppDbContext db, Guid[] ids, CancellationToken ct)
    {
        var rows = await db.Set<Intervention>().Where(i => ids.Contains(i.Id) && i.EndedAt == null)
            .Select(i => new { i.Id, i.Number, i.StructureId, i.ContractId, i.SiteId, i.EquipmentId, i.Priority, i.Type }).ToListAsync(ct);
        return [.. rows.Select(i => new ClockedFacets(i.Id, i.Number, "/interventions/" + i.Number, i.StructureId, new Dictionary<string, object?>
        {
            [nameof(Intervention.ContractId)] = i.ContractId, [nameof(Intervention.SiteId)] = i.SiteId, [nameof(Intervention.StructureId)] = i.StructureId,
            [nameof(Intervention.EquipmentId)] = i.EquipmentId, [nameof(Intervention.Priority)] = i.Priority, [nameof(Intervention.Type)] = i.Type,
        }))];
    }

    /// <summary>
    /// To a technician alone, and no work that runs: whoever stands before the machine is not replaced by a clock. Where it stays
    /// with whom it was, the timeline says so.
    /// </summary>
    public async Task ReassignAsync(AppDbContext db, BusinessRecord record, Guid? personId, Guid? teamId, string reason, CancellationToken ct)
    {
        var intervention = (Intervention)record;
        if (intervention.EndedAt is not null || personId == intervention.LeadId) return;
        var isTechnician = personId is { } person && await db.Set<Technician>().AnyAsync(t => t.UserId == person, ct);
        if (isTechnician && intervention.State != InterventionState.InProgress) intervention.AssignTo(personId, reason);
        else intervention.Log(new() { Kind = TimelineKind.ClockStep, Reason = isTechnician ? "Clocks.StaysAtWork" : "Clocks.NoTechnician", IsInternal = true });
    }

    public void RaisePriority(BusinessRecord record, string reason) => ((Intervention)record).RaisePriority(reason);
}
