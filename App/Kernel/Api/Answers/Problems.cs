using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Conflicts;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Api.Answers;

/// <summary>Refusals as problem details (RFC 9457): the one place where a refusal becomes a status.</summary>
internal static class Problems
{
    public static int StatusOf(Refusal refusal) => refusal.Code switch
    {
        FileRefusals.TooLarge or FileRefusals.RequestTooLarge => StatusCodes.Status413PayloadTooLarge,
        FileRefusals.Executable or FileRefusals.Disguised or FileRefusals.Mismatch or FileRefusals.NotAllowed or FileRefusals.Unrecognised => StatusCodes.Status415UnsupportedMediaType,
        FileRefusals.Incomplete or FileRefusals.NoFile or FileRefusals.Forged => StatusCodes.Status400BadRequest,
        FileRefusals.DiskFull => StatusCodes.Status507InsufficientStorage,
        _ => refusal.Kind switch
        {
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
            RefusalKind.Conflict => StatusCodes.Status409Conflict,
            RefusalKind.Stale => StatusCodes.Status412PreconditionFailed,
            RefusalKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status422UnprocessableEntity,
        },
    };

    /// <summary>What a status says where nobody said more, such as an address that leads nowhere.</summary>
    public static Refusal OfStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => new(RefusalKind.Forbidden, ApiRefusals.Unauthenticated),
        StatusCodes.Status403Forbidden => Refusal.Forbidden,
        StatusCodes.Status404NotFound => Refusal.NotFound,
        StatusCodes.Status405MethodNotAllowed => Refusal.Conflict(ApiRefusals.MethodNotAllowed),
        StatusCodes.Status406NotAcceptable => Refusal.Conflict(ApiRefusals.NotAcceptable),
        StatusCodes.Status412PreconditionFailed => Refusal.Stale,
        StatusCodes.Status413PayloadTooLarge => Refusal.Conflict(ApiRefusals.TooLarge),
        StatusCodes.Status415UnsupportedMediaType => Refusal.Conflict(ApiRefusals.UnsupportedMediaType),
        StatusCodes.Status503ServiceUnavailable => Refusal.DatabaseUnavailable,
        >= 500 => Refusal.Conflict(ApiRefusals.Unexpected),
        _ => Refusal.Conflict(ApiRefusals.BadRequest),
    };

    public static ApiProblem Describe(HttpContext context, int status, Refusal refusal, string? challenge = null)
    {
        var texts = context.RequestServices.GetRequiredService<TextCatalog>();
        return new()
        {
            Type = $"urn:opsflux:problem:{refusal.Code}",
            Title = texts.Of(refusal),
            Status = status,
            Code = refusal.Code,
            TraceId = context.RequestServices.GetRequiredService<ICurrentUser>().Correlation,
            Errors = refusal.Fields is [] ? null : [.. refusal.Fields.Select(f => new ApiFieldError(ApiJson.Name(f.Field), f.Code, texts.Of(f)))],
            Conflicts = refusal.Conflicts is [] ? null : [.. refusal.Conflicts.Select(Conflict)],
            Challenge = challenge,
        };
    }

    private static ApiFieldConflict Conflict(EditConflict c) => new(ApiJson.Name(c.Field), c.Seen.Code, c.Theirs.Code, c.Mine.Code);
}
