using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Files.Uploads;

/// <summary>
/// POST /files/{kind}/{recordId} and POST /files/held?tray=…, multipart: an optional field "internal" first, then files.
/// All are kept or none. The bodies go from the connection to the disk, past memory and past the circuit.
/// </summary>
internal static class UploadEndpoints
{
    private const string TokenHeader = "RequestVerificationToken";

    // No antiforgery metadata: its middleware would read the body in search of a token. The token is in a header.
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/files/{kind}/{recordId:guid}", (HttpContext context, string kind, Guid recordId) => UploadAsync(context, new(new RecordRef(kind, recordId), null)))
            .RequireAuthorization(AccessPolicies.SignedIn).DisableAntiforgery();
        endpoints.MapPost("/files/held", (HttpContext context, string tray) => UploadAsync(context, new(null, tray)))
            .RequireAuthorization(AccessPolicies.SignedIn).DisableAntiforgery();
    }

    /// <param name="then">What becomes of the files once they hang; its refusal is answered, and it has taken them off again.</param>
    internal static async Task<IResult> UploadAsync(HttpContext context, UploadTarget target, Func<IReadOnlyList<Attachment>, Task<Result>>? then = null)
    {
        var services = context.RequestServices;
        if (!await IsOursAsync(context)) return Answer(context, new(RefusalKind.Invalid, FileRefusals.Forged));
        if (target.Tray is { } tray && (tray.Length is 0 or > AttachmentMapping.LongestTray || tray.Any(char.IsControl))) return Answer(context, Refusal.NotFound);

        var prepared = await services.GetRequiredService<PrepareUpload>().RunAsync(target, context.RequestAborted);
        if (prepared.Failed) return Answer(context, prepared.Refusal);
        var limits = prepared.Value;
        if (context.Request.ContentLength > limits.PerRequest) return Answer(context, RequestTooLarge(limits));

        // Beyond the limit by a little, so that it is we who refuse, in words.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body) body.MaxRequestBodySize = limits.PerRequest + (1 << 20);
        var received = await services.GetRequiredService<ReceiveUpload>().RunAsync(context.Request, target, limits, context.RequestAborted);
        if (received.Failed) return Answer(context, received.Refusal);
        if (then is not null && (await then(received.Value)).Refusal is { } refusal) return Answer(context, refusal);
        return TypedResults.Json(new { files = received.Value.Select(f => new { f.Id, f.Name, f.Size, f.ContentType, State = f.State.ToString() }) }, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<bool> IsOursAsync(HttpContext context) =>
        context.Request.Headers.ContainsKey(TokenHeader) && await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);

    internal static Refusal RequestTooLarge(UploadLimits limits) => new(RefusalKind.Invalid, FileRefusals.RequestTooLarge, limits.PerRequest >> 20);

    internal static IResult Answer(HttpContext context, Refusal refusal)
    {
        // What was refused before its end is not read to its end: two gigabytes would be received for nothing.
        context.Response.Headers.Connection = "close";
        return TypedResults.Problem(
            title: context.RequestServices.GetRequiredService<TextCatalog>().Of(refusal), statusCode: Problems.StatusOf(refusal),
            extensions: new Dictionary<string, object?> { ["code"] = refusal.Code });
    }
}
