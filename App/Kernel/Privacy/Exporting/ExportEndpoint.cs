using System.Net.Mime;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Privacy.Exporting;

/// <summary>GET /privacy/export/{id}: a ZIP that is written as it is read. The use case decides who may have it.</summary>
internal static class ExportEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/privacy/export/{id:guid}", ExportAsync).RequireAuthorization(AccessPolicies.SignedIn);

    private static async Task<IResult> ExportAsync(HttpContext context, Guid id, ExportPerson export, CancellationToken ct)
    {
        var made = await export.RunAsync(id, ct);
        if (made.Failed) return made.Refusal.Kind is RefusalKind.Forbidden ? TypedResults.StatusCode(StatusCodes.Status403Forbidden) : TypedResults.NotFound();
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(stream => made.Value.WriteAsync(stream, ct), MediaTypeNames.Application.Zip, made.Value.FileName);
    }
}
