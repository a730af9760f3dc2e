using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using System.Security.Claims;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Kernel.Accounts.Sessions;

internal static class SignInCookie
{
    private const string EndedKey = "opsflux-session-ended";

    /// <summary>Behind https the cookie carries the __Host- prefix, which no neighbouring site can set.</summary>
    public static void AddSignInCookie(this IServiceCollection services, IConfiguration configuration)
    {
        var https = IsHttps(configuration);
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, o =>
        {
            o.Cookie.Name = https ? "__Host-opsflux" : "opsflux";
            o.Cookie.SecurePolicy = https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.Cookie.HttpOnly = true;
            o.SlidingExpiration = false;   // the session says how long it lasts, and its row when it was used last
            o.LoginPath = "/sign-in";
            o.AccessDeniedPath = "/forbidden";
            o.ReturnUrlParameter = "returnUrl";
            o.Events.OnValidatePrincipal = ValidateAsync;
            o.Events.OnRedirectToLogin = SayWhyAsync;
        });
        services.AddScoped<BrowserSessions>();
        services.AddScoped<IUserClaimsPrincipalFactory<User>, ClaimsFactory>();
    }

    internal static bool IsHttps(IConfiguration configuration) =>
        configuration["Site:PublicUrl"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>A cookie counts as long as the session that it names, and costs no query while that is in memory.</summary>
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var (book, ct) = (context.HttpContext.RequestServices.GetRequiredService<SessionBook>(), context.HttpContext.RequestAborted);
        if (Guid.TryParse(context.Principal?.FindFirstValue(UserClaims.Session), out var id)
            && await book.ReadAsync(id, ct) is { } session
            && context.Principal.FindFirstValue(ClaimTypes.NameIdentifier) == session.UserId.ToString())
        {
            await book.SeenAsync(id, ct);
            return;
        }

        if (id != default) context.HttpContext.Items[EndedKey] = book.WhyEnded(id)?.ToString() ?? "";
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    /// <summary>The sign-in page tells whoever was signed in until now why he is not any more.</summary>
    private static Task SayWhyAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var why = context.HttpContext.Items.TryGetValue(EndedKey, out var reason) ? $"&why={reason}" : "";
        context.Response.Redirect(context.RedirectUri + why);
        return Task.CompletedTask;
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
