using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Conflicts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Editing;

/// <summary>
/// Changes fields of an intervention that is not over, merged one by one with what others changed since: all of them or, where
/// one clashes, none. Refuses: invalid (also a site or a contract that is none of its client's), forbidden, not-found, is-over,
/// is-archived, unknown-contract, stale (only where merging was ruled out), edit-conflict (412, with the values of each field).
/// </summary>
[Needs(MaintenancePermissions.Edit)]
public sealed class EditIntervention(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, DescribeConflicts describe) : IUseCase
{
    /// <summary>Somebody may save between our reading and our writing; who loses that race so often is told.</summary>
    private const int Attempts = 5;

    public async Task<Result> RunAsync(EditInterventionRequest request, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.Edit)) return Refusal.Forbidden;
        if (FieldMerge.Check(InterventionFields.All, request.Changes) is { } invalid) return invalid;

        Result result = Refusal.Stale;
        for (var attempt = 0; attempt < Attempts && ReferenceEquals(result.Refusal, Refusal.Stale); attempt++)
            result = await TryAsync(request, ct);
        return result;
    }

    /// <summary>One reading and one writing, on a context of its own: what a lost race leaves in the first one is of no use.</summary>
    private async Task<Result> TryAsync(EditInterventionRequest request, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var intervention = await db.Set<Intervention>().AllowedTo(user, MaintenancePermissions.Edit).SingleOrDefaultAsync(i => i.Id == request.InterventionId, ct);
        if (intervention is null) return Refusal.NotFound;
        if (intervention.ArchivedAt is not null) return Refusal.Conflict(MaintenanceRefusals.IsArchived);
        if (intervention.EndedAt is not null) return Refusal.Conflict(MaintenanceRefusals.IsOver);
        if (request.OnlyThisVersion && intervention.Version != request.Version) return Refusal.Stale;

        if (FieldMerge.Clashes(intervention, InterventionFields.All, request.Changes) is { Count: > 0 } clashes)
            return await describe.RunAsync(db, intervention, InterventionFields.All, clashes, GetIntervention.Names(db, withContracts: user.CanIn(MaintenancePermissions.ViewContracts, intervention.StructureId)), ct);
        var (site, contract) = (intervention.SiteId, intervention.ContractId);
        var edited = intervention.Edit(request.Changes);
        if (edited.Failed) return edited;
        return await MayNameAsync(db, intervention, site, contract, ct) is { } unknown ? unknown : await db.TrySaveAsync(ct);
    }

    /// <summary>What is named anew has to be its client's, and in use.</summary>
    private static async Task<Refusal?> MayNameAsync(AppDbContext db, Intervention intervention, Guid? siteBefore, Guid? contractBefore, CancellationToken ct)
    {
        if (intervention.SiteId is { } site && site != siteBefore && !await db.Set<Site>().AnyAsync(s => s.Id == site && s.StructureId == intervention.StructureId && s.IsActive, ct))
            return Refusal.Invalid(new FieldError(nameof(Intervention.SiteId), "unknown-value"));
        if (intervention.ContractId is not { } contract || contract == contractBefore) return null;
        var covers = ContractCover.Of(db, intervention.StructureId, intervention.SiteId, intervention.EquipmentId);
        return await covers.AnyAsync(c => c.Id == contract, ct) ? null : Refusal.Invalid(new FieldError(nameof(Intervention.ContractId), MaintenanceRefusals.UnknownContract));
    }
}
