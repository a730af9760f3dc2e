using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Work;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Checklists;

/// <summary>
/// Answers points of an intervention that is not over, takes answers back, and puts further checklists on it. Each point has a
/// version of its own: two people who answer different points never disturb each other, and of two who answer one the second
/// sees the first one's answer. The first failure of a point raises a request. Refuses: forbidden, invalid, not-found, is-over,
/// is-archived, stale; unknown-checklist, checklist-there, too-many-lines.
/// </summary>
[Needs(MaintenancePermissions.Work)]
public sealed class AnswerCheck(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock, IRaiseRequest requests) : IUseCase
{
    public Task<Result> RunAsync(AnswerCheckRequest request, CancellationToken ct) => WorkAction.RunAsync(dbs, user, request.InterventionId, request, async (db, intervention) =>
    {
        if (await FindAsync(db, intervention, request.CheckId, ct) is not { } check) return Refusal.NotFound;
        if (!CheckRules.Takes(check, request)) return Refusal.Invalid(new FieldError(check.Kind is CheckKind.Measure ? nameof(request.Result) : nameof(request.Value), "unknown-value"));
        var (value, note) = (CheckRules.AsKept(request.Value), TypedText.OrNull(request.Note));
        var result = CheckRules.Judge(check, request.Result, value);
        if ((check.Result, check.Value, check.Note) == (result, value, note)) return Result.Ok;   // somebody was quicker with the same answer

        db.Expect(check, request.Version);
        var failsNow = result is CheckResult.Failed && check.Result is not CheckResult.Failed;
        (check.Result, check.Value, check.Note) = (result, value, note);
        check.DoneAt = result is null ? null : clock.GetUtcNow();
        check.DoneBy = result is null ? null : user.Id;
        if (failsNow) intervention.TellFailure(check.Text);
        intervention.TellWork();
        return failsNow ? await FailAsync(db, intervention, check, ct) : Result.Ok;
    }, ct);

    /// <summary>Raises the request of a failed point that has none yet, because it was refused before. Refuses besides: what the request is refused for.</summary>
    public Task<Result> RaiseAsync(Guid interventionId, Guid checkId, CancellationToken ct) => WorkAction.RunAsync(dbs, user, interventionId, null, async (db, intervention) =>
    {
        if (await FindAsync(db, intervention, checkId, ct) is not { Result: CheckResult.Failed } check) return Refusal.NotFound;
        intervention.TellWork();
        return await RaiseAsync(db, intervention, check, ct);
    }, ct);

    public Task<Result> AddAsync(Guid interventionId, Guid checklistId, CancellationToken ct) => WorkAction.RunAsync(dbs, user, interventionId, null, async (db, intervention) =>
    {
        var checklist = await db.Set<InterventionChecklist>().AsNoTracking().Include(c => c.Points).SingleOrDefaultAsync(c => c.Id == checklistId, ct);
        if (checklist is null) return Refusal.Conflict(WorkRefusals.UnknownChecklist);
        var there = await db.Set<InterventionCheck>().Where(c => c.InterventionId == intervention.Id).Select(c => new { c.ChecklistId, c.Position }).ToListAsync(ct);
        if (there.Exists(c => c.ChecklistId == checklistId)) return Refusal.Conflict(WorkRefusals.ChecklistThere);
        if (there.Count + checklist.Points.Count > WorkLimits.ChecksMax) return Refusal.Conflict(WorkRefusals.TooManyLines, WorkLimits.ChecksMax);
        ChecklistCopy.Add(db, intervention, checklist, there.Select(c => c.Position).DefaultIfEmpty().Max());
        intervention.TellChecklist(checklist.Name);
        return Result.Ok;
    }, ct);

    /// <summary>The answer is kept also where no request can be raised for it, such as by somebody who may open none.</summary>
    private async Task<Result> FailAsync(AppDbContext db, Intervention intervention, InterventionCheck check, CancellationToken ct)
    {
        var kept = await db.TrySaveAsync(ct);   // first: of two who answer at once, one alone raises
        if (kept.Failed) return kept;
        if ((await RaiseAsync(db, intervention, check, ct)).Failed) db.ChangeTracker.Clear();   // nothing of a request that was refused is saved with what follows
        return Result.Ok;
    }

    /// <summary>Once for a point, whatever happens to its answer afterwards.</summary>
    private async Task<Result> RaiseAsync(AppDbContext db, Intervention intervention, InterventionCheck check, CancellationToken ct)
    {
        if (check.RequestId is not null) return Result.Ok;
        var raised = await requests.RaiseAsync(db, intervention, check, ct);
        if (raised.Failed) return raised.Refusal;
        check.RequestId = raised.Value;
        return Result.Ok;
    }

    private static Task<InterventionCheck?> FindAsync(AppDbContext db, Intervention intervention, Guid id, CancellationToken ct) =>
        db.Set<InterventionCheck>().SingleOrDefaultAsync(c => c.Id == id && c.InterventionId == intervention.Id, ct);
}
