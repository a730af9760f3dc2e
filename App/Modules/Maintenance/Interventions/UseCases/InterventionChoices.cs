using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.UseCases;

/// <summary>What the forms offer. Each answers nothing to whoever may not use it.</summary>
[Needs(MaintenancePermissions.Create)]
public sealed class InterventionChoices(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    private const int Most = 500, MostSuggested = 8;

    /// <summary>Equipment on which work can begin, by name or number.</summary>
    public async Task<IReadOnlyList<EquipmentSight>> EquipmentAsync(string words, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.Create) || words.Any(char.IsControl)) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        var pattern = LikePattern.Containing(words.Trim());
        return await EquipmentReading.Sights(db, user)
            .Where(e => e.State != OperatingState.OutOfService && e.LifeCycle != LifeCycle.Retired && (EF.Functions.ILike(e.Name, pattern) || EF.Functions.ILike(e.Number, pattern)))
            .OrderBy(e => e.Name).ThenBy(e => e.Id).Take(MostSuggested).ToListAsync(ct);
    }

    /// <summary>Structures in reach that are in use: clients' and our own.</summary>
    public async Task<IReadOnlyList<Choice>> StructuresAsync(CancellationToken ct)
    {
        if (user.ReachOf(MaintenancePermissions.Create) is not { } reach) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        var structures = db.Set<Structure>().Where(s => s.IsActive);
        if (!reach.All) structures = structures.Where(s => reach.Structures.Contains(s.Id));
        return await structures.OrderBy(s => s.Name).Take(Most).Select(s => new Choice(s.Id, s.Name)).ToListAsync(ct);
    }

    /// <summary>Sites of a structure that are in use.</summary>
    public async Task<IReadOnlyList<Choice>> SitesAsync(Guid structureId, CancellationToken ct)
    {
        if (!user.CanIn(MaintenancePermissions.Create, structureId)) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<Site>().Where(s => s.StructureId == structureId && s.IsActive).OrderBy(s => s.Name).Take(Most).Select(s => new Choice(s.Id, s.Name)).ToListAsync(ct);
    }

    /// <summary>Active contracts that cover work on this equipment.</summary>
    public async Task<IReadOnlyList<Choice>> ContractsAsync(Guid structureId, Guid? siteId, Guid? equipmentId, CancellationToken ct)
    {
        if (!user.CanIn(MaintenancePermissions.Create, structureId)) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await ContractCover.Of(db, structureId, siteId, equipmentId).OrderBy(c => c.EndsOn).Select(c => new Choice(c.Id, c.Reference + " · " + c.Name)).ToListAsync(ct);
    }

    /// <summary>Technicians whom one may give work to.</summary>
    [Needs(MaintenancePermissions.Assign)]
    public async Task<IReadOnlyList<LeadChoice>> LeadsAsync(CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.Assign)) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Leads.Offered(db, user).OrderBy(t => t.Name).Take(Most).Select(t => new LeadChoice(t.UserId, t.Name, t.State)).ToListAsync(ct);
    }
}

/// <summary>A technician to choose, with whether he is there.</summary>
public sealed record LeadChoice(Guid Id, string Name, TechnicianState State);
