using Microsoft.AspNetCore.Http.HttpResults;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Preview;

/// <summary>GET /tickets/{number}/preview: a fragment of a page for the list's script, so that no circuit holds fifty previews.</summary>
internal static class PreviewEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/tickets/{number}/preview", ShowAsync).RequireAuthorization(TicketPermissions.View);

    private static async Task<IResult> ShowAsync(HttpContext context, string number, PreviewTicket preview, CancellationToken ct)
    {
        var found = await preview.RunAsync(number, ct);
        if (found.Failed) return TypedResults.StatusCode(found.Refusal.Kind == RefusalKind.Forbidden ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound);
        context.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<TicketPreviewCard>(new Dictionary<string, object?> { [nameof(TicketPreviewCard.Ticket)] = found.Value });
    }
}
