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

    public async Task<AccessSnapshot> LoadAsync(Guid userId, CancellationToken ct)
    {
        if (Current(userId) is { } known) return known;
        while (true)
        {
            var before = Interlocked.Read(ref invalidations);
            var read = await ReadAsync(userId, ct);
            lock (gate)
            {
                // What was read while something changed may be from before it: kept, it would count for ever.
                if (before == invalidations) return snapshots[userId] = read;
            }
        }
    }

    /// <summary>Reloads one person's snapshot if it is held, or all of them.</summary>
    public async Task InvalidateAsync(Guid? userId, CancellationToken ct)
    {
        foreach (var id in Drop(userId))
        {
            try
            {
                await LoadAsync(id, ct);
            }
            catch (Exception e) when (e is Npgsql.NpgsqlException or InvalidOperationException)
            {
                log.LogWarning(e, "Permissions of user {UserId} could not be reloaded; denied until they can", id);
            }

            Changed?.Invoke(id);
        }
    }

    private List<Guid> Drop(Guid? userId)
    {
        lock (gate)
        {
            invalidations++;
            Guid[] candidates = userId is { } one ? [one] : [.. snapshots.Keys];
            return [.. candidates.Where(id => snapshots.TryRemove(id, out _))];
        }
    }

    private async Task<AccessSnapshot> ReadAsync(Guid userId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync(ct);
        return await AccessReader.ReadAsync(db, userId, clock.GetUtcNow(), ct);
    }
}
