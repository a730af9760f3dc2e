using System.Text.Json;
using Microsoft.Net.Http.Headers;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Api.Answers;

/// <summary>What an endpoint answers: a status with a body, or a refusal. A refusal becomes one by itself.</summary>
public sealed class ApiAnswer : IResult
{
    private ApiAnswer(int status, object? body) => (Status, Body) = (status, body);

    public int Status { get; }
    public object? Body { get; }
    public string? Location { get; private init; }
    public string? ETag { get; init; }

    /// <summary>Null unless the request was refused.</summary>
    public Refusal? Refusal { get; private init; }

    /// <summary>Seconds.</summary>
    public int? RetryAfter { get; private init; }

    /// <summary>With a refusal of a first proof: what the second one is sent with.</summary>
    public string? Challenge { get; private init; }

    public static ApiAnswer Ok(object body, string? etag = null) => new(StatusCodes.Status200OK, body) { ETag = etag };

    /// <param name="path">Below the root of the API.</param>
    public static ApiAnswer Created(string path, object body, string? etag = null) =>
        new(StatusCodes.Status201Created, body) { Location = ApiPaths.Root + path, ETag = etag };

    public static ApiAnswer NoContent() => new(StatusCodes.Status204NoContent, null);

    /// <param name="retryAfter">Seconds after which it may be asked again.</param>
    public static ApiAnswer Refused(int status, Refusal refusal, int? retryAfter = null) => new(status, null) { Refusal = refusal, RetryAfter = retryAfter };

    public static ApiAnswer Refused(int status, string code, params object[] arguments) => Refused(status, new Refusal(RefusalKind.Conflict, code, arguments));

    /// <summary>A second proof is asked for, and sent with this challenge.</summary>
    public static ApiAnswer Asked(string challenge) => new(StatusCodes.Status401Unauthorized, null)
    {
        Refusal = new(RefusalKind.Forbidden, ApiRefusals.TwoFactorRequired),
        Challenge = challenge,
    };

    public static implicit operator ApiAnswer(Refusal refusal) => Refused(Problems.StatusOf(refusal), refusal);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (RetryAfter is { } seconds) httpContext.Response.Headers.RetryAfter = $"{seconds}";
        return Render(httpContext).ExecuteAsync(httpContext);
    }

    /// <summary>Status, headers and bytes as they leave, so that they can be kept.</summary>
    public ApiContent Render(HttpContext context) => Refusal is { } refusal
        ? new(Status, ApiProblem.ContentType, null, null, JsonSerializer.SerializeToUtf8Bytes(Problems.Describe(context, Status, refusal, Challenge), ApiJson.Options))
        : new(Status, Body is null ? null : "application/json", Location, ETag, Body is null ? null : JsonSerializer.SerializeToUtf8Bytes(Body, Body.GetType(), ApiJson.Options));
}

/// <summary>An answer in bytes.</summary>
public sealed record ApiContent(int Status, string? ContentType, string? Location, string? ETag, byte[]? Body) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.CacheControl = "private, no-cache";   // kept by the client alone, and asked for again: rights may be gone by then
        response.Headers.Vary = HeaderNames.AcceptLanguage;
        if (ETag is not null) response.Headers.ETag = ETag;
        if (IsKnown(httpContext))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.StatusCode = Status;
        if (Location is not null) response.Headers.Location = Location;
        if (Body is null) return;
        response.ContentType = ContentType;
        response.ContentLength = Body.Length;
        await response.Body.WriteAsync(Body, httpContext.RequestAborted);
    }

    private bool IsKnown(HttpContext context) => ETag is not null && Status == StatusCodes.Status200OK && HttpMethods.IsGet(context.Request.Method)
        && EntityTags.Parse(context.Request.Headers.IfNoneMatch) is { } known && known.Contains(EntityTags.Opaque(ETag));
}
