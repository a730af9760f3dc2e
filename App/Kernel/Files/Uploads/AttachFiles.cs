using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Files.Uploads;

/// <summary>
/// Writes the rows of files whose contents are kept already: on a record, with a line of its timeline each, or in a tray of
/// one's own. All or none. Refuses: not-found, forbidden; then the caller deletes the contents.
/// </summary>
public sealed class AttachFiles(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds) : IUseCase
{
    public async Task<Result> RunAsync(UploadTarget target, bool isInternal, IReadOnlyList<Attachment> files, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (target.Record is not { } record) return await HoldAsync(db, target.Tray!, files, ct);   // a target is one of the two

        // Asked again: the upload may have taken minutes.
        if (await kinds.AccessAsync(db, user, record, ct) is not { } access) return Refusal.NotFound;
        if (!access.Contribute || isInternal && !access.SeeInternal) return Refusal.Forbidden;
        if (await kinds.FindAsync(db, user, record, ct) is not { } owner) return Refusal.NotFound;
        foreach (var file in files)
        {
            HeldFiles.Hang(file, owner, isInternal);
            db.Add(file);
        }

        return await db.TrySaveAsync(ct);
    }

    private async Task<Result> HoldAsync(AppDbContext db, string tray, IReadOnlyList<Attachment> files, CancellationToken ct)
    {
        foreach (var file in files) file.Tray = tray;
        db.AddRange(files);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Failed) return saved;

        // The form that shows the tray listens for what concerns this person.
        await Outbox.SignalAsync(db, new(SignalKind.Notifications, [user.Id]), ct);
        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
