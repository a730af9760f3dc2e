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
    private readonly ConcurrentDictionary<Guid, AccessSnapshot> snapshots = new();

    /// <summary>Raised with the user id after a snapshot was replaced or dropped; null for all.</summary>
    public event Action<Guid>? Changed;

    /// <summary>The snapshot in force, or null when none is loaded or a dated grant has begun or ended since.</summary>
    public AccessSnapshot? Current(Guid userId) =>
        snapshots.TryGetValue(userId, out var snapshot) && snapshot.ValidUntil > clock.GetUtcNow() ? snapshot : null;

    public async Task<AccessSnapshot> LoadAsync(Guid userId, CancellationToken ct)
    {
        if (Current(userId) is { } known) return known;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync(ct);
        return snapshots[userId] = await AccessReader.ReadAsync(db, userId, clock.GetUtcNow(), ct);
    }

    /// <summary>Reloads one person's snapshot if it is held, or all of them.</summary>
    public async Task InvalidateAsync(Guid? userId, CancellationToken ct)
    {
        foreach (var id in userId is { } one ? [one] : snapshots.Keys.ToArray())
        {
            if (!snapshots.TryRemove(id, out _)) continue;
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
}
