using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Api.Auth;
using OpsFlux.Kernel.Api.Idempotency;
using OpsFlux.Kernel.Api.Keys;
using OpsFlux.Kernel.Api.Limits;
using OpsFlux.Kernel.Modules;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Api;

internal static class ApiDeclaration
{
    /// <summary>The ground rules of the REST API.</summary>
    public static ModuleBuilder AddApi(this ModuleBuilder module) => module
        .Texts<ApiText>()
        .Services(services => services
            .AddScoped<IdempotentRequest>().AddSingleton<CredentialBook>().AddSingleton<ApiLimitSettings>().AddSingleton<TokenBuckets>())
        .Permission(ApiPermissions.UseKeys, (BuiltInRoles.Manager, Scope.Own), (BuiltInRoles.Technician, Scope.Own))
        .Permission(ApiPermissions.ManageKeys)
        .Setting(ApiLimitSettings.Caller)
        .Setting(ApiLimitSettings.Address)
        .Setting(ApiLimitSettings.SignIns)
        .Job<PurgeApi>("api.purge", "0 20 * * * ?")
        .Profile("/profile/keys", "Keys.Mine", order: 60, ApiPermissions.UseKeys)
        .Admin("/admin/keys", "Keys.Title", "key", ApiPermissions.ManageKeys, order: 60)
        .Api(AuthApi.Map);
}
