using System.Security.Claims;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Auth;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Api.Limits;

/// <summary>
/// How often the API may be asked: by one key or person, and by one address, which offices share and which is counted
/// also where nobody is signed in. Signing in has a limit of its own. Counted by each instance for itself.
/// </summary>
internal sealed class ApiLimiter(RequestDelegate next, ApiLimitSettings settings, TokenBuckets buckets)
{
    public async Task InvokeAsync(HttpContext context, ICurrentUser user)
    {
        if (!ApiPaths.IsApi(context))
        {
            await next(context);
            return;
        }

        var numbers = await settings.ReadAsync(context.RequestAborted);
        if (Refuse(context, user, numbers) is not { } seconds)
        {
            await next(context);
            return;
        }

        await ApiAnswer.Refused(StatusCodes.Status429TooManyRequests, new Refusal(RefusalKind.Conflict, ApiRefusals.TooManyRequests, seconds), seconds).ExecuteAsync(context);
    }

    private int? Refuse(HttpContext context, ICurrentUser user, ApiLimitNumbers numbers)
    {
        var address = context.Connection.RemoteIpAddress is { } ip ? CountedAddress.Of(ip) : "?";
        if (buckets.Take($"address {address}", numbers.Address) is { } wait) return wait;
        if (context.Request.Path.StartsWithSegments($"{ApiPaths.Root}/auth") && HttpMethods.IsPost(context.Request.Method)
            && buckets.Take($"sign-in {address}", numbers.SignIns) is { } later) return later;
        var caller = context.User.FindFirstValue(TokenAuthentication.KeyClaim) is { } key ? $"key {key}" : user.Id == Guid.Empty ? null : $"person {user.Id}";
        return caller is null ? null : buckets.Take(caller, numbers.Caller);
    }
}
