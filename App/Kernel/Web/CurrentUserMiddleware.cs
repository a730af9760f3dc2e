using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using System.Security.Claims;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Web;

/// <summary>Makes the signed-in principal the current user of a request's scope.</summary>
internal sealed class CurrentUserMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, CurrentUser user, ReaderZone zone)
    {
        await user.SetAsync(context.User, context.Connection.RemoteIpAddress?.ToString(), context.RequestAborted);
        zone.Set(context.User.FindFirstValue(UserClaims.Zone));
        await next(context);
    }
}

/// <summary>The same for a circuit, which has a scope of its own and outlives the request that opened it.</summary>
internal sealed class UserCircuitHandler(AuthenticationStateProvider authentication, CurrentUser user, SessionBook sessions, ReaderZone zone) : CircuitHandler
{
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var principal = (await authentication.GetAuthenticationStateAsync()).User;
        await user.SetAsync(principal, ipAddress: null, cancellationToken);
        zone.Set(principal.FindFirstValue(UserClaims.Zone));
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        user.BeginWork();
        if (user.SessionId is { } session) await sessions.SeenAsync(session, CancellationToken.None);
        await next(context);
    };
}
