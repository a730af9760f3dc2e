using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Sessions;

namespace OpsFlux.Kernel.Api.Auth;

/// <summary>Signs a request in by its access token or key. Whoever sends either is not taken by his cookie instead.</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, CredentialBook book, SessionBook sessions) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "api", Chooser = "opsflux", KeyHeader = "X-Api-Key", KeyClaim = "opsflux:key";
    private const string Bearer = "Bearer ";

    /// <summary>Which of the two ways a request signs in.</summary>
    public static string Choose(HttpContext context) =>
        ApiPaths.IsApi(context) && HasCredential(context) ? SchemeName : IdentityConstants.ApplicationScheme;

    /// <summary>Sent, and worth nothing: the refusal says so.</summary>
    public static bool HasCredential(HttpContext context) => context.Request.Headers.Authorization.Count > 0 || context.Request.Headers.ContainsKey(KeyHeader);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SecretOf(Request) is not { } secret) return AuthenticateResult.Fail("Neither one bearer token nor one key");
        if (await book.FindAsync(secret, Context.Connection.RemoteIpAddress?.ToString(), Context.RequestAborted) is not { } credential)
            return AuthenticateResult.Fail("Unknown, expired or revoked");
        if (credential.SessionId is { } session)
        {
            if (await sessions.ReadAsync(session, Context.RequestAborted) is null) return AuthenticateResult.Fail("Of a session that has ended");
            await sessions.SeenAsync(session, Context.RequestAborted);
        }

        return AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity(ClaimsOf(credential), SchemeName)), SchemeName));
    }

    /// <summary>What a request brings; null where it brings none, or several.</summary>
    public static string? SecretOf(HttpRequest request)
    {
        var (authorization, key) = (request.Headers.Authorization, request.Headers[KeyHeader]);
        if (key is [{ Length: > 0 } one]) return authorization.Count == 0 ? one : null;
        return authorization is [{ } header] && key.Count == 0 && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : null;
    }

    private static IEnumerable<Claim> ClaimsOf(Credential credential)
    {
        yield return new(ClaimTypes.NameIdentifier, credential.UserId.ToString());
        yield return new(UserClaims.DisplayName, credential.DisplayName);
        yield return new(UserClaims.Language, credential.Language);
        if (credential.Zone is { } zone) yield return new(UserClaims.Zone, zone);
        if (credential.SessionId is { } session) yield return new(UserClaims.Session, session.ToString());
        if (credential.KeyId is not { } key) yield break;
        yield return new(KeyClaim, key.ToString());
        foreach (var permission in credential.Permissions) yield return new(UserClaims.Only, permission);
    }
}
