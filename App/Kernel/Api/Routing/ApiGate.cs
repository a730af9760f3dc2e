using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Metadata;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Auth;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Api.Routing;

/// <summary>
/// What every endpoint of the API asks before it is called: a change asked for with the browser's cookie comes from our own
/// page, the client takes JSON, the address holds nothing unknown, and what was read of the request is right.
/// </summary>
internal sealed class ApiGate(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (IsByCookie(http) && !IsSafe(http.Request.Method) && !await antiforgery.IsRequestValidAsync(http))
            return ApiAnswer.Refused(StatusCodes.Status400BadRequest, ApiRefusals.Forged);
        if (!TakesJson(http)) return ApiAnswer.Refused(StatusCodes.Status406NotAcceptable, ApiRefusals.NotAcceptable);
        if (http.Request.RouteValues.Values.OfType<string>().Any(v => v.Any(char.IsControl))) return (ApiAnswer)Refusal.NotFound;
        if (WrongQuery(http) is { } unknown) return unknown;
        return context.Arguments.OfType<IApiInput>().Select(i => i.Wrong).FirstOrDefault(w => w is not null) ?? await next(context);
    }

    /// <summary>Tokens and keys are sent by programs on purpose; a cookie comes along by itself, whoever made the request.</summary>
    private static bool IsByCookie(HttpContext http) => http.User.Identity is { IsAuthenticated: true, AuthenticationType: not TokenAuthentication.SchemeName };

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>Generously: only a client that names types and takes no JSON at all is refused. Downloads have any type.</summary>
    private static bool TakesJson(HttpContext http)
    {
        if (http.GetEndpoint()!.Metadata.OfType<IProducesResponseTypeMetadata>().Any(p => p.Type == typeof(byte[]))) return true;   // a filter runs in an endpoint
        var accepted = http.Request.GetTypedHeaders().Accept;
        return accepted.Count == 0 || accepted.Any(a => a.MatchesAllTypes || a.MediaType == "application/*" || a.MediaType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
            || a.MediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Lists check their parameters themselves; other endpoints have those alone that they declare.</summary>
    private static ApiAnswer? WrongQuery(HttpContext http)
    {
        if (http.Request.Query.Count == 0 || http.GetEndpoint()?.Metadata.GetMetadata<ApiListOf>() is not null) return null;
        QueryCheck.Read(http, [.. http.GetEndpoint()?.Metadata.OfType<ApiParameter>() ?? []], out var errors);
        return errors.Count == 0 ? null : (ApiAnswer)Refusal.Invalid([.. errors]);
    }
}
