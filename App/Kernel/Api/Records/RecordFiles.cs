using Microsoft.AspNetCore.Http.Features;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Files.Downloads;
using OpsFlux.Kernel.Files.Uploads;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Api.Records;

/// <summary>
/// The files of any record in the API, by the use cases of the pages. A file is looked for among those of its record: the
/// id of another record's file leads nowhere.
/// </summary>
[NeedsOnRecord(RecordRight.See)]
public sealed class RecordFiles(ListFiles list, PrepareUpload prepare, ReceiveUpload receive, OpenFile open, RemoveFile remove) : IUseCase
{
    public async Task<ApiAnswer> ListAsync(RecordRef record, CancellationToken ct)
    {
        var files = await list.RunAsync(new(record, null), ct);
        return files.Failed ? files.Refusal : ApiAnswer.Ok(new ApiList<FileItem> { Items = [.. files.Value.Files.Select(Describe)] });
    }

    public async Task<ApiAnswer> GetAsync(RecordRef record, Guid file, CancellationToken ct)
    {
        var found = await list.OneAsync(record, file, ct);
        return found.Failed ? found.Refusal : ApiAnswer.Ok(Describe(found.Value));
    }

    /// <param name="path">Of the record's files, below the root of the API.</param>
    [NeedsOnRecord(RecordRight.Contribute)]
    public async Task<ApiAnswer> AttachAsync(RecordRef record, string path, HttpContext http, CancellationToken ct)
    {
        var target = new UploadTarget(record, null);
        var prepared = await prepare.RunAsync(target, ct);
        if (prepared.Failed) return prepared.Refusal;
        var limits = prepared.Value;
        if (http.Request.ContentLength > limits.PerRequest) return Closing(http, UploadEndpoints.RequestTooLarge(limits));

        // Beyond the limit by a little, so that it is we who refuse, in words.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body) body.MaxRequestBodySize = limits.PerRequest + (1 << 20);
        var received = await receive.RunAsync(http.Request, target, limits, ct);
        if (received.Failed) return Closing(http, received.Refusal);

        var all = await list.RunAsync(target, ct);
        if (all.Failed) return all.Refusal;
        var attached = received.Value.Select(a => all.Value.Files.Single(f => f.Id == a.Id)).Select(Describe).ToList();
        return ApiAnswer.Created($"{path}/{attached[0].Id}", new AttachedFiles(attached));
    }

    public async Task<IResult> DownloadAsync(RecordRef record, Guid file, HttpContext http, CancellationToken ct)
    {
        var found = await list.OneAsync(record, file, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var opened = await open.RunAsync(file, DownloadEndpoints.UseOf(http), ct);
        return opened.Failed ? (ApiAnswer)opened.Refusal : DownloadEndpoints.Send(http, opened.Value, opened.Value.File.Name);
    }

    [NeedsOnRecord(RecordRight.Contribute)]
    public async Task<ApiAnswer> RemoveAsync(RecordRef record, Guid file, CancellationToken ct)
    {
        var found = await list.OneAsync(record, file, ct);
        if (found.Failed) return found.Refusal;
        var removed = await remove.RunAsync(file, ct);
        return removed.Failed ? removed.Refusal : ApiAnswer.NoContent();
    }

    /// <summary>What was refused before its end is not read to its end.</summary>
    private static ApiAnswer Closing(HttpContext http, Refusal refusal)
    {
        http.Response.Headers.Connection = "close";
        return refusal;
    }

    private static FileItem Describe(FileLine file) =>
        new(file.Id, file.Name, file.Size, file.ContentType, file.IsInternal, ApiJson.Name(file.State.ToString()), file.UploadedBy, file.UploadedAt);
}
