using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Work;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Checklists;

/// <param name="DoneBy">Who answered it.</param>
/// <param name="Request">What its failure raised, where this reader may see it.</param>
public sealed record CheckLine(InterventionCheck Check, string? DoneBy, RecordCard? Request);

/// <summary>The points of one intervention, in order.</summary>
/// <param name="MayAnswer">Until the intervention is over.</param>
public sealed record CheckSheet(IReadOnlyList<CheckLine> Lines, bool MayAnswer)
{
    /// <summary>Mandatory points that wait for an answer.</summary>
    public int Open => Lines.Count(l => l.Check is { IsMandatory: true, Result: null });

    /// <summary>Points that have an answer.</summary>
    public int Done => Lines.Count(l => l.Check.Result is not null);
}

/// <summary>Reads what is to be checked on one intervention. Two statements, and one more where a point raised a request. Refuses: forbidden, not-found.</summary>
[Needs(MaintenancePermissions.View)]
public sealed class ReadChecks(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds) : IUseCase
{
    /// <summary>How the kernel calls what a request is.</summary>
    private const string RequestKind = "ticket";

    public async Task<Result<CheckSheet>> RunAsync(Guid interventionId, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var intervention = await db.Set<Intervention>().AsNoTracking().AllowedTo(user, MaintenancePermissions.View).SingleOrDefaultAsync(i => i.Id == interventionId, ct);
        if (intervention is null) return Refusal.NotFound;

        var rows = await (
            from check in db.Set<InterventionCheck>().AsNoTracking()
            where check.InterventionId == interventionId
            join person in db.Set<User>() on check.DoneBy equals person.Id into people
            from person in people.DefaultIfEmpty()
            orderby check.Position, check.Id
            select new { Check = check, By = person.DisplayName }).ToListAsync(ct);
        List<Guid> raised = [.. rows.Select(r => r.Check.RequestId).OfType<Guid>()];
        var cards = raised.Count > 0 && kinds.Of(RequestKind) is { } requests ? (await requests.CardsAsync(db, user, raised, ct)).ToDictionary(c => c.Ref.Id) : [];
        var may = intervention is { EndedAt: null, ArchivedAt: null } && user.Can(MaintenancePermissions.Work, intervention.StructureId, intervention.IsOwnedBy(user.Id));
        return new CheckSheet([.. rows.Select(r => new CheckLine(r.Check, r.By, r.Check.RequestId is { } id ? cards.GetValueOrDefault(id) : null))], may);
    }

    /// <summary>Checklists that can still be put on it by hand, by name.</summary>
    [Needs(MaintenancePermissions.Work)]
    public async Task<IReadOnlyList<Choice>> ChoicesAsync(Guid interventionId, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.Work)) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<InterventionChecklist>().Where(c => !db.Set<InterventionCheck>().Any(t => t.InterventionId == interventionId && t.ChecklistId == c.Id))
            .OrderBy(c => c.Name).Take(WorkLimits.ChecksMax).Select(c => new Choice(c.Id, c.Name)).ToListAsync(ct);
    }
}
