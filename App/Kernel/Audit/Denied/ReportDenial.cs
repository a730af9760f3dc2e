using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Audit.Denied;

/// <summary>
/// Writes to the log that somebody who is signed in was refused a page or an endpoint: the path alone, without its query,
/// which may hold what people typed. Who asks for the same again and again is written once in ten minutes.
/// </summary>
[SignedInOnly("what one was refused oneself")]
public sealed class ReportDenial(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, DenialThrottle throttle) : IUseCase
{
    private const int MostPath = 200;

    public async Task RunAsync(string path, CancellationToken ct)
    {
        var asked = path.Length > MostPath ? path[..MostPath] : path;
        if (user.Id == Guid.Empty || !user.IsPerson || !throttle.Admits(user.Id, asked)) return;

        await using var db = await dbs.CreateDbContextAsync(ct);
        AuditWriter.Add(db, AuditAction.Denied, "page", null, asked);
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>Remembers the denials of the last minutes, in this process: an instance more writes one line more.</summary>
public sealed class DenialThrottle(TimeProvider clock)
{
    /// <summary>Beyond these the oldest are forgotten together: somebody tries many addresses, and each is worth a line.</summary>
    private const int Most = 10_000;

    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<(Guid, string), DateTimeOffset> told = new();

    public bool Admits(Guid userId, string path)
    {
        var now = clock.GetUtcNow();
        if (told.Count >= Most)
            foreach (var (key, at) in told)
                if (now - at >= Silence || told.Count >= Most * 2) told.TryRemove(key, out _);
        if (told.TryGetValue((userId, path), out var last) && now - last < Silence) return false;
        told[(userId, path)] = now;
        return true;
    }
}
