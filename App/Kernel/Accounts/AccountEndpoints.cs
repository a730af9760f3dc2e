using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Accounts;

/// <summary>What changes the cookie has to be a plain request: signing out, and choosing a language before signing in.</summary>
internal static class AccountEndpoints
{
    public static void MapAccountEndpoints(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/sign-out", SignOutAsync).RequireAuthorization(AccessPolicies.SignedIn).WithMetadata(new RequireAntiforgeryTokenAttribute(), new SettlesDebtAttribute());
        endpoints.MapPost("/language", ChooseLanguage).AllowAnonymous();
        endpoints.MapGet("/session/refresh", RefreshAsync).RequireAuthorization(AccessPolicies.SignedIn).WithMetadata(new SettlesDebtAttribute());
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, BrowserSessions sessions, CancellationToken ct)
    {
        await sessions.SignOutAsync(http, ct);
        return TypedResults.LocalRedirect("/sign-in");
    }

    /// <summary>A new cookie with what the profile says now. Changes nothing else, so that a plain link may ask for it.</summary>
    private static async Task<IResult> RefreshAsync(HttpContext http, BrowserSessions sessions, string? returnUrl, CancellationToken ct)
    {
        await sessions.RenewAsync(http, ct);
        return TypedResults.LocalRedirect(LocalAddress.Or(returnUrl));
    }

    private static IResult ChooseLanguage(HttpContext context, [FromForm] string language, [FromForm] string? returnUrl)
    {
        var chosen = language == "en" ? "en" : "fr";
        context.Response.Cookies.Append(
            UserCultureProvider.Cookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(chosen)),
            new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromDays(365), IsEssential = true });
        return TypedResults.LocalRedirect(string.IsNullOrEmpty(returnUrl) ? "/sign-in" : $"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
    }
}
