using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Accounts.Links;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Accounts.Credentials.Pages;

/// <summary>Asks for a link. The page that answers is the same whoever was named.</summary>
public sealed partial class ForgotPasswordPage(RequestPasswordReset request, BrowserSessions sessions, MailSettings mail, TextCatalog Texts)
{
    private bool isSent;
    private Refusal? refusal;

    [SupplyParameterFromForm] private ForgottenForm? Form { get; set; }
    [CascadingParameter] private HttpContext Http { get; set; } = null!; // a static page always has its request

    protected override void OnInitialized() => Form ??= new();

    private async Task SendAsync()
    {
        refusal = (await request.RunAsync(Form!.UserName ?? "", sessions.RequestOf(Http), Http.RequestAborted)).Refusal;   // made at the start
        isSent = refusal is null;
    }

    private sealed class ForgottenForm
    {
        public string? UserName { get; set; }
    }
}
