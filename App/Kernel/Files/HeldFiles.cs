using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Files;

/// <summary>
/// Files chosen in a form before what they belong to was sent: a ticket not opened yet, a comment being written. A module's
/// use case hangs them on its record in its own transaction, so that both are there or neither.
/// </summary>
public sealed class HeldFiles(ICurrentUser user)
{
    /// <summary>The caller has checked that the person may contribute to <paramref name="record"/>, internally where so asked.</summary>
    /// <param name="tray">As in the form; null or unknown hangs nothing.</param>
    public async Task HangAsync(AppDbContext db, BusinessRecord record, string? tray, bool isInternal, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(tray)) return;
        var files = await db.Set<Attachment>().Where(a => a.UploadedBy == user.Id && a.Tray == tray && a.RemovedAt == null)
            .OrderBy(a => a.UploadedAt).ThenBy(a => a.Id).ToListAsync(ct);
        foreach (var file in files) Hang(file, record, isInternal);
    }

    internal static void Hang(Attachment file, BusinessRecord record, bool isInternal)
    {
        (file.RecordKind, file.RecordId, file.Tray, file.IsInternal) = (record.Kind, record.Id, null, isInternal);
        record.Log(new() { Kind = TimelineKind.Attached, NewValue = file.Name, IsInternal = isInternal });
        record.Raise(new FileAttached(file.Id, file.Name, file.Size, file.ContentType, isInternal));
    }
}
