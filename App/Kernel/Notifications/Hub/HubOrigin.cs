using OpsFlux.Kernel.Api;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Auth;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Notifications.Hub;

/// <summary>
/// A WebSocket is opened across sites without asking, cookie included: whoever comes to a hub by his cookie comes from a page
/// of ours. Tokens and keys are sent by programs on purpose, from wherever they are.
/// </summary>
internal sealed class HubOrigin(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        context.Request.Path.StartsWithSegments(ApiPaths.Hubs) && IsByCookie(context) && !IsOurs(context.Request)
            ? ApiAnswer.Refused(StatusCodes.Status403Forbidden, ApiRefusals.Forged).ExecuteAsync(context) : next(context);

    private static bool IsByCookie(HttpContext context) => context.User.Identity is { IsAuthenticated: true, AuthenticationType: not TokenAuthentication.SchemeName };

    /// <summary>Browsers name the origin of every WebSocket and of every POST; a POST without one comes from none, and opens nothing by itself.</summary>
    private static bool IsOurs(HttpRequest request) => request.Headers.Origin is [{ } origin]
        ? string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase) : HttpMethods.IsPost(request.Method) && request.Headers.Origin.Count == 0;
}
