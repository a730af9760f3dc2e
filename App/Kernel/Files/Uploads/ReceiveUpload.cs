using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Files.Storage;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Files.Uploads;

/// <summary>
/// Reads a multipart body part by part and attaches what it holds. Whatever ends it early, a refusal, a broken connection,
/// a full disk, nothing of it is kept. Refuses: the codes of <see cref="FileRefusals"/>, forbidden, not-found.
/// </summary>
[PartOf(typeof(UploadEndpoints))]
public sealed class ReceiveUpload(FileIntake intake, AttachFiles attach, RecordVirus virus, IFileStore store, ICurrentUser user, ILogger<ReceiveUpload> log) : IUseCase
{
    private const int LongestBoundary = 128, LongestFlag = 16;

    public async Task<Result<IReadOnlyList<Attachment>>> RunAsync(HttpRequest request, UploadTarget target, UploadLimits limits, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= LongestBoundary } boundary) return Refused(FileRefusals.NoFile);

        var taken = new List<Attachment>();
        var isKept = false;
        try
        {
            var upload = new MultipartReader(boundary, request.Body);
            var read = await ReadAsync(upload, taken, limits, ct);
            if (read.Failed) return await RefusedAsync(target, read.Refusal);
            if (taken.Count == 0) return Refused(FileRefusals.NoFile);
            var attached = await attach.RunAsync(target, read.Value, taken, ct);
            isKept = !attached.Failed;
            return attached.Failed ? attached.Refusal : taken;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or OperationCanceledException)
        {
            log.LogInformation("An upload ended before its end: {Reason}", e.Message);
            return e is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } ? UploadEndpoints.RequestTooLarge(limits) : Refused(FileRefusals.Incomplete);
        }
        finally
        {
            if (!isKept) await ForgetAsync(taken);
        }
    }

    /// <summary>Whether the files are internal; the files themselves are added to <paramref name="taken"/>.</summary>
    private async Task<Result<bool>> ReadAsync(MultipartReader upload, List<Attachment> taken, UploadLimits limits, CancellationToken ct)
    {
        var isInternal = false;
        long total = 0;
        while (await upload.ReadNextSectionAsync(ct) is { } part)
        {
            if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition)) return Refused(FileRefusals.Incomplete);
            if (!disposition.IsFileDisposition())
            {
                if (disposition.Name == "internal") isInternal = await FlagAsync(part, ct);
                continue;
            }

            if (isInternal && !limits.MayBeInternal) return Refusal.Forbidden;
            if (taken.Count >= limits.Left) return Refusal.Conflict(FileRefusals.TooMany, limits.Left);
            var file = await intake.TakeAsync(NameOf(disposition), part.Body, Math.Min(limits.PerFile, limits.PerRequest - total), user.Id, ct);
            if (file.Failed) return file.Refusal;
            taken.Add(file.Value);
            total += file.Value.Size;
        }

        return isInternal;
    }

    private static string? NameOf(ContentDispositionHeaderValue disposition) =>
        HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;

    private static async Task<bool> FlagAsync(MultipartSection part, CancellationToken ct)
    {
        var bytes = new byte[LongestFlag];
        var length = await part.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        return System.Text.Encoding.ASCII.GetString(bytes, 0, length) is "true" or "on";
    }

    private async Task<Refusal> RefusedAsync(UploadTarget target, Refusal refusal)
    {
        if (refusal.Code == FileRefusals.Infected) await virus.RunAsync(target, refusal, CancellationToken.None);   // also when he hung up
        return refusal;
    }

    /// <summary>Goes on when the uploader is gone. What cannot be deleted now has no row, and the sweep finds it.</summary>
    private async Task ForgetAsync(List<Attachment> taken)
    {
        foreach (var file in taken)
        {
            try
            {
                await store.DeleteAsync(file.StorageKey, CancellationToken.None);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                log.LogWarning(e, "The content {Key} of a refused upload is left to the sweep", file.StorageKey);
            }
        }
    }

    private static Refusal Refused(string code) => new(RefusalKind.Invalid, code);
}
