using OpsFlux.Kernel.Access.Review;
using OpsFlux.Kernel.Access.Roles.Api;
using OpsFlux.Kernel.Modules;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Access;

/// <summary>Marks the texts of roles and permissions.</summary>
public sealed class AccessText;

internal static class AccessDeclaration
{
    /// <summary>Roles, grants, delegations, and the questions about them.</summary>
    public static ModuleBuilder AddAccess(this ModuleBuilder module) => module
        .Texts<AccessText>()
        .Permission(AccessPermissions.View, (BuiltInRoles.Auditor, Scope.All))
        .Permission(AccessPermissions.ManageRoles)
        .Permission(AccessPermissions.Assign)
        .Permission(AccessPermissions.Delegate, (BuiltInRoles.Manager, Scope.Own), (BuiltInRoles.Technician, Scope.Own), (BuiltInRoles.HseManager, Scope.Own))
        .Admin("/admin/roles", "Roles.Title", "shield", AccessPermissions.View, order: 40)
        .Admin("/admin/access", "Access.Review", "eye", AccessPermissions.View, order: 45)
        .Profile("/profile/access", "Access.Mine", order: 30)
        .Endpoints(ReviewExport.Map)
        .Api(RolesApi.Map);
}
