using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Accounts.Sessions;

/// <summary>
/// Who is signed in to an open circuit, which does not read the cookie again: anonymous from the moment at which the
/// session ends, and asked anew when it owes something else.
/// </summary>
internal sealed class CircuitSession : ServerAuthenticationStateProvider, IDisposable
{
    private static readonly ClaimsPrincipal Nobody = new(new ClaimsIdentity());

    private readonly SessionBook book;

    public CircuitSession(SessionBook book)
    {
        this.book = book;
        book.Changed += Changed;
    }

    public void Dispose() => book.Changed -= Changed;

    private static CultureInfo LanguageOf(ClaimsPrincipal person) => Languages.All.FirstOrDefault(l => l.Name == person.FindFirstValue(UserClaims.Language)) ?? Languages.All[0];

    private void Changed(Guid sessionId) => _ = ChangedAsync(sessionId);

    private async Task ChangedAsync(Guid sessionId)
    {
        var principal = (await GetAuthenticationStateAsync()).User;
        if (principal.FindFirstValue(UserClaims.Session) != sessionId.ToString()) return;
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (LanguageOf(principal), LanguageOf(principal));   // pages are drawn again on this thread
        SetAuthenticationState(Task.FromResult(new AuthenticationState(book.Find(sessionId) is null ? Nobody : principal)));
    }
}
