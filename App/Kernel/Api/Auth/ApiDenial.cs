using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Api.Auth;

/// <summary>What the door of an endpoint answers: who are you (401), or not you (403). Never a way to the sign-in page.</summary>
internal static class ApiDenial
{
    public static ApiAnswer Of(HttpContext context, bool isForbidden)
    {
        if (isForbidden)
            return context.RequestServices.GetRequiredService<CurrentUser>().Owes is SessionDebt.Nothing
                ? Refusal.Forbidden : ApiAnswer.Refused(StatusCodes.Status403Forbidden, ApiRefusals.SettleInBrowser);
        var sentOne = TokenAuthentication.HasCredential(context);
        context.Response.Headers.WWWAuthenticate = sentOne ? "Bearer error=\"invalid_token\"" : "Bearer";
        return ApiAnswer.Refused(StatusCodes.Status401Unauthorized, sentOne ? ApiRefusals.InvalidToken : ApiRefusals.Unauthenticated);
    }
}
