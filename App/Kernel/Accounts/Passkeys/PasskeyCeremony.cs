using Microsoft.AspNetCore.DataProtection;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.SigningIn;

namespace OpsFlux.Kernel.Accounts.Passkeys;

/// <summary>
/// What the server asked a passkey to sign, between asking and answer: in a sealed cookie of the browser that was asked,
/// good for five minutes and one answer.
/// </summary>
public sealed class PasskeyCeremony(IDataProtectionProvider protection, SignInThrottle throttle, IConfiguration configuration, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly Sealed<Kept> asked = new(protection, "OpsFlux.PasskeyCeremony", Lifetime, clock);
    private readonly bool isHttps = SignInCookie.IsHttps(configuration);

    private string Cookie => isHttps ? "__Host-opsflux-passkey" : "opsflux-passkey";

    /// <param name="purpose">Adding or signing in: an answer to one is none to the other.</param>
    public void Begin(HttpContext http, string purpose, string? state) => http.Response.Cookies.Append(
        Cookie, asked.Close(new(Guid.CreateVersion7(), purpose, state)), new()
        {
            HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = isHttps || http.Request.IsHttps, Path = "/", MaxAge = Lifetime, IsEssential = true,
        });

    /// <summary>Null where nothing was asked of this browser, or too long ago, or where it has answered already.</summary>
    public async Task<string?> EndAsync(HttpContext http, string purpose, CancellationToken ct)
    {
        if (asked.Open(http.Request.Cookies[Cookie] ?? "") is not { } kept || kept.Purpose != purpose) return null;
        http.Response.Cookies.Delete(Cookie, new() { Path = "/", Secure = isHttps || http.Request.IsHttps });
        return await throttle.TakeAsync($"passkey:{kept.Id:N}", 1, ct) ? kept.State : null;
    }

    private sealed record Kept(Guid Id, string Purpose, string? State);
}
