using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Accounts.Sessions;

/// <summary>
/// Ends sessions of one's own; what hangs on them, circuits and tokens, ends too. Those of others are for <c>UserDoors</c>.
/// Refuses: not-found, also for what one may not know of.
/// </summary>
[SignedInOnly("one's own sessions")]
public sealed class EndSessions(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    /// <summary>One session. The one that a request is made in is signed out of rather than ended here.</summary>
    public async Task<Result> OneAsync(Guid sessionId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var mine = db.Set<Session>().Where(s => s.Id == sessionId && s.UserId == user.Id && s.EndedAt == null);
        return await mine.AnyAsync(ct) ? await EndAsync(db, mine, "end", ct) : Refusal.NotFound;
    }

    /// <summary>All of one's own, or but for the one he acts in.</summary>
    public async Task<Result> MineAsync(bool keepThis, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var kept = keepThis ? user.SessionId : null;
        return await EndAsync(db, db.Set<Session>().Where(s => s.UserId == user.Id && s.Id != kept), "end-all", ct);
    }

    private async Task<Result> EndAsync(AppDbContext db, IQueryable<Session> sessions, string what, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        AuditWriter.Add(db, AuditAction.SignOut, "user", user.Id.ToString(), what);
        await db.SaveChangesAsync(ct);
        await SessionEnding.EndAsync(db, sessions, SessionEnd.EndedByOwner, ct);
        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
