using Microsoft.Net.Http.Headers;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Files.Types;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Files.Downloads;

/// <summary>
/// GET /files/{id}: always an attachment, whole or in parts. GET /files/{id}/preview: pictures of four kinds inside a page.
/// Nothing that was uploaded is ever a page of its own: should a browser open it all the same, the sandbox lets it do nothing.
/// </summary>
internal static class DownloadEndpoints
{
    private static readonly ContentPolicy Sandbox = new("sandbox; default-src 'none'; frame-ancestors 'none'");

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/files/{id:guid}", DownloadAsync).RequireAuthorization(AccessPolicies.SignedIn).WithMetadata(Sandbox);
        endpoints.MapGet("/files/{id:guid}/preview", PreviewAsync).RequireAuthorization(AccessPolicies.SignedIn).WithMetadata(Sandbox);
    }

    private static async Task<IResult> DownloadAsync(HttpContext context, Guid id, OpenFile open, CancellationToken ct)
    {
        var opened = await open.RunAsync(id, UseOf(context), ct);
        return opened.Failed ? TypedResults.NotFound() : Send(context, opened.Value, opened.Value.File.Name);
    }

    private static async Task<IResult> PreviewAsync(HttpContext context, Guid id, OpenFile open, CancellationToken ct)
    {
        var opened = await open.RunAsync(id, FileUse.Preview, ct);
        if (opened.Failed) return TypedResults.NotFound();
        if (FileTypes.IsShown(opened.Value.File.ContentType)) return Send(context, opened.Value, downloadName: null);
        await opened.Value.Content.DisposeAsync();
        return TypedResults.NotFound();
    }

    internal static FileUse UseOf(HttpContext context) =>
        context.Request.GetTypedHeaders().Range?.Ranges is { Count: > 0 } ranges && ranges.All(r => r.From > 0) ? FileUse.LaterPart : FileUse.Download;

    internal static IResult Send(HttpContext context, OpenedFile opened, string? downloadName)
    {
        // Kept by this browser alone, and asked for again each time: rights may be gone by then.
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return TypedResults.Stream(
            opened.Content, opened.File.ContentType, downloadName, opened.File.UploadedAt, new EntityTagHeaderValue($"\"{opened.File.Sha256}\""), enableRangeProcessing: true);
    }
}
