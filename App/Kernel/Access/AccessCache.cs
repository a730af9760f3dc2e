using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Access;

/// <summary>
/// What each active person may do, in memory. Invalidated across instances by a signal sent with every change of roles,
/// grants, groups or structures; an entry that cannot be reloaded is dropped, which denies.
/// </summary>
public sealed class AccessCache(IServiceScopeFactory scopes, TimeProvider clock, ILogger<AccessCache> log)
{
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<Guid, AccessSnapshot> snapshots = new();
    private readonly HashSet<Guid> owed = [];
    private long invalidations;

    /// <summary>Raised with the user's id after a snapshot was replaced or dropped.</summary>
    public event Action<Guid>? Changed;

    /// <summary>The snapshot in force at this instant, or null when none is loaded.</summary>
    public AccessSnapshot? Current(Guid userId)
    {
        if (!snapshots.TryGetValue(userId, out var held)) return null;
        var current = held.At(clock.GetUtcNow());
        if (current != held) snapshots.TryUpdate(userId, current, held);   // unless it was replaced meanwhile
        return current;
    }

    public async Task<AccessSnapshot> LoadAsync(Guid userId, CancellationToken ct) => Current(userId) ?? await RenewAsync(userId, ct);

    /// <summary>
    /// What many people may do: those at work from memory, the others in four statements, however many. The others are
    /// not kept: whoever is told of something without being here would stay in memory, and be read again with every change.
    /// </summary>
    public async Task<IReadOnlyDictionary<Guid, AccessSnapshot>> LoadManyAsync(IEnumerable<Guid> userIds, CancellationToken ct)
    {
        var found = new Dictionary<Guid, AccessSnapshot>();
        var absent = new List<Guid>();
        foreach (var id in userIds.Distinct())
        {
            if (Current(id) is { } held) found[id] = held;
            else absent.Add(id);
        }

        if (absent.Count == 0) return found;
        foreach (var (id, read) in await WithDbAsync((db, now) => AccessReader.ReadManyAsync(db, absent, now, ct), ct)) found[id] = read;
        return found;
    }

    /// <summary>
    /// Reads again what is held of one person, or of everybody. Until the new one is there the old one stands: dropping all
    /// of them first would refuse everybody's work for as long as it takes to read them.
    /// </summary>
    public async Task InvalidateAsync(Guid? userId, CancellationToken ct)
    {
        foreach (var id in Outdated(userId))
        {
            try
            {
                await RenewAsync(id, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                snapshots.TryRemove(id, out _);
                lock (gate) owed.Add(id);
                log.LogWarning(e, "Permissions of user {UserId} could not be reloaded; denied until they can", id);
            }

            Changed?.Invoke(id);
        }
    }

    /// <summary>Tries again to read those that could not be: open circuits wait for them.</summary>
    public async Task RetryAsync(CancellationToken ct)
    {
        Guid[] waiting;
        lock (gate) waiting = [.. owed];
        foreach (var id in waiting) await InvalidateAsync(id, ct);
    }

    private async Task<AccessSnapshot> RenewAsync(Guid userId, CancellationToken ct)
    {
        while (true)
        {
            var before = Interlocked.Read(ref invalidations);
            var read = await ReadAsync(userId, ct);
            lock (gate)
            {
                // What was read while something changed may be from before it: kept, it would count for ever.
                if (before != invalidations) continue;
                owed.Remove(userId);
                return snapshots[userId] = read;
            }
        }
    }

    private List<Guid> Outdated(Guid? userId)
    {
        lock (gate)
        {
            invalidations++;
            if (userId is not { } one) return [.. snapshots.Keys.Union(owed)];

            // Whoever borrows from somebody has what that person has: both are read again.
            var concerned = snapshots.Values.Where(s => s.UserId == one || s.Lenders.Contains(one)).Select(s => s.UserId);
            return [.. concerned.Union(owed.Where(id => id == one))];
        }
    }

    private Task<AccessSnapshot> ReadAsync(Guid userId, CancellationToken ct) => WithDbAsync((db, now) => AccessReader.ReadAsync(db, userId, now, ct), ct);

    private async Task<T> WithDbAsync<T>(Func<AppDbContext, DateTimeOffset, Task<T>> read, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync(ct);
        return await read(db, clock.GetUtcNow());
    }
}
