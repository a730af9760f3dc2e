using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using System.Security.Claims;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Kernel.Accounts;

internal static class SignInCookie
{
    /// <summary>Behind https the cookie carries the __Host- prefix, which no neighbouring site can set.</summary>
    public static void AddSignInCookie(this IServiceCollection services, IConfiguration configuration)
    {
        var https = configuration["Site:PublicUrl"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(o =>
        {
            o.Cookie.Name = https ? "__Host-opsflux" : "opsflux";
            o.Cookie.SecurePolicy = https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.Cookie.HttpOnly = true;
            o.ExpireTimeSpan = TimeSpan.FromHours(12);
            o.SlidingExpiration = true;
            o.LoginPath = "/sign-in";
            o.AccessDeniedPath = "/forbidden";
            o.ReturnUrlParameter = "returnUrl";
        }));
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.FromMinutes(1));
        services.AddScoped<IUserClaimsPrincipalFactory<User>, ClaimsFactory>();
    }

    /// <summary>Adds what pages need before any query: name, language, zone, theme, spacing.</summary>
    private sealed class ClaimsFactory(UserManager<User> users, GetOrganisation organisation, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<User>(users, options)
    {
        protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
        {
            var identity = await base.GenerateClaimsAsync(user);
            identity.AddClaim(new(UserClaims.DisplayName, user.DisplayName));
            identity.AddClaim(new(UserClaims.Language, user.Language));
            if ((user.ZoneId ?? (await organisation.RunAsync(CancellationToken.None)).ZoneId) is { } zone) identity.AddClaim(new(UserClaims.Zone, zone));
            if (user.Theme is { } theme) identity.AddClaim(new(UserClaims.Theme, theme));
            if (user.DenseLists) identity.AddClaim(new(UserClaims.Density, "dense"));
            return identity;
        }
    }
}
