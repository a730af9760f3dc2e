using OpsFlux.Kernel.Modules;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Organisation;

internal static class OrganisationDeclaration
{
    /// <summary>Structures, sites, what holds for all of the organisation, and deleted records.</summary>
    public static ModuleBuilder AddOrganisation(this ModuleBuilder module) => module
        .Permission(OrganisationPermissions.ManageStructures)
        .Permission(OrganisationPermissions.ManageSites)
        .Permission(OrganisationPermissions.ManageSettings)
        .Permission(OrganisationPermissions.Restore);
}
