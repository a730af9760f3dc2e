using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Modules;

namespace OpsFlux.Kernel.Access;

/// <summary>Policies that pages and endpoints may name besides permission codes.</summary>
public static class AccessPolicies
{
    /// <summary>One's own profile, notifications, sessions: everybody who is signed in. Its opposite, Anyone, is [AllowAnonymous].</summary>
    public const string SignedIn = "SignedIn";
}

internal sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

/// <summary>Every declared permission is a policy of the same name; a name nobody declared is a bug and fails.</summary>
internal sealed class PermissionPolicyProvider(IOptions<AuthorizationOptions> options, ModuleCatalog catalog) : DefaultAuthorizationPolicyProvider(options)
{
    public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName)
    {
        var policy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser();
        if (policyName == AccessPolicies.SignedIn) return policy.AddRequirements(new SettledSession()).Build();
        return catalog.PermissionCodes.Contains(policyName)
            ? policy.AddRequirements(new PermissionRequirement(policyName)).Build()
            : await base.GetPolicyAsync(policyName);
    }
}

/// <summary>Any reach opens the door; which rows are behind it is for <c>AllowedTo</c> to say.</summary>
internal sealed class PermissionHandler(ICurrentUser user) : AuthorizationHandler<PermissionRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (user.Can(requirement.Permission)) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
