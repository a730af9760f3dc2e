using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Conflicts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Data;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.UseCases;

/// <summary>
/// Changes fields of equipment, merged one by one with what others changed since: all of them or, where one clashes, none.
/// Refuses: invalid (also a serial number that is taken), forbidden, not-found, stale (only where merging was ruled out),
/// edit-conflict (412, with the values of each field).
/// </summary>
[Needs(AssetPermissions.Manage)]
public sealed class EditEquipment(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, DescribeConflicts describe) : IUseCase
{
    /// <summary>Somebody may save between our reading and our writing; who loses that race so often is told.</summary>
    private const int Attempts = 5;

    public async Task<Result> RunAsync(EditEquipmentRequest request, CancellationToken ct)
    {
        if (!user.Can(AssetPermissions.Manage)) return Refusal.Forbidden;
        if (FieldMerge.Check(EquipmentFields.All, request.Changes) is { } invalid) return invalid;

        Result result = Refusal.Stale;
        for (var attempt = 0; attempt < Attempts && ReferenceEquals(result.Refusal, Refusal.Stale); attempt++)
            result = await TryAsync(request, ct);
        return result;
    }

    /// <summary>One reading and one writing, on a context of its own: what a lost race leaves in the first one is of no use.</summary>
    private async Task<Result> TryAsync(EditEquipmentRequest request, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var equipment = await db.Set<Equipment>().AllowedTo(user, AssetPermissions.Manage).SingleOrDefaultAsync(e => e.Id == request.EquipmentId, ct);
        if (equipment is null) return Refusal.NotFound;
        if (request.OnlyThisVersion && equipment.Version != request.Version) return Refusal.Stale;

        if (FieldMerge.Clashes(equipment, EquipmentFields.All, request.Changes) is { Count: > 0 } clashes)
            return await describe.RunAsync(db, equipment, EquipmentFields.All, clashes, EquipmentTree.Names(db, EquipmentWords.IsEnglish), ct);
        var type = equipment.TypeId;
        var edited = equipment.Edit(request.Changes);
        if (edited.Failed) return edited;
        if (equipment.TypeId != type && await EquipmentChecks.TypeAsync(db, equipment.TypeId, ct) is { } unknown) return unknown;
        return await EquipmentChecks.SaveAsync(db, equipment, ct);
    }
}
