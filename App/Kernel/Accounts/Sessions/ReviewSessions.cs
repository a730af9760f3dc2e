using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;

namespace OpsFlux.Kernel.Accounts.Sessions;

/// <summary>
/// What no save brings about: a role given from a later day begins, or its time is over, and open sessions owe a second
/// factor that nobody asked for before, or owe it no more. Until a run comes, such a session has the role without the factor.
/// </summary>
internal sealed class ReviewSessions(IDbContextFactory<AppDbContext> dbs) : IScheduledJob
{
    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var changed = await SessionReview.RunAsync(db, [], ct);
        await transaction.CommitAsync(ct);
        return new("Job.accounts.review-sessions.Done", changed.ToString(CultureInfo.InvariantCulture));
    }
}
