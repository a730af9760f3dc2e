using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Lists.Views;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation.Merging;
using OpsFlux.Kernel.Settings;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Organisation;

internal static class OrganisationDeclaration
{
    /// <summary>Structures, sites, what holds for all of the organisation, and deleted records.</summary>
    public static ModuleBuilder AddOrganisation(this ModuleBuilder module) => module
        .Texts<OrganisationText>()
        .Permission(OrganisationPermissions.ManageStructures)
        .Permission(OrganisationPermissions.ManageSites)
        .Permission(OrganisationPermissions.ManageSettings)
        .Permission(OrganisationPermissions.Restore)
        .Admin("/admin/organisation", "Organisation.Title", "grid", OrganisationPermissions.ManageSettings, order: 20)
        .Admin("/admin/deleted", "Deleted.Title", "back", OrganisationPermissions.Restore, order: 80)
        .Endpoints(Identity.IdentityEndpoints.Map)
        .Api(Structures.Api.StructuresApi.Map)
        .Api(Sites.Api.SitesApi.Map)
        .Admin("/admin/structures", "Structures.Title", "tree", OrganisationPermissions.ManageStructures, order: 30)
        .Services(services => services.AddScoped<Structures.PlaceUses>())
        .AddReferences();

    /// <summary>What of the kernel names a structure. A business module declares its own.</summary>
    private static ModuleBuilder AddReferences(this ModuleBuilder module) => module
        .AddReference<Structure, User>(nameof(User.StructureId))
        .AddReference<Structure, Group>(nameof(Group.StructureId))
        .AddReference<Structure, Site>(nameof(Site.StructureId))
        .AddReference<Structure, Structure>(nameof(Structure.ParentId))
        .AddReference<Structure, RoleAssignment>(nameof(RoleAssignment.StructureId))
        .AddReference<Structure, SavedView>(nameof(SavedView.StructureId))
        .AddReference<Structure, SettingValue>(nameof(SettingValue.StructureId), nameof(SettingValue.Code));
}
