using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Data;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.UseCases;

/// <summary>Other equipment, as the page of one piece names it.</summary>
public sealed record RelatedEquipment(Guid Id, string Number, string Name, OperatingState State, LifeCycle LifeCycle);

/// <summary>What the page offers. The use cases check again.</summary>
public sealed record EquipmentRights(bool Manage, bool Delete);

/// <summary>All that the page of equipment shows, as far as this user may see and do it.</summary>
public sealed record EquipmentDetails(Equipment Equipment, string Type, string Structure, string? Site)
{
    /// <summary>What it is a component of.</summary>
    public RelatedEquipment? Parent { get; init; }

    /// <summary>Directly below it, by name, at most <see cref="GetEquipment.MostComponents"/>.</summary>
    public IReadOnlyList<RelatedEquipment> Components { get; init; } = [];

    /// <summary>The latest first, at most <see cref="GetEquipment.MostWork"/>.</summary>
    public IReadOnlyList<EquipmentWork> Work { get; init; } = [];
    public required IReadOnlyList<TimelineLine> Timeline { get; init; }

    /// <summary>Steps of the operating state that are not by interventions.</summary>
    public required IReadOnlyList<OperatingTrigger> Steps { get; init; }
    public required EquipmentRights Rights { get; init; }

    /// <summary>For what the kernel hangs on it, in this turn.</summary>
    public required RecordAccess Access { get; init; }
}

/// <summary>Reads one piece of equipment by number or id. Refuses: forbidden, not-found (also for what one may not know of).</summary>
[Needs(AssetPermissions.View)]
public sealed class GetEquipment(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReadTimeline timeline, IEnumerable<IEquipmentWork> work) : IUseCase
{
    public const int MostComponents = 200, MostWork = 50;

    public async Task<Result<EquipmentDetails>> RunAsync(string numberOrId, CancellationToken ct)
    {
        if (!user.Can(AssetPermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await NamedAsync(db, FindEquipment.Of(db, user, numberOrId), ct) is not { } found) return Refusal.NotFound;

        var equipment = found.Equipment;
        var english = EquipmentWords.IsEnglish;
        var access = EquipmentRecords.AccessOf(equipment, user);
        var related = await RelatedAsync(db, equipment, ct);
        return new EquipmentDetails(equipment, found.Type, found.Structure, found.Site)
        {
            Parent = related.FirstOrDefault(r => r.Id == equipment.ParentId),
            Components = [.. related.Where(r => r.Id != equipment.ParentId)],
            Work = await WorkAsync(db, equipment.Id, ct),
            Timeline = await timeline.RunAsync(db, equipment.Ref, EquipmentTree.Names(db, english), access.SeeInternal, ct),
            Steps = StepsOf(equipment),
            Rights = new(Covers(equipment, AssetPermissions.Manage), Covers(equipment, AssetPermissions.Delete)),
            Access = access,
        };
    }

    /// <summary>The work on it alone. Refuses: forbidden, not-found.</summary>
    public async Task<Result<IReadOnlyList<EquipmentWork>>> WorkAsync(string numberOrId, CancellationToken ct)
    {
        if (!user.Can(AssetPermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await FindEquipment.Of(db, user, numberOrId).SingleOrDefaultAsync(ct) is not { } equipment) return Refusal.NotFound;
        return await WorkAsync(db, equipment.Id, ct);
    }

    private static async Task<Named?> NamedAsync(AppDbContext db, IQueryable<Equipment> equipment, CancellationToken ct)
    {
        var english = EquipmentWords.IsEnglish;
        return await (
            from e in equipment
            join type in db.Set<EquipmentType>() on e.TypeId equals type.Id
            join structure in db.Set<Structure>() on e.StructureId equals structure.Id
            join site in db.Set<Site>() on e.SiteId equals site.Id into sites
            from site in sites.DefaultIfEmpty()
            select new Named(e, english ? type.EnglishName ?? type.Name : type.Name, structure.Name, site.Name)).SingleOrDefaultAsync(ct);
    }

    /// <summary>Parent and components in one statement: those that this person may see.</summary>
    private Task<List<RelatedEquipment>> RelatedAsync(AppDbContext db, Equipment equipment, CancellationToken ct)
    {
        var (id, parent) = (equipment.Id, equipment.ParentId);
        return db.Set<Equipment>().AsNoTracking().AllowedTo(user, AssetPermissions.View).Where(e => e.ParentId == id || e.Id == parent)
            .OrderBy(e => e.Id == parent ? 0 : 1).ThenBy(e => e.Name).ThenBy(e => e.Id)
            .Select(e => new RelatedEquipment(e.Id, e.Number, e.Name, e.State, e.LifeCycle)).Take(MostComponents + 1).ToListAsync(ct);
    }

    private async Task<List<EquipmentWork>> WorkAsync(AppDbContext db, Guid id, CancellationToken ct)
    {
        var done = new List<EquipmentWork>();
        foreach (var source in work) done.AddRange(await source.OfAsync(db, user, id, MostWork, ct));
        return [.. done.OrderByDescending(w => w.At).ThenByDescending(w => w.Id).Take(MostWork)];
    }

    private IReadOnlyList<OperatingTrigger> StepsOf(Equipment equipment) =>
        [.. OperatingWorkflow.Instance.Allowed(equipment, equipment.State, user, permission => Covers(equipment, permission)).Select(s => s.Trigger).Where(t => !OperatingWorkflow.IsByInterventions(t))];

    private bool Covers(Equipment equipment, string permission) => user.Can(permission, equipment.StructureId, isOwn: false);

    private sealed record Named(Equipment Equipment, string Type, string Structure, string? Site);
}
