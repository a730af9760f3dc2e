using Microsoft.AspNetCore.Authorization;
using OpsFlux.Kernel.Access;

namespace OpsFlux.Kernel.Accounts.Sessions;

/// <summary>The session owes nothing, or the page settles what it owes. Part of the door for whoever is signed in; other doors ask for a permission, which it lacks.</summary>
internal sealed record SettledSession : IAuthorizationRequirement;

internal sealed class SettledSessionHandler(CurrentUser user) : AuthorizationHandler<SettledSession>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, SettledSession requirement)
    {
        if (user.Owes is SessionDebt.Nothing || SettlesOf(context.Resource)?.Covers(user.Owes) == true) context.Succeed(requirement);
        return Task.CompletedTask;
    }

    /// <summary>A request brings its endpoint, a circuit's router the page.</summary>
    private static SettlesDebtAttribute? SettlesOf(object? resource) => resource switch
    {
        HttpContext http => http.GetEndpoint()?.Metadata.GetMetadata<SettlesDebtAttribute>(),
        Microsoft.AspNetCore.Components.RouteData route => (SettlesDebtAttribute?)Attribute.GetCustomAttribute(route.PageType, typeof(SettlesDebtAttribute)),
        _ => null,
    };
}
