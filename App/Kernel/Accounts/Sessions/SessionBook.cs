using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Accounts.Sessions;

/// <summary>A session as requests and circuits ask for it.</summary>
public sealed record LiveSession(Guid Id, Guid UserId, SessionDebt Owes, DateTimeOffset ExpiresAt, int? IdleMinutes)
{
    /// <summary>On any instance, to within a few minutes.</summary>
    public DateTimeOffset LastSeenAt { get; init; }

    public SessionEnd? EndedBy { get; init; }

    public bool IsLiveAt(DateTimeOffset now) => EndedBy is null && now < ExpiresAt && (IdleMinutes is not { } idle || now < LastSeenAt.AddMinutes(idle));
}

/// <summary>
/// The sessions in use on this instance, in memory, so that no request asks the database whether its cookie still counts.
/// Ends and debts are signalled to every instance; after an interruption all that are held are read again at once.
/// </summary>
public sealed class SessionBook(IServiceScopeFactory scopes, TimeProvider clock, ILogger<SessionBook> log)
{
    private static readonly TimeSpan SeenPause = TimeSpan.FromMinutes(5);

    /// <summary>Reasons are kept for circuits that are just being told: no more of them than this.</summary>
    private const int MostReasons = 10_000;

    private readonly ConcurrentDictionary<Guid, LiveSession> held = new();
    private readonly ConcurrentDictionary<Guid, SessionEnd> reasons = new();
    private long generation;

    /// <summary>Raised with its id when a session has ended, or owes something else than before.</summary>
    public event Action<Guid>? Changed;

    /// <summary>Null: it has ended, or nobody on this instance has asked for it (see <see cref="ReadAsync"/>).</summary>
    public LiveSession? Find(Guid id) => held.TryGetValue(id, out var session) && session.IsLiveAt(clock.GetUtcNow()) ? session : null;

    /// <summary>The session, from the database where it is not in memory. Null: none, or it has ended.</summary>
    public async Task<LiveSession?> ReadAsync(Guid id, CancellationToken ct)
    {
        if (Find(id) is { } known) return known;
        while (true)
        {
            var before = Interlocked.Read(ref generation);
            var read = (await ReadManyAsync([id], ct)).SingleOrDefault();
            if (before != Interlocked.Read(ref generation)) continue;   // what was read while something ended may be from before it
            if (read?.EndedBy is { } why) Note(id, why);
            if (read is null || !read.IsLiveAt(clock.GetUtcNow())) Drop(id);
            else held[id] = read;
            return Find(id);
        }
    }

    /// <summary>Why a session ended that was in use here; null: because its time was over.</summary>
    public SessionEnd? WhyEnded(Guid id) => reasons.TryGetValue(id, out var why) ? why : null;

    /// <summary>Reads again those of the named sessions that are held, all of them where none is named: one statement.</summary>
    public async Task RefreshAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        Interlocked.Increment(ref generation);
        Guid[] asked = ids.Count == 0 ? [.. held.Keys] : [.. ids.Where(held.ContainsKey)];
        if (asked.Length == 0) return;
        var read = (await ReadManyAsync(asked, ct)).ToDictionary(s => s.Id);
        foreach (var id in asked)
        {
            var now = read.GetValueOrDefault(id);
            if (now?.EndedBy is { } why) Note(id, why);
            if (now is null || !now.IsLiveAt(clock.GetUtcNow())) Drop(id);
            else if (held.TryGetValue(id, out var before) && now != before) Replace(now, before);
        }
    }

    /// <summary>Writes down that the session is in use, at most every few minutes. A database that does not answer costs nobody his click.</summary>
    public async Task SeenAsync(Guid id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (Find(id) is not { } session || now - session.LastSeenAt < SeenPause) return;
        if (!held.TryUpdate(id, session with { LastSeenAt = now }, session)) return;   // somebody else does
        try
        {
            await WithDbAsync(
                db => db.Set<Session>().Where(s => s.Id == id && s.EndedAt == null && s.LastSeenAt < now).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now), ct), ct);
        }
        catch (Exception e) when (DatabaseOutage.Is(e))
        {
            log.LogDebug(e, "That a session is in use was not written down");
        }
    }

    private void Replace(LiveSession now, LiveSession before)
    {
        held[now.Id] = now;
        if (now.Owes != before.Owes) Changed?.Invoke(now.Id);
    }

    private void Note(Guid id, SessionEnd why)
    {
        if (reasons.Count >= MostReasons) reasons.Clear();
        reasons[id] = why;
    }

    private void Drop(Guid id)
    {
        if (held.TryRemove(id, out _)) Changed?.Invoke(id);
    }

    private Task<List<LiveSession>> ReadManyAsync(Guid[] ids, CancellationToken ct) => WithDbAsync(
        db => db.Set<Session>().Where(s => ids.Contains(s.Id))
            .Select(s => new LiveSession(s.Id, s.UserId, s.Owes, s.ExpiresAt, s.IdleMinutes) { LastSeenAt = s.LastSeenAt, EndedBy = s.EndedBy })
            .ToListAsync(ct), ct);

    private async Task<T> WithDbAsync<T>(Func<AppDbContext, Task<T>> act, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync(ct);
        return await act(db);
    }
}
