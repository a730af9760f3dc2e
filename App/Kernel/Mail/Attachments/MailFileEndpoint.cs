using System.Net.Mime;
using OpsFlux.Kernel.Mail.UseCases;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Mail.Attachments;

/// <summary>GET /admin/mail/{id}/files/{position}: always an attachment of mere bytes, so that no browser shows it as a page of ours.</summary>
internal static class MailFileEndpoint
{
    private static readonly ContentPolicy Sandbox = new("sandbox; default-src 'none'; frame-ancestors 'none'");

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/admin/mail/{id:guid}/files/{position:int}", DownloadAsync).RequireAuthorization(MailPermissions.View).WithMetadata(Sandbox);

    private static async Task<IResult> DownloadAsync(HttpContext context, Guid id, int position, OpenMailFile open, CancellationToken ct)
    {
        var opened = await open.RunAsync(id, position, ct);
        if (opened.Failed) return TypedResults.NotFound();
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return TypedResults.Stream(opened.Value.Content, MediaTypeNames.Application.Octet, opened.Value.Name);
    }
}
