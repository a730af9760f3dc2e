using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Records.Watching;

/// <summary>Ends somebody's watching. Refuses: not-found, forbidden (without the right to change the record).</summary>
[NeedsOnRecord(RecordRight.Edit)]
public sealed class RemoveWatcher(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds) : IUseCase
{
    public async Task<Result> RunAsync(RecordRef record, Guid personId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await kinds.AccessAsync(db, user, record, ct) is not { } access) return Refusal.NotFound;
        if (!access.Edit) return Refusal.Forbidden;

        await WatcherChanges.RemoveAsync(db, record, personId, ct);
        return await WatcherChanges.SaveAsync(db, ct);
    }
}
