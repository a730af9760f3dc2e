using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records.People;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Records.Watching;

/// <summary>Makes a colleague watch. Refuses: not-found, forbidden (without the right to change the record), cannot-see (naming him).</summary>
[NeedsOnRecord(RecordRight.Edit)]
public sealed class AddWatcher(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds, RecordReaders readers) : IUseCase
{
    public async Task<Result> RunAsync(RecordRef record, Guid personId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await kinds.AccessAsync(db, user, record, ct) is not { } access) return Refusal.NotFound;
        if (!access.Edit) return Refusal.Forbidden;

        var name = await db.Set<User>().Where(u => u.Id == personId && u.IsActive).Select(u => u.DisplayName).SingleOrDefaultAsync(ct);
        if (name is null) return Refusal.NotFound;
        if ((await readers.AmongAsync(db, record, [personId], ct)).Count == 0) return access.SeeInternal ? Refusal.Conflict(RecordRefusals.CannotSee, name) : Refusal.NotFound;   // whoever sees no internals asks no directory for names
        await WatcherChanges.AddAsync(db, record, [personId], ct);
        return await WatcherChanges.SaveAsync(db, ct);
    }
}
