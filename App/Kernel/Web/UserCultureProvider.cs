using System.Security.Claims;
using Microsoft.AspNetCore.Localization;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Api;

namespace OpsFlux.Kernel.Web;

/// <summary>The language of the signed-in user. Before sign-in a cookie, then the browser, then the organisation decide.</summary>
internal sealed class UserCultureProvider : RequestCultureProvider
{
    public const string Cookie = "opsflux-language";

    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext) =>
        // A program says with each request which language it wants.
        Task.FromResult(ApiPaths.IsApi(httpContext) && httpContext.Request.Headers.AcceptLanguage.Count > 0 ? null : httpContext.User.FindFirstValue(UserClaims.Language) is { } language ? new ProviderCultureResult(language) : null);
}

/// <summary>For a browser that asks for no language we speak: the organisation's. Asked last; French where the database does not answer.</summary>
internal sealed class OrganisationCultureProvider : RequestCultureProvider
{
    public override async Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        try
        {
            var organisation = httpContext.RequestServices.GetRequiredService<GetOrganisation>();
            return new ProviderCultureResult((await organisation.RunAsync(httpContext.RequestAborted)).Language);
        }
        catch (Exception e) when (DatabaseOutage.Is(e))
        {
            return null;
        }
    }
}
