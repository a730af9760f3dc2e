using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians.Suggesting;

/// <summary>A type of equipment with the skills that work on it asks for, separated by commas.</summary>
public sealed record AskedSkillsRow(Guid TypeId, string Name, string? EnglishName, string Skills);

/// <summary>Keeps which skills work on each type of equipment asks for: for the whole organisation. Refuses: forbidden, invalid, not-found, stale.</summary>
[Needs(MaintenancePermissions.ManageTechnicians, Everywhere = true)]
public sealed class EditAskedSkills(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    private const int Most = 500;

    /// <summary>All types in use, by name.</summary>
    [Needs(MaintenancePermissions.ManageTechnicians)]
    public async Task<Result<IReadOnlyList<AskedSkillsRow>>> ListAsync(CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ManageTechnicians)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var types = await EquipmentTypes.All(db).Where(t => t.IsActive).OrderBy(t => t.Name).ThenBy(t => t.Id).Take(Most).ToListAsync(ct);
        var asked = (await db.Set<AskedSkill>().AsNoTracking().ToListAsync(ct)).ToLookup(s => s.EquipmentTypeId, s => s.Name);
        return types.ConvertAll(t => new AskedSkillsRow(t.Id, t.Name, t.EnglishName, string.Join(", ", asked[t.Id].Order(StringComparer.OrdinalIgnoreCase))));
    }

    public async Task<Result> SaveAsync(SaveAskedSkillsRequest request, CancellationToken ct)
    {
        if (!user.CanEverywhere(MaintenancePermissions.ManageTechnicians)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await EquipmentTypes.All(db).AnyAsync(t => t.Id == request.EquipmentTypeId, ct)) return Refusal.NotFound;
        var known = await db.Set<AskedSkill>().Where(s => s.EquipmentTypeId == request.EquipmentTypeId).ToListAsync(ct);
        if (!known.Select(s => s.Name).ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(request.SeenNames)) return Refusal.Stale;

        var wanted = request.Names;
        db.RemoveRange(known.Where(s => !wanted.Contains(s.Name)));
        db.AddRange(wanted.Where(name => known.TrueForAll(s => s.Name != name)).Select(name => new AskedSkill { EquipmentTypeId = request.EquipmentTypeId, Name = name }));
        var saved = await db.TrySaveAsync(ct);
        return saved.Refusal?.Code == "already-exists" ? Refusal.Stale : saved;   // somebody else added it, this moment
    }
}
