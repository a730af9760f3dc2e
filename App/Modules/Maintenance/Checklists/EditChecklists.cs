using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Checklists;

/// <summary>A checklist with the name of its type of equipment.</summary>
public sealed record ChecklistLine(InterventionChecklist Checklist, string? EquipmentType)
{
    /// <summary>In order.</summary>
    public IEnumerable<ChecklistPoint> Points => Checklist.Points.OrderBy(p => p.Position);
}

/// <summary>
/// Reads and keeps the checklists with which interventions begin, for all structures. Interventions that have begun keep the
/// points they have. Refuses: forbidden, invalid (name-taken, a point that says nothing), not-found, stale.
/// </summary>
[Needs(MaintenancePermissions.ManageChecklists, Everywhere = true)]
public sealed class EditChecklists(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    private const int Most = 300;

    /// <summary>By name. Also for whoever puts one on an intervention by hand.</summary>
    [Needs(MaintenancePermissions.ManageChecklists, MaintenancePermissions.Work)]
    public async Task<Result<IReadOnlyList<ChecklistLine>>> ListAsync(CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ManageChecklists) && !user.Can(MaintenancePermissions.Work)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var checklists = await db.Set<InterventionChecklist>().AsNoTracking().Include(c => c.Points).OrderBy(c => c.Name).Take(Most).ToListAsync(ct);
        var types = (await EquipmentKinds.ChoicesAsync(db, [.. checklists.Select(c => c.EquipmentTypeId).OfType<Guid>()], ct)).ToDictionary(t => t.Id, t => t.Name);
        return checklists.ConvertAll(c => new ChecklistLine(c, c.EquipmentTypeId is { } type ? types.GetValueOrDefault(type) : null));
    }

    /// <summary>The types of equipment that the form offers.</summary>
    /// <param name="chosen">Stays on offer though it may be out of use.</param>
    [Needs(MaintenancePermissions.ManageChecklists)]
    public async Task<IReadOnlyList<Choice>> TypesAsync(Guid? chosen, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ManageChecklists)) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await EquipmentKinds.ChoicesAsync(db, chosen is { } type ? [type] : [], ct);
    }

    public async Task<Result> SaveAsync(SaveChecklistRequest request, CancellationToken ct)
    {
        if (!user.CanEverywhere(MaintenancePermissions.ManageChecklists)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var name = TypedText.OneLine(request.Name);
        if (await db.Set<InterventionChecklist>().AnyAsync(c => c.Id != request.Id && EF.Functions.ILike(c.Name, LikePattern.Escape(name)), ct)) return Refusal.Invalid(new FieldError(nameof(request.Name), "name-taken"));
        var checklist = request.Id is { } id ? await db.Set<InterventionChecklist>().Include(c => c.Points).SingleOrDefaultAsync(c => c.Id == id, ct) : new() { Name = name };
        if (checklist is null) return Refusal.NotFound;
        if (request.EquipmentTypeId is { } type && type != checklist.EquipmentTypeId && !await EquipmentKinds.IsInUseAsync(db, type, ct))
            return Refusal.Invalid(new FieldError(nameof(request.EquipmentTypeId), "unknown-value"));

        if (request.Id is null) db.Add(checklist);
        else db.Expect(checklist, request.Version);
        (checklist.Name, checklist.EquipmentTypeId, checklist.Type) = (name, request.EquipmentTypeId, request.Type);
        db.RemoveRange(checklist.Points);
        db.AddRange(request.Points.Select((point, at) => PointOf(checklist, point, at)));
        return await db.TrySaveAsync(ct);
    }

    /// <summary>Interventions keep the points they have.</summary>
    public async Task<Result> RemoveAsync(Guid id, CancellationToken ct)
    {
        if (!user.CanEverywhere(MaintenancePermissions.ManageChecklists)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Set<InterventionChecklist>().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } checklist) return Refusal.NotFound;
        db.Remove(checklist);
        return await db.TrySaveAsync(ct);
    }

    /// <summary>What is passed or failed has neither unit nor limits, whatever the form still held.</summary>
    private static ChecklistPoint PointOf(InterventionChecklist checklist, ChecklistPointFields point, int at)
    {
        var isMeasure = point.Kind is CheckKind.Measure;
        return new()
        {
            ChecklistId = checklist.Id, Position = at + 1, Text = TypedText.OneLine(point.Text), Kind = point.Kind, IsMandatory = point.IsMandatory,
            Unit = isMeasure ? TypedText.OrNull(point.Unit) : null, Lowest = isMeasure ? point.Lowest : null, Highest = isMeasure ? point.Highest : null,
        };
    }
}
