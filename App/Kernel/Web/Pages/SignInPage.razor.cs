using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Web.Pages;

/// <summary>Sign-in: a plain form and a plain answer, since it sets the cookie that everything else needs.</summary>
public sealed partial class SignInPage(GetSignInOffer getOffer, SignIn signIn, ICurrentUser user, TextCatalog Texts, NavigationManager nav)
{
    private SignInOffer offer = new("OpsFlux", true, []);
    private Refusal? refusal;

    [SupplyParameterFromForm] private SignInForm? Form { get; set; }
    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }
    [CascadingParameter] private HttpContext Http { get; set; } = null!; // a static page always has its request

    protected override async Task OnInitializedAsync()
    {
        Form ??= new();
        if (user.Id != Guid.Empty && HttpMethods.IsGet(Http.Request.Method)) nav.NavigateTo(LocalAddress.Or(ReturnUrl));
        else offer = await getOffer.RunAsync(Http.RequestAborted);
    }

    private static string? Current(string language) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == language ? "true" : null;

    /// <summary>A role of the organisation's own has no text of ours and is shown as it is named.</summary>
    private string RoleName(string role) => Texts.Has($"Role.{role}") ? Texts[$"Role.{role}"] : role;

    private async Task SignInAsync()
    {
        var done = await signIn.RunAsync(Form!.UserName ?? "", Form.Password ?? "", Form.Remember, Http.RequestAborted);   // made at the start
        if (done.Failed) refusal = done.Refusal;
        else nav.NavigateTo(LocalAddress.Or(ReturnUrl));
    }

    private sealed class SignInForm
    {
        public string? UserName { get; set; }
        public string? Password { get; set; }
        public bool Remember { get; set; }
    }
}
