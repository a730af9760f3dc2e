using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Notifications.Push;

namespace OpsFlux.Kernel.Accounts.Sessions;

/// <summary>Ends sessions within the caller's transaction, and tells every instance when that commits.</summary>
public static class SessionEnding
{
    /// <summary>All of a person's, but <paramref name="except"/>: after a change of password or second factor, when he is merged or forgotten. Answers how many.</summary>
    public static Task<int> EndAllAsync(AppDbContext db, Guid userId, SessionEnd why, Guid? except, CancellationToken ct) =>
        EndAsync(db, db.Set<Session>().Where(s => s.UserId == userId && s.Id != except), why, ct);

    /// <summary>Those of <paramref name="sessions"/> that have not ended.</summary>
    public static async Task<int> EndAsync(AppDbContext db, IQueryable<Session> sessions, SessionEnd why, CancellationToken ct)
    {
        var ids = await sessions.Where(s => s.EndedAt == null).Select(s => s.Id).ToListAsync(ct);
        if (ids.Count == 0) return 0;
        DateTimeOffset? now = db.Clock.GetUtcNow();
        SessionEnd? by = why;
        var ended = await db.Set<Session>().Where(s => ids.Contains(s.Id) && s.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now).SetProperty(s => s.EndedBy, by), ct);
        await db.Set<PushSubscription>().Where(p => ids.Contains(p.SessionId)).ExecuteDeleteAsync(ct);   // nothing is shown where somebody signed out
        await TellAsync(db, ids, ct);
        return ended;
    }

    internal static async Task TellAsync(AppDbContext db, IEnumerable<Guid> ids, CancellationToken ct)
    {
        foreach (var chunk in ids.Chunk(Signal.MaxIds)) await Outbox.SignalAsync(db, new(SignalKind.Sessions, chunk), ct);
    }
}
