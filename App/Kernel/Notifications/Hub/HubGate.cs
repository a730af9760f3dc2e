using System.Globalization;
using Microsoft.AspNetCore.SignalR;
using OpsFlux.Kernel.Api.Limits;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Notifications.Hub;

/// <summary>Around each call of the hub: who calls, in which language, not too often; a refusal is its stable code.</summary>
internal sealed class HubGate(ApiLimitSettings limits, TokenBuckets buckets) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var (caller, gone) = (HubCaller.Of(invocationContext.Context), invocationContext.Context.ConnectionAborted);
        try
        {
            if (!await caller.EnterAsync(invocationContext.ServiceProvider, gone)) throw new HubException(ApiRefusals.InvalidToken);
            if (buckets.Take(caller.CountedAs, (await limits.ReadAsync(gone)).Caller) is not null) throw new HubException(ApiRefusals.TooManyRequests);
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (caller.Culture, caller.Culture);
            return await next(invocationContext);
        }
        catch (Exception e) when (DatabaseOutage.Is(e))
        {
            throw new HubException(Refusal.DatabaseUnavailable.Code);
        }
    }
}
