using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Api.Tokens;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Api.Auth;

/// <summary>Signing in and out. Every door leads through the same <see cref="Doorway"/>, throttle and journal.</summary>
internal static class AuthApi
{
    public static void Map(ApiRoutes api)
    {
        var auth = api.Resource("/auth", "Auth", "Opening, renewing and ending a session of the API.");
        auth.Post<TokenAnswer>("/login", LoginAsync, ApiResource.Anyone, "login", "Sign in with a password").WithMetadata(new NeverKept())
            .About("Answers 401 with the code `two-factor-required` and a challenge where the person has a second factor.")
            .Example(new LoginRequest { UserName = "prenom.nom.entreprise", Password = "correct horse battery staple" });
        auth.Post<TokenAnswer>("/2fa", CompleteAsync, ApiResource.Anyone, "completeLogin", "Complete a sign-in with a second factor").WithMetadata(new NeverKept())
            .Example(new SecondFactorRequest { Challenge = "CfDJ8…", Code = "123456" });
        auth.Post("/2fa/sms", SendSmsAsync, ApiResource.Anyone, "sendLoginCode", "Send a code by SMS for a sign-in").WithMetadata(new NeverKept())
            .About("For people whose second factor is a mobile number: the code completes this sign-in alone, once, within five minutes. To everybody else it answers 409 `sms-not-offered`. Three codes for a challenge, six an hour for a person.")
            .Example(new SmsCodeRequest { Challenge = "CfDJ8…" });
        auth.Post<TokenAnswer>("/refresh", RefreshAsync, ApiResource.Anyone, "refreshTokens", "Exchange a refresh token for a new pair").WithMetadata(new NeverKept())
            .About("A refresh token works once. Shown again more than five seconds later it ends the session with all its tokens; sooner than that it answers 409 and ends nothing.")
            .Example(new RefreshRequest { RefreshToken = "ofr_…" });
        auth.Post("/logout", LogoutAsync, AccessPolicies.SignedIn, "logout", "End the session").WithMetadata(new NeverKept());
        auth.Get<ApiPerson>("/me", GetMeAsync, AccessPolicies.SignedIn, "getMe", "Read who is signed in");
    }

    private static async Task<IResult> LoginAsync(ApiBody<LoginRequest> body, HttpContext http, SignIn signIn, OpenTokens open, CancellationToken ct) =>
        await AnswerAsync(await signIn.RunAsync(body.Value.UserName, body.Value.Password, HowOf(http), ct), http, open, ct);

    private static async Task<IResult> CompleteAsync(ApiBody<SecondFactorRequest> body, HttpContext http, Doorway door, OpenTokens open, CancellationToken ct) =>
        await AnswerAsync(await door.CompleteAsync(body.Value.Challenge, body.Value.Code, HowOf(http), ct), http, open, ct);

    private static async Task<IResult> SendSmsAsync(ApiBody<SmsCodeRequest> body, HttpContext http, SendSignInCode send, CancellationToken ct) =>
        (await send.RunAsync(body.Value.Challenge, HowOf(http), ct)).Refusal switch
        {
            null => ApiAnswer.NoContent(),
            { Code: "challenge-expired" } refusal => ApiAnswer.Refused(StatusCodes.Status401Unauthorized, refusal),
            { Code: "sms-too-many", Arguments: [int minutes, ..] } refusal => ApiAnswer.Refused(StatusCodes.Status429TooManyRequests, refusal, minutes * 60),
            { Code: "sms-too-many-here" } refusal => ApiAnswer.Refused(StatusCodes.Status429TooManyRequests, refusal),
            var refusal => (ApiAnswer)refusal,
        };

    private static async Task<IResult> RefreshAsync(ApiBody<RefreshRequest> body, HttpContext http, RefreshTokens refresh, CancellationToken ct)
    {
        var refreshed = await refresh.RunAsync(body.Value.RefreshToken, AddressOf(http), ct);
        if (!refreshed.Failed) return ApiAnswer.Ok(refreshed.Value);
        return refreshed.Refusal.Kind == RefusalKind.Conflict ? (ApiAnswer)refreshed.Refusal : ApiAnswer.Refused(StatusCodes.Status401Unauthorized, refreshed.Refusal);
    }

    private static async Task<IResult> LogoutAsync(CloseTokens close, CredentialBook book, CancellationToken ct)
    {
        await close.RunAsync(ct);
        book.Forget();   // here at once, elsewhere by signal
        return ApiAnswer.NoContent();
    }

    private static async Task<IResult> GetMeAsync(GetMe me, CancellationToken ct) => ApiAnswer.Ok(await me.RunAsync(ct));

    private static async Task<ApiAnswer> AnswerAsync(DoorAnswer answer, HttpContext http, OpenTokens open, CancellationToken ct)
    {
        switch (answer)
        {
            case Entered { Session.Owes: not SessionDebt.Nothing } indebted:
                await open.DropAsync(indebted.Session, ct);   // no token of it will ever be shown
                return ApiAnswer.Refused(StatusCodes.Status403Forbidden, ApiRefusals.SettleInBrowser);
            case Entered entered:
                return ApiAnswer.Ok(await open.RunAsync(entered.Session, entered.Person, ct));
            case SecondFactorAsked asked:
                return ApiAnswer.Asked(asked.Challenge);
            case Refused { Refusal: { Code: "sign-in-throttled" } refusal }:
                return ApiAnswer.Refused(StatusCodes.Status429TooManyRequests, refusal, refusal.Arguments is [int seconds, ..] ? seconds : 1);
            case Refused { Refusal: { Code: "sign-in-busy" } refusal }:
                return ApiAnswer.Refused(StatusCodes.Status503ServiceUnavailable, refusal, retryAfter: 5);
            case Refused refused:
                return ApiAnswer.Refused(StatusCodes.Status401Unauthorized, refused.Refusal);
            default:
                throw new InvalidOperationException($"A door answered {answer.GetType().Name}.");
        }
    }

    private static DoorRequest HowOf(HttpContext http) => new() { IsApi = true, IpAddress = AddressOf(http), UserAgent = http.Request.Headers.UserAgent.ToString() };

    private static string? AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString();
}
