using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;

namespace OpsFlux.Kernel.Accounts.People;

/// <summary>Ends all that somebody is signed in to, within the caller's transaction.</summary>
internal static class PersonSessions
{
    /// <returns>How many there were.</returns>
    public static async Task<int> EndAsync(AppDbContext db, User person, SessionEnd why, CancellationToken ct)
    {
        person.SecurityStamp = Guid.CreateVersion7().ToString();   // cookies from before sessions were kept
        var live = await db.Set<Session>().Where(s => s.UserId == person.Id && s.EndedAt == null).Select(s => s.Id).ToListAsync(ct);
        if (live.Count == 0) return 0;

        var now = db.Clock.GetUtcNow();
        await db.Set<Session>().Where(s => live.Contains(s.Id)).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now).SetProperty(s => s.EndedBy, why), ct);
        foreach (var ids in live.Chunk(Signal.MaxIds)) await Outbox.SignalAsync(db, new(SignalKind.Sessions, ids), ct);
        return live.Count;
    }
}
