using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Accounts.Sessions;

/// <summary>Turns a session into the browser's cookie and back. For plain requests: a circuit cannot set one.</summary>
public sealed class BrowserSessions(IUserClaimsPrincipalFactory<User> claims, IDbContextFactory<AppDbContext> dbs, IConfiguration configuration)
{
    private static readonly TimeSpan DeviceLifetime = TimeSpan.FromDays(400);   // what browsers allow at most

    private readonly bool isHttps = SignInCookie.IsHttps(configuration);

    private string DeviceCookie => isHttps ? "__Host-opsflux-device" : "opsflux-device";

    /// <summary>What a door wants to know of the request. A browser without a device's key gets a new one by <see cref="AnswerAsync"/>.</summary>
    public DoorRequest RequestOf(HttpContext http, bool remember = false)
    {
        var key = http.Request.Cookies[DeviceCookie];
        return new()
        {
            Remember = remember,
            IpAddress = http.Connection.RemoteIpAddress?.ToString(),
            UserAgent = http.Request.Headers.UserAgent.ToString(),
            DeviceKey = DeviceKeys.HashOf(key) is null ? DeviceKeys.New() : key,
        };
    }

    /// <summary>
    /// Sets what the door's answer needs: the cookie of the session where somebody is in, the device's wherever the first
    /// proof was right. The session the browser had before ends.
    /// </summary>
    public async Task AnswerAsync(HttpContext http, DoorRequest how, DoorAnswer answer, CancellationToken ct)
    {
        if (answer is Refused) return;
        if (how.DeviceKey is { } key) http.Response.Cookies.Append(DeviceCookie, key, new()
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = isHttps || http.Request.IsHttps, Path = "/", MaxAge = DeviceLifetime, IsEssential = true,
        });
        if (answer is not Entered entered) return;
        await EndAsync(SessionOf(http.User), audited: null, ct);
        await WriteAsync(http, entered.Person, entered.Session.Id, entered.Session.IdleMinutes is null, entered.Session.ExpiresAt);
    }

    /// <summary>A new cookie for the same session, with what the profile says now.</summary>
    public async Task RenewAsync(HttpContext http, CancellationToken ct)
    {
        if (SessionOf(http.User) is not { } id) return;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var session = await db.Set<Session>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.EndedAt == null, ct);
        var person = session is null ? null : await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == session.UserId, ct);
        if (session is not null && person is not null) await WriteAsync(http, person, session.Id, session.IdleMinutes is null, session.ExpiresAt);
    }

    /// <summary>Ends the session, forgets the cookie, and has the browser forget what it kept of our pages.</summary>
    public async Task SignOutAsync(HttpContext http, CancellationToken ct)
    {
        await EndAsync(SessionOf(http.User), http.User, ct);
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";   // not cookies: the device stays known
    }

    private static Guid? SessionOf(ClaimsPrincipal principal) => Guid.TryParse(principal.FindFirstValue(UserClaims.Session), out var id) ? id : null;

    private async Task WriteAsync(HttpContext http, User person, Guid sessionId, bool stays, DateTimeOffset until)
    {
        var principal = await claims.CreateAsync(person);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new(UserClaims.Session, sessionId.ToString()));   // the factory makes one
        await http.SignInAsync(IdentityConstants.ApplicationScheme, principal, new() { IsPersistent = stays, ExpiresUtc = until });
    }

    private async Task EndAsync(Guid? sessionId, ClaimsPrincipal? audited, CancellationToken ct)
    {
        if (sessionId is null) return;
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (audited is not null) AuditWriter.Add(db, AuditAction.SignOut, "user", audited.FindFirstValue(ClaimTypes.NameIdentifier), audited.Identity?.Name);
        await db.SaveChangesAsync(ct);
        await SessionEnding.EndAsync(db, db.Set<Session>().Where(s => s.Id == sessionId), SessionEnd.SignedOut, ct);
        await transaction.CommitAsync(ct);
    }
}
