using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.SignalR;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Api.Auth;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Notifications.Hub;

/// <summary>Who opened a connection, by what, and how he reads: as the request said that opened it.</summary>
/// <param name="Secret">The token or key; null for a cookie.</param>
internal sealed record HubCaller(ClaimsPrincipal Principal, Guid UserId, Guid? SessionId, string? KeyId, string? Secret, string? IpAddress, CultureInfo Culture)
{
    /// <summary>By which requests are counted, here as by the REST API.</summary>
    public string CountedAs => KeyId is { } key ? $"key {key}" : $"person {UserId}";

    public static HubCaller Of(HubCallerContext context)
    {
        var (person, http) = (context.User ?? new(), context.GetHttpContext());
        return new(
            person, Id(person, ClaimTypes.NameIdentifier) ?? Guid.Empty, Id(person, UserClaims.Session), person.FindFirstValue(TokenAuthentication.KeyClaim),
            http is { User.Identity.AuthenticationType: TokenAuthentication.SchemeName } ? TokenAuthentication.SecretOf(http.Request) : null,
            http?.Connection.RemoteIpAddress?.ToString(), http?.Features.Get<IRequestCultureFeature>()?.RequestCulture.UICulture ?? Languages.All[0]);
    }

    /// <summary>Makes a scope his. False: he may not be here any more, or has to settle something first.</summary>
    public async Task<bool> EnterAsync(IServiceProvider scope, CancellationToken ct)
    {
        var user = scope.GetRequiredService<CurrentUser>();
        await user.SetAsync(Principal, IpAddress, ct);
        scope.GetRequiredService<ReaderZone>().Set(Principal.FindFirstValue(UserClaims.Zone));
        return user.Id != Guid.Empty && user.Owes is SessionDebt.Nothing;
    }

    private static Guid? Id(ClaimsPrincipal person, string claim) => Guid.TryParse(person.FindFirstValue(claim), out var id) ? id : null;
}
