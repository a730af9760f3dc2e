using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Jobs;

/// <summary>
/// Asks for a run of a job, paused or not, which the next free instance takes. Refuses: forbidden, not-found,
/// already-asked (one waits or runs).
/// </summary>
[Needs(JobPermissions.Manage, Everywhere = true)]
public sealed class RunJobNow(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ModuleCatalog catalog, TimeProvider clock) : IUseCase
{
    public async Task<Result> RunAsync(string code, CancellationToken ct)
    {
        if (!user.CanEverywhere(JobPermissions.Manage)) return Refusal.Forbidden;
        if (catalog.Jobs.All(j => j.Code != code)) return Refusal.NotFound;

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Two who press at the same time ask one after the other, and the second is told.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({code}, 0))", ct);
        if (await db.Set<JobRun>().AnyAsync(r => r.Code == code && (r.State == JobRunState.Waiting || r.State == JobRunState.Running), ct))
            return Refusal.Conflict(JobRefusals.AlreadyAsked);

        var run = new JobRun { Code = code, Cause = JobCause.Person, DueAt = clock.GetUtcNow(), RequestedBy = user.DisplayName };
        db.Add(run);
        AuditWriter.Add(db, AuditAction.Create, "job_run", run.Id.ToString(), code);
        await db.SaveChangesAsync(ct);
        await Outbox.SignalAsync(db, new(SignalKind.Jobs, []), ct);
        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
