using OpsFlux.Kernel.Modules;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Access;

internal static class AccessDeclaration
{
    /// <summary>Roles, grants, delegations, and the questions about them.</summary>
    public static ModuleBuilder AddAccess(this ModuleBuilder module) => module
        .Permission(AccessPermissions.View, (BuiltInRoles.Auditor, Scope.All))
        .Permission(AccessPermissions.ManageRoles)
        .Permission(AccessPermissions.Assign)
        .Permission(AccessPermissions.Delegate, (BuiltInRoles.Manager, Scope.Own), (BuiltInRoles.Technician, Scope.Own), (BuiltInRoles.HseManager, Scope.Own));
}
