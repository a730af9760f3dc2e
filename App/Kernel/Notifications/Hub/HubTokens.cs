using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using OpsFlux.Kernel.Api.Auth;

namespace OpsFlux.Kernel.Notifications.Hub;

/// <summary>
/// Browsers cannot set a header when they open a WebSocket: for the hub, and for it alone, the access token may stand in the
/// address. It is moved from there to where tokens belong before anything of the process sees the request, so that no log,
/// trace or error ever holds it; sent with anything but a WebSocket it is dropped.
/// </summary>
internal sealed class HubTokens(IServiceProvider services) : IHttpContextFactory
{
    private const string Parameter = "access_token";

    private readonly DefaultHttpContextFactory usual = new(services);

    public HttpContext Create(IFeatureCollection featureCollection)
    {
        if (featureCollection.Get<IHttpRequestFeature>() is { } request && new PathString(request.Path).StartsWithSegments(NotificationHub.Path)) Move(request, featureCollection);
        return usual.Create(featureCollection);
    }

    public void Dispose(HttpContext httpContext) => usual.Dispose(httpContext);

    private static void Move(IHttpRequestFeature request, IFeatureCollection features)
    {
        var query = QueryHelpers.ParseQuery(request.QueryString);
        if (!query.Remove(Parameter, out var tokens)) return;
        request.QueryString = QueryString.Create(query).ToString();
        request.RawTarget = request.Path + request.QueryString;
        if (tokens is [{ Length: > 0 } token] && IsWebSocket(request, features) && request.Headers.Authorization.Count == 0 && !request.Headers.ContainsKey(TokenAuthentication.KeyHeader))
            request.Headers.Authorization = $"Bearer {token}";
    }

    private static bool IsWebSocket(IHttpRequestFeature request, IFeatureCollection features) =>
        string.Equals(request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase) || features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" };
}
