using OpsFlux.Kernel.Data.Postgres.Server;
using OpsFlux.Kernel.Files.Scanning;
using OpsFlux.Kernel.Files.Storage;
using OpsFlux.Kernel.Files.Types;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Files.Uploads;

/// <summary>
/// Takes one file from whoever sends it to the store: staged, looked at, scanned, kept. The row is for the caller to write;
/// where he does not, he deletes the content, and where he dies before, the sweep of <c>files.clean</c> does.
/// </summary>
public sealed class FileIntake(FilesOptions options, IFileStore store, ClamAv scanner, TimeProvider clock, ILogger<FileIntake> log)
{
    /// <summary>More pixels than any camera has; a browser would need gigabytes to show them.</summary>
    private const long MostPixels = 250_000_000;

    /// <summary>Refuses with the codes of <see cref="FileRefusals"/>; throws only what reading <paramref name="body"/> throws.</summary>
    /// <param name="longest">Bytes.</param>
    public async Task<Result<Attachment>> TakeAsync(string? givenName, Stream body, long longest, Guid uploader, CancellationToken ct)
    {
        var name = FileName.Safe(givenName);
        if (FileTypes.IsProgramName(FileName.Extension(name))) return Refused(FileRefusals.Executable, name);
        try
        {
            await using var staged = Stage();
            if (staged is null) return Unavailable();
            if (!await staged.FillAsync(body, longest, ct)) return Refused(FileRefusals.TooLarge, name, longest >> 20);
            if (staged.Size == 0) return Refused(FileRefusals.Empty, name);
            return await KeepAsync(name, staged, uploader, ct);
        }
        catch (IOException e) when (OutOfSpace.IsCause(e) || e.InnerException is { } inner && OutOfSpace.IsCause(inner))
        {
            log.LogError(e, "There is no room left for attachments");
            return new Refusal(RefusalKind.Unavailable, FileRefusals.DiskFull);
        }
    }

    /// <summary>Null where the folder takes nothing: that is our trouble, and not a connection that broke.</summary>
    private StagedFile? Stage()
    {
        try
        {
            return StagedFile.Create(options.Incoming);
        }
        catch (Exception e) when (e is (IOException or UnauthorizedAccessException) && !OutOfSpace.IsCause(e))
        {
            log.LogError(e, "The folder of incoming files does not take anything");
            return null;
        }
    }

    private async Task<Result<Attachment>> KeepAsync(string name, StagedFile staged, Guid uploader, CancellationToken ct)
    {
        var looked = FileInspection.Look(staged.Content, name, options, ct);
        if (looked.Failed) return looked.Refusal;
        if (looked.Value.Size is var (width, height) && (long)width * height > MostPixels) return Refused(FileRefusals.TooManyPixels, name);

        var scan = await scanner.ScanAsync(staged.Content, ct);
        if (scan.Verdict == ScanVerdict.Infected) return Refused(FileRefusals.Infected, name, scan.Detail);
        var attachment = new Attachment
        {
            Name = looked.Value.Name,
            Size = staged.Size,
            Sha256 = staged.Sha256,
            ContentType = FileTypes.ContentTypeOf(looked.Value.Type, FileName.Extension(looked.Value.Name)),
            Width = looked.Value.Size?.Width,
            Height = looked.Value.Size?.Height,
            State = scan.Verdict == ScanVerdict.Clean ? AttachmentState.Clean : AttachmentState.Quarantined,
            UploadedBy = uploader,
            UploadedAt = clock.GetUtcNow(),
            StorageKey = Guid.CreateVersion7(),
        };
        return await StoreAsync(attachment, staged, ct) is { } refusal ? refusal : attachment;
    }

    private async Task<Refusal?> StoreAsync(Attachment attachment, StagedFile staged, CancellationToken ct)
    {
        try
        {
            await store.PutAsync(attachment.StorageKey, staged, ct);
            return null;
        }
        catch (Exception e) when (e is (IOException or UnauthorizedAccessException) && !OutOfSpace.IsCause(e))
        {
            log.LogError(e, "The store of attachments does not take anything");
            return Unavailable();
        }
    }

    private static Refusal Unavailable() => new(RefusalKind.Unavailable, FileRefusals.StoreUnavailable);

    private static Refusal Refused(string code, params object[] arguments) => new(RefusalKind.Invalid, code, arguments);
}
