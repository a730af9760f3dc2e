using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Contracts.Scales;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts;

/// <summary>What is wrong with a contract besides the form of its single values.</summary>
internal static class ContractCheck
{
    /// <summary>What is not there, or not in reach: both look alike.</summary>
    /// <param name="found">The contract as it stands; null for a new one.</param>
    public static async Task<FieldError?> WrongAsync(AppDbContext db, ICurrentUser user, SaveContractRequest request, Contract? found, CancellationToken ct)
    {
        var structure = request.StructureId!.Value;   // required
        if ((found is not null && found.StructureId != structure) || !user.CanIn(MaintenancePermissions.ManageContracts, structure) || !await db.Set<Structure>().AnyAsync(s => s.Id == structure, ct))
            return new(nameof(request.StructureId), "unknown-value");
        var reference = request.Reference.Trim();
        if (await db.Set<Contract>().IgnoreQueryFilters().AnyAsync(c => c.Reference == reference && c.Id != request.Id, ct)) return new(nameof(request.Reference), "name-taken");
        if (request.ScaleId is { } scale && scale != found?.ScaleId && !await db.Set<ContractScale>().AnyAsync(s => s.Id == scale && s.IsActive, ct)) return new(nameof(request.ScaleId), "unknown-value");
        return await UncoverableAsync(db, request, structure, ct);
    }

    /// <summary>A contract covers what its client has.</summary>
    private static async Task<FieldError?> UncoverableAsync(AppDbContext db, SaveContractRequest request, Guid structure, CancellationToken ct)
    {
        Guid[] sites = [.. request.SiteIds.Distinct()], equipment = [.. request.EquipmentIds.Distinct()];
        if (sites.Length > 0 && await db.Set<Site>().CountAsync(s => sites.Contains(s.Id) && s.StructureId == structure, ct) < sites.Length) return new(nameof(request.SiteIds), "unknown-value");
        return equipment.Length > 0 && await EquipmentReading.Named(db).CountAsync(e => equipment.Contains(e.Id) && e.StructureId == structure, ct) < equipment.Length
            ? new(nameof(request.EquipmentIds), "unknown-value") : null;
    }
}
