using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.Sessions;

/// <summary>
/// Ends sessions at somebody's wish: one's own, or with users.manage.user those of people in reach. Live circuits and
/// tokens end with them. Refuses: not-found, also for what one may not know of.
/// </summary>
public sealed class EndSessions(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    /// <summary>One session. The one that a request is made in is signed out of rather than ended here.</summary>
    public async Task<Result> OneAsync(Guid sessionId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var owner = await db.Set<Session>().Where(s => s.Id == sessionId && s.EndedAt == null).Select(s => (Guid?)s.UserId).SingleOrDefaultAsync(ct);
        if (owner is not { } id || !await MayAsync(db, id, ct)) return Refusal.NotFound;
        return await EndAsync(db, id, db.Set<Session>().Where(s => s.Id == sessionId), "end", ct);
    }

    /// <summary>All of one's own, or but for the one he acts in.</summary>
    public async Task<Result> MineAsync(bool keepThis, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var kept = keepThis ? user.SessionId : null;
        return await EndAsync(db, user.Id, db.Set<Session>().Where(s => s.UserId == user.Id && s.Id != kept), "end-all", ct);
    }

    /// <summary>All of a person's.</summary>
    public async Task<Result> AllOfAsync(Guid userId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await MayAsync(db, userId, ct)) return Refusal.NotFound;
        return await EndAsync(db, userId, db.Set<Session>().Where(s => s.UserId == userId), "end-all", ct);
    }

    private async Task<bool> MayAsync(AppDbContext db, Guid ownerId, CancellationToken ct)
    {
        if (ownerId == user.Id) return true;
        if (user.ReachOf(UserPermissions.Manage) is not { } reach) return false;
        return await db.Set<User>().Where(u => u.Id == ownerId).Select(u => (Guid?)u.StructureId).SingleOrDefaultAsync(ct) is { } structure && reach.Covers(structure);
    }

    private async Task<Result> EndAsync(AppDbContext db, Guid ownerId, IQueryable<Session> sessions, string what, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var why = ownerId == user.Id ? SessionEnd.EndedByOwner : SessionEnd.EndedByAdministrator;
        AuditWriter.Add(db, AuditAction.SignOut, "user", ownerId.ToString(), what);
        await db.SaveChangesAsync(ct);
        await SessionEnding.EndAsync(db, sessions, why, ct);
        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
