using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Records.Watching;

/// <summary>Begins or ends watching, for oneself. Doing it again changes nothing. Refuses: not-found (only to begin: one may always stop).</summary>
[NeedsOnRecord(RecordRight.See)]
public sealed class WatchRecord(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds) : IUseCase
{
    public async Task<Result> RunAsync(RecordRef record, bool watch, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (watch && await kinds.AccessAsync(db, user, record, ct) is null) return Refusal.NotFound;

        if (watch) await WatcherChanges.AddAsync(db, record, [user.Id], ct);
        else await WatcherChanges.RemoveAsync(db, record, user.Id, ct);
        return await WatcherChanges.SaveAsync(db, ct);
    }
}
