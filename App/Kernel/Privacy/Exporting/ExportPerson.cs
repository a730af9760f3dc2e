using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Files.Storage;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.Attachments;
using OpsFlux.Kernel.Reports;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Privacy.Exporting;

/// <summary>The export of one person, ready to be written.</summary>
/// <param name="WriteAsync">Writes the ZIP as it is read: nothing of it is held.</param>
public sealed record PersonExport(string FileName, Func<Stream, CancellationToken, Task> WriteAsync);

/// <summary>
/// All that is held on a person: a JSON file an area, the files he sent, and a page that explains it in his language.
/// Everybody may have his own; another's takes <c>privacy.export.person</c>. Audited as an export. Refuses: forbidden,
/// not-found (also for one out of reach).
/// </summary>
[SignedInOnly("one's own data; somebody else's within one's reach of UserPermissions.ExportPersonalData")]
public sealed class ExportPerson(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, PersonalRows rows, IFileStore store, MailContents mailed, TextCatalog texts, TimeProvider clock) : IUseCase
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter() },
    };

    public async Task<Result<PersonExport>> RunAsync(Guid personId, CancellationToken ct)
    {
        var isOwn = personId == user.Id;
        if (!isOwn && !user.Can(UserPermissions.ExportPersonalData)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var person = await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == personId, ct);
        if (person is null || (!isOwn && !user.Can(UserPermissions.ExportPersonalData, person.StructureId, isOwn: false))) return Refusal.NotFound;

        AuditWriter.Add(db, AuditAction.Export, "person", personId.ToString(), person.UserName);
        await db.SaveChangesAsync(ct);
        return new PersonExport($"{person.UserName ?? "person"}-{clock.GetUtcNow():yyyy-MM-dd}.zip", (to, token) => WriteAsync(person, to, token));
    }

    private async Task WriteAsync(User person, Stream to, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.AllowLongReadsAsync(Longest, ct);
        await using var relay = new RelayStream(to);
        await using (var zip = await ZipArchive.CreateAsync(relay, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct))
            await WritePartsAsync(zip, db, person, ct);
        await relay.FlushAsync(ct);
    }

    private async Task WritePartsAsync(ZipArchive zip, AppDbContext db, User person, CancellationToken ct)
    {
        var counts = new List<(string Area, long Rows)>();
        foreach (var column in rows.Columns) counts.Add((column.Area, await WriteAreaAsync(zip, db, column, person.Id, ct)));
        var files = await WriteFilesAsync(zip, db, person.Id, ct);
        await using var index = await zip.CreateEntry("index.html").OpenAsync(ct);
        await index.WriteAsync(PersonIndex.Write(person, counts, files, texts, clock.GetUtcNow()), ct);
    }

    /// <summary>An array that is written row by row; areas without a row get no file.</summary>
    private static async Task<long> WriteAreaAsync(ZipArchive zip, AppDbContext db, PersonalColumn column, Guid person, CancellationToken ct)
    {
        await using var found = PersonalRows.ReadAsync(db, column, person, ct).GetAsyncEnumerator(ct);
        if (!await found.MoveNextAsync()) return 0;
        long count = 0;
        await using var entry = await zip.CreateEntry($"{column.Area}.json").OpenAsync(ct);
        await entry.WriteAsync("[\n"u8.ToArray(), ct);
        do
        {
            if (count++ > 0) await entry.WriteAsync(",\n"u8.ToArray(), ct);
            await JsonSerializer.SerializeAsync(entry, found.Current, Json, ct);
        }
        while (await found.MoveNextAsync());
        await entry.WriteAsync("\n]\n"u8.ToArray(), ct);
        return count;
    }

    private async Task<int> WriteFilesAsync(ZipArchive zip, AppDbContext db, Guid person, CancellationToken ct)
    {
        var sent = await db.Set<Attachment>().AsNoTracking().Where(a => a.UploadedBy == person && a.RemovedAt == null && a.State == AttachmentState.Clean)
            .OrderBy(a => a.UploadedAt).Select(a => new { a.StorageKey, a.Name }).ToListAsync(ct);
        var written = 0;
        foreach (var file in sent)
        {
            await using var content = await store.OpenAsync(file.StorageKey, ct);
            if (content is null) continue;   // its row stands in the list all the same
            await using var entry = await zip.CreateEntry($"files/{++written:D4}-{file.Name}").OpenAsync(ct);
            await content.CopyToAsync(entry, ct);
        }

        return written + await WriteMailFilesAsync(zip, db, person, ct);
    }

    /// <summary>What came with his mails, besides the secret ones.</summary>
    private async Task<int> WriteMailFilesAsync(ZipArchive zip, AppDbContext db, Guid person, CancellationToken ct)
    {
        var received = await db.Set<MailAttachment>().Where(a => db.Set<MailMessage>().Any(m => m.Id == a.MailId && m.RecipientId == person && !m.IsSecret))
            .OrderBy(a => a.MailId).ThenBy(a => a.Position).Select(a => new { a.MailId, a.Position }).ToListAsync(ct);
        var written = 0;
        foreach (var key in received)   // one at a time: together they may be gigabytes
        {
            var file = await db.Set<MailAttachment>().AsNoTracking().SingleOrDefaultAsync(a => a.MailId == key.MailId && a.Position == key.Position, ct);
            await using var content = file is null ? null : await mailed.OpenAsync(db, file, ct);
            if (file is null || content is null) continue;
            await using var entry = await zip.CreateEntry($"mails/{++written:D4}-{file.Name}").OpenAsync(ct);
            await content.CopyToAsync(entry, ct);
        }

        return written;
    }
}
