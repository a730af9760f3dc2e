using Microsoft.AspNetCore.Authentication;
using OpsFlux.Kernel.Api.Auth;
using OpsFlux.Kernel.Api.Idempotency;
using OpsFlux.Kernel.Api.Limits;
using OpsFlux.Kernel.Api.OpenApi;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Modules;

namespace OpsFlux.Kernel.Api;

/// <summary>What the web application needs for the API besides what <see cref="ApiDeclaration"/> declares.</summary>
internal static class ApiHosting
{
    /// <summary>After the cookie: requests of the API that bring a token or key are signed in by it, all others as ever.</summary>
    public static void AddApi(this IServiceCollection services)
    {
        services.AddAuthentication(o => o.DefaultScheme = o.DefaultAuthenticateScheme = TokenAuthentication.Chooser)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, null)
            .AddPolicyScheme(TokenAuthentication.Chooser, null, o => o.ForwardDefaultSelector = TokenAuthentication.Choose);
        services.ConfigureHttpJsonOptions(o => ApiJson.Configure(o.SerializerOptions));
        services.AddApiDocument();
    }

    public static void MapApi(this IEndpointRouteBuilder endpoints, ModuleCatalog catalog)
    {
        var group = endpoints.MapGroup(ApiPaths.Root).AddEndpointFilter<ApiGate>().AddEndpointFilter<IdempotencyGate>();
        catalog.MapApi(new ApiRoutes(group));
        endpoints.MapOpenApi(ApiPaths.Document).AllowAnonymous();
    }
}
