using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Files;

/// <summary>
/// Takes a file off its record, or out of a tray: by who uploaded it, or by who may edit the record. The content goes some
/// days later. Twice is harmless. Refuses: not-found, forbidden, files.kept.
/// </summary>
[NeedsOnRecord(RecordRight.Contribute)]
public sealed class RemoveFile(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds, TimeProvider clock) : IUseCase
{
    public async Task<Result> RunAsync(Guid id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var file = await db.Set<Attachment>().SingleOrDefaultAsync(a => a.Id == id, ct);
        if (file is null) return Refusal.NotFound;
        if (file.Record is not { } record) return file.UploadedBy == user.Id ? await SaveAsync(db, file, ct) : Refusal.NotFound;

        if (await kinds.AccessAsync(db, user, record, ct) is not { } access) return Refusal.NotFound;
        if (file.IsInternal && !access.SeeInternal) return Refusal.NotFound;
        if (!access.Edit && !(access.Contribute && file.UploadedBy == user.Id)) return Refusal.Forbidden;
        if (file.RemovedAt is not null) return Result.Ok;
        if (file.IsKept) return Refusal.Conflict(FileRefusals.Kept, file.Name);
        if (await kinds.FindAsync(db, user, record, ct) is not { } owner) return Refusal.NotFound;
        owner.Log(new() { Kind = TimelineKind.Attached, OldValue = file.Name, IsInternal = file.IsInternal });
        owner.Raise(new FileRemoved(file.Id, file.Name, file.IsInternal));
        return await SaveAsync(db, file, ct);
    }

    private Task<Result> SaveAsync(AppDbContext db, Attachment file, CancellationToken ct)
    {
        if (file.RemovedAt is null) (file.RemovedAt, file.RemovedBy) = (clock.GetUtcNow(), user.Id);
        return db.TrySaveAsync(ct);
    }
}
