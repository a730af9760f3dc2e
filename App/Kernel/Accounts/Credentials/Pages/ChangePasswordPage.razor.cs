using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Passwords;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Accounts.Credentials.Pages;

/// <summary>One's own password, by choice or because the session owes it. A plain form, which browsers and password managers understand.</summary>
public sealed partial class ChangePasswordPage(ChangePassword change, CurrentUser user, TextCatalog Texts, NavigationManager nav)
{
    private Refusal? refusal;
    private bool isOwed;

    [SupplyParameterFromForm] private ChangePasswordRequest? Form { get; set; }
    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }
    [CascadingParameter] private HttpContext Http { get; set; } = null!; // a static page always has its request

    private string? CurrentError => refusal?.Fields.FirstOrDefault(f => f.Field == nameof(ChangePasswordRequest.Current)) is { } error ? Texts.Of(error) : null;

    protected override void OnInitialized()
    {
        Form ??= new();
        isOwed = user.Owes is SessionDebt.ChangePassword;
    }

    private async Task ChangeAsync()
    {
        refusal = (await change.RunAsync(Form!, Http.RequestAborted)).Refusal;   // made at the start
        if (refusal is null) nav.NavigateTo(isOwed ? LocalAddress.Or(ReturnUrl) : "/profile/security");
    }
}
