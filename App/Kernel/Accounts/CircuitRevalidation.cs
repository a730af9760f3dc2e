using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace OpsFlux.Kernel.Accounts;

/// <summary>
/// Ends an open circuit's sign-in within a minute after the account's password, two-factor or activity changed: a circuit
/// does not read the cookie again. Permissions need no waiting, they are asked at every use.
/// </summary>
internal sealed class CircuitRevalidation(ILoggerFactory loggers, IServiceScopeFactory scopes, IOptions<IdentityOptions> options)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Access.CurrentUser>().BecomeSystem();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var person = await users.GetUserAsync(authenticationState.User);
        return person is { IsActive: true }
            && authenticationState.User.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType) == await users.GetSecurityStampAsync(person);
    }
}
