using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Accounts.Sessions;

/// <summary>Writes down, within the caller's transaction, that a session's owner proved who he is once more.</summary>
public static class SessionProof
{
    /// <summary>By his password or a code. What he may do without a fresh proof is for the use cases to say.</summary>
    public static Task ProvedAsync(AppDbContext db, Guid sessionId, CancellationToken ct) => WriteAsync(db, sessionId, secondFactor: false, ct);

    /// <summary>By a second factor, as when he enrols one: the session owes none any more.</summary>
    public static async Task ProvedTwiceAsync(AppDbContext db, Guid sessionId, Guid ownerId, CancellationToken ct)
    {
        await WriteAsync(db, sessionId, secondFactor: true, ct);
        await SessionReview.RunAsync(db, [ownerId], ct);
    }

    private static Task WriteAsync(AppDbContext db, Guid sessionId, bool secondFactor, CancellationToken ct)
    {
        var now = db.Clock.GetUtcNow();
        return db.Set<Session>().Where(s => s.Id == sessionId && s.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.ProvedAt, now).SetProperty(s => s.HasSecondFactor, s => s.HasSecondFactor || secondFactor), ct);
    }
}
