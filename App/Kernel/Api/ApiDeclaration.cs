using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Modules;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Api;

internal static class ApiDeclaration
{
    /// <summary>The ground rules of the REST API.</summary>
    public static ModuleBuilder AddApi(this ModuleBuilder module) => module
        .Permission(ApiPermissions.UseKeys, (BuiltInRoles.Manager, Scope.Own), (BuiltInRoles.Technician, Scope.Own))
        .Permission(ApiPermissions.ManageKeys);
}
