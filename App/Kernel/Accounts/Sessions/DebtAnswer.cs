using Microsoft.AspNetCore.Components.Endpoints;
using OpsFlux.Kernel.Access;

namespace OpsFlux.Kernel.Accounts.Sessions;

/// <summary>What a request hears whose session owes something: a page leads to where it is settled, an endpoint says so.</summary>
internal static class DebtAnswer
{
    /// <summary>False where nothing is owed, and the refusal has another reason.</summary>
    public static async Task<bool> GiveAsync(HttpContext context)
    {
        if (context.RequestServices.GetRequiredService<CurrentUser>().Owes is not (not SessionDebt.Nothing and var debt)) return false;
        if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null) context.Response.Redirect(DebtAddresses.Of(debt));
        else await TypedResults.Problem(statusCode: StatusCodes.Status403Forbidden, extensions: new Dictionary<string, object?> { ["code"] = DebtAddresses.RefusalCode }).ExecuteAsync(context);
        return true;
    }
}
