using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Accounts.Links;
using OpsFlux.Kernel.Accounts.Passwords;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Accounts.Credentials.Pages;

/// <summary>
/// Where the links of mails lead. Reading it uses nothing up; sending the form does, once. Its address is a secret: the
/// browser tells it to nobody.
/// </summary>
public sealed partial class SetPasswordPage(SetPasswordByLink set, Doorway doorway, SendSignInCode sendCode, BrowserSessions sessions, TextCatalog Texts, NavigationManager nav)
{
    private LinkOffer? offer;
    private Refusal? refusal;
    private bool isSet;

    /// <summary>The form is here until it was handled, even of a link that is none: the framework finds the handler by it.</summary>
    private bool isPosted;
    private string? challenge;
    private SmsOffer? sms;

    [SupplyParameterFromForm] private SetForm? Form { get; set; }
    [SupplyParameterFromQuery] private string? Token { get; set; }
    [CascadingParameter] private HttpContext Http { get; set; } = null!; // a static page always has its request

    protected override async Task OnInitializedAsync()
    {
        Form ??= new() { Token = Token };
        Http.Response.Headers["Referrer-Policy"] = "no-referrer";
        isPosted = HttpMethods.IsPost(Http.Request.Method);
        if (!isPosted) await LookAsync();
    }

    private async Task LookAsync()
    {
        var looked = await set.LookAsync(Form!.Token ?? "", Http.RequestAborted);   // made at the start
        (offer, refusal) = looked.Failed ? (null, looked.Refusal) : (looked.Value, refusal);
    }

    private async Task SetAsync()
    {
        isPosted = false;
        var how = sessions.RequestOf(Http);
        var done = await set.RunAsync(Form!.Token ?? "", Form, how.IpAddress, Http.RequestAborted);   // made at the start
        if (done.Failed)
        {
            refusal = done.Refusal;
            if (refusal.Fields.Count > 0) await LookAsync();
            return;
        }

        isSet = true;
        var answer = await doorway.EnterAsync(done.Value, SignInMethod.Link, how, Http.RequestAborted);
        await sessions.AnswerAsync(Http, how, answer, Http.RequestAborted);
        if (answer is SecondFactorAsked asked) (challenge, sms) = (asked.Challenge, await sendCode.OfferAsync(asked.Challenge, how, Http.RequestAborted));
        else if (answer is Entered) nav.NavigateTo("/");
    }

    private sealed class SetForm : NewPasswordRequest
    {
        public string? Token { get; set; }
    }
}
