using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Kernel.Notifications.Following;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Records.Presence;
using OpsFlux.Kernel.Records.Recent;
using OpsFlux.Kernel.Records.Tags;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Kernel.Sla.Clocks;

namespace OpsFlux.Kernel.Privacy.Retention;

/// <summary>Columns by which a table of the kernel names a record.</summary>
/// <param name="Kind">Null: the id stands alone.</param>
public sealed record RecordColumns(Type Entity, string? Kind, string Id);

/// <summary>
/// Deletes for good what the kernel keeps of records: history, files, links, tags, watchers, what was told of them. Contents
/// of files without a row are swept by <c>files.clean</c>.
/// </summary>
public sealed class EraseRecords
{
    /// <summary>Whose rows go with the record. A test compares them with the model; history goes by a function of the database's owner.</summary>
    public static IReadOnlyList<RecordColumns> Erased { get; } =
    [
        new(typeof(Attachment), nameof(Attachment.RecordKind), nameof(Attachment.RecordId)),
        new(typeof(RecordLink), nameof(RecordLink.FromKind), nameof(RecordLink.FromId)),
        new(typeof(RecordLink), nameof(RecordLink.ToKind), nameof(RecordLink.ToId)),
        new(typeof(RecordTag), nameof(RecordTag.RecordKind), nameof(RecordTag.RecordId)),
        new(typeof(SlaClock), nameof(SlaClock.RecordKind), nameof(SlaClock.RecordId)),
        new(typeof(Watcher), nameof(Watcher.RecordKind), nameof(Watcher.RecordId)),
        new(typeof(RecentRecord), nameof(RecentRecord.Kind), nameof(RecentRecord.RecordId)),
        new(typeof(Viewer), null, nameof(Viewer.RecordId)),
        new(typeof(ViewHit), null, nameof(ViewHit.RecordId)),
        new(typeof(Notification), nameof(Notification.RecordKind), nameof(Notification.RecordId)),
        new(typeof(NotificationDelivery), nameof(NotificationDelivery.RecordKind), nameof(NotificationDelivery.RecordId)),
        new(typeof(MailMessage), nameof(MailMessage.RecordKind), nameof(MailMessage.RecordId)),
    ];

    /// <summary>Inside the caller's transaction, in which <paramref name="erasure"/> stands in the audit log.</summary>
    public async Task RunAsync(AppDbContext db, Guid erasure, string kind, Guid[] ids, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select kernel.forget_timeline({erasure}, {kind}, {ids})", ct);
        foreach (var columns in Erased)   // one statement a table
        {
            var entity = db.Mapped(columns.Entity);
            var ofKind = columns.Kind is null ? "" : $" and {entity.SqlColumn(columns.Kind)} = {{1}}";
#pragma warning disable EF1002 // names come from the model, never from input
            await db.Database.ExecuteSqlRawAsync($"delete from {entity.SqlTable()} where {entity.SqlColumn(columns.Id)} = any({{0}}){ofKind}", [ids, kind], ct);
#pragma warning restore EF1002
        }
    }

    /// <summary>The entry without which the database lets no history be forgotten; saves.</summary>
    public async Task<Guid> AnnounceAsync(AppDbContext db, string kind, string detail, CancellationToken ct)
    {
        var erasure = AuditWriter.Add(db, AuditAction.Erase, kind, null, detail);
        await db.SaveChangesAsync(ct);
        return erasure;
    }
}
