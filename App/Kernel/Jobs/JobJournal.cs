using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;

namespace OpsFlux.Kernel.Jobs;

/// <summary>One firing of a job: for which due time, why, and where. <paramref name="RunId"/> names the row of a person's request.</summary>
public sealed record JobFiring(string Code, DateTimeOffset DueAt, JobCause Cause, string Instance, Guid? RunId = null);

/// <summary>Writes down what runs and what came of it, and tells the pages that show it.</summary>
internal sealed class JobJournal(IDbContextFactory<AppDbContext> dbs, TimeProvider clock)
{
    /// <summary>The id of the run that now counts as running, or null where this firing was served before.</summary>
    public async Task<Guid?> StartAsync(JobFiring firing, string correlation, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow();
        // No two of a job run at once, so what still says it is running belonged to an instance that was killed.
        await db.Set<JobRun>().Where(r => r.Code == firing.Code && r.State == JobRunState.Running && r.Id != firing.RunId)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, JobRunState.Interrupted).SetProperty(r => r.FinishedAt, now), ct);
        var id = firing.RunId is { } asked ? await TakeAsync(db, asked, firing, correlation, now, ct) : await InsertAsync(db, firing, correlation, now, ct);
        await Outbox.SignalAsync(db, new(SignalKind.Jobs, []), ct);
        await transaction.CommitAsync(ct);
        return id;
    }

    /// <summary>Throws as long as the database does not answer.</summary>
    public async Task<bool> AnswersAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<JobSchedule>().AnyAsync(ct);
    }

    public async Task FinishAsync(string code, Guid id, JobRunState state, JobOutcome? outcome, string? error, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow();
        var arguments = outcome?.Arguments ?? [];
        await db.Set<JobRun>().Where(r => r.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.State, state).SetProperty(r => r.FinishedAt, now).SetProperty(r => r.Error, error)
                .SetProperty(r => r.OutcomeText, outcome == null ? null : outcome.Text).SetProperty(r => r.OutcomeArguments, arguments), ct);
        var kept = db.Set<JobRun>().Where(r => r.Code == code).OrderByDescending(r => r.Id).Take(JobRun.Kept).Select(r => r.Id);
        await db.Set<JobRun>().Where(r => r.Code == code && !kept.Contains(r.Id)).ExecuteDeleteAsync(ct);
        await Outbox.SignalAsync(db, new(SignalKind.Jobs, []), ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>A person's request is taken once, and again where the instance that had it was stopped or killed.</summary>
    private static async Task<Guid?> TakeAsync(AppDbContext db, Guid id, JobFiring firing, string correlation, DateTimeOffset now, CancellationToken ct)
    {
        JobRunState[] unserved = [JobRunState.Waiting, JobRunState.Running, JobRunState.Interrupted];
        var taken = await db.Set<JobRun>().Where(r => r.Id == id && unserved.Contains(r.State)).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.State, JobRunState.Running).SetProperty(r => r.StartedAt, now)
                .SetProperty(r => r.Instance, firing.Instance).SetProperty(r => r.Correlation, correlation), ct);
        return taken == 1 ? id : null;
    }

    private static async Task<Guid?> InsertAsync(AppDbContext db, JobFiring firing, string correlation, DateTimeOffset now, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        var inserted = await db.Database.ExecuteSqlAsync(
            $"""
             insert into kernel.job_runs (id, code, cause, state, due_at, started_at, instance, outcome_arguments, correlation)
             values ({id}, {firing.Code}, {firing.Cause.ToString()}, 'Running', {firing.DueAt}, {now}, {firing.Instance}, {Array.Empty<string>()}, {correlation})
             on conflict (code, due_at) where cause <> 'Person' and state <> 'Interrupted' do nothing
             """, ct);
        return inserted == 1 ? id : null;
    }
}
