using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Web.Pages;

/// <summary>Sign-in: a plain form and a plain answer, since it sets the cookie that everything else needs.</summary>
public sealed partial class SignInPage(GetSignInOffer getOffer, SignIn signIn, Doorway doorway, SendSignInCode sendCode, BrowserSessions sessions, ICurrentUser user, TextCatalog Texts, NavigationManager nav)
{
    private SignInOffer offer = new(true, []);
    private Refusal? refusal;

    /// <summary>The first proof was right, and the code is asked for.</summary>
    private string? challenge;

    /// <summary>Null where no code can be sent to whoever is asked for one.</summary>
    private SmsOffer? sms;
    private bool isSent;

    [SupplyParameterFromForm] private SignInForm? Form { get; set; }
    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }
    /// <summary>A <see cref="SessionEnd"/>, or empty, where somebody was signed in until now.</summary>
    [SupplyParameterFromQuery] private string? Why { get; set; }
    [CascadingParameter] private HttpContext Http { get; set; } = null!; // a static page always has its request

    protected override async Task OnInitializedAsync()
    {
        Form ??= new();
        challenge = Form.Challenge;   // its form has to stand on the page that takes it
        if (user.Id != Guid.Empty && HttpMethods.IsGet(Http.Request.Method)) nav.NavigateTo(LocalAddress.Or(ReturnUrl));
        else offer = await getOffer.RunAsync(Http.RequestAborted);
    }

    private string? Ended => Why is null || Form?.UserName is not null ? null : Enum.TryParse<SessionEnd>(Why, out var end) && Enum.IsDefined(end) ? Texts.Of(end) : Texts["SessionEnd.TimeOver"];

    private string Again => string.IsNullOrEmpty(ReturnUrl) ? "/sign-in" : $"/sign-in?returnUrl={Uri.EscapeDataString(ReturnUrl)}";

    private static string? Current(string language) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == language ? "true" : null;

    /// <summary>A role of the organisation's own has no text of ours and is shown as it is named.</summary>
    private string RoleName(string role) => Texts.Has($"Role.{role}") ? Texts[$"Role.{role}"] : role;

    private async Task SignInAsync()
    {
        var how = sessions.RequestOf(Http, Form!.Remember);   // made at the start
        await AnswerAsync(how, await signIn.RunAsync(Form.UserName ?? "", Form.Password ?? "", how, Http.RequestAborted));
        await OfferAsync(how);
    }

    private async Task CompleteAsync()
    {
        var how = sessions.RequestOf(Http);
        if (Form!.SendsSms) await SendAsync(how);   // made at the start
        else if (!Form.UsesRecoveryCode || !string.IsNullOrEmpty(Form.Code)) await VerifyAsync(how);   // else only asks for the other field
        await OfferAsync(how);
    }

    private async Task SendAsync(DoorRequest how)
    {
        refusal = (await sendCode.RunAsync(Form!.Challenge ?? "", how, Http.RequestAborted)).Refusal;   // made at the start
        isSent = refusal is null;
        (Form.WaitsForSms, Form.UsesRecoveryCode) = (Form.WaitsForSms || isSent, !isSent && Form.UsesRecoveryCode);
        if (refusal is { Code: "challenge-expired" }) challenge = null;   // begin again
    }

    private async Task VerifyAsync(DoorRequest how)
    {
        await AnswerAsync(how, await doorway.CompleteAsync(Form!.Challenge ?? "", Form.Code ?? "", how, Http.RequestAborted));   // made at the start
        if (refusal is not { Code: "second-factor-wrong" }) challenge = null;   // begin again
    }

    private async Task AnswerAsync(DoorRequest how, DoorAnswer answer)
    {
        await sessions.AnswerAsync(Http, how, answer, Http.RequestAborted);
        if (answer is Refused refused) refusal = refused.Refusal;
        else if (answer is SecondFactorAsked asked) challenge = asked.Challenge;
        else nav.NavigateTo(LocalAddress.Or(ReturnUrl));
    }

    private async Task OfferAsync(DoorRequest how) => sms = challenge is null ? null : await sendCode.OfferAsync(challenge, how, Http.RequestAborted);

    private sealed class SignInForm
    {
        public string? UserName { get; set; }
        public string? Password { get; set; }
        public bool Remember { get; set; }
        public string? Challenge { get; set; }
        public string? Code { get; set; }
        public bool UsesRecoveryCode { get; set; }
        public bool SendsSms { get; set; }
        public bool WaitsForSms { get; set; }
    }
}
