using OpsFlux.Kernel.Modules;
using OpsFlux.Shared.Maintenance;
using static OpsFlux.Kernel.Access.BuiltInRoles;
using static OpsFlux.Kernel.Access.Scope;

namespace OpsFlux.Modules.Maintenance;

/// <summary>The permissions of maintenance and who holds them from the first start on: the matrix of the seed, by our roles.</summary>
internal static class MaintenanceAccess
{
    public static ModuleBuilder AddAccess(this ModuleBuilder module) => module
        .Permission(MaintenancePermissions.ViewClients, (Manager, Structure), (Technician, Structure), (Client, Structure), (Auditor, All))
        .Permission(MaintenancePermissions.ManageClients, (Manager, Structure))
        .Permission(MaintenancePermissions.ViewContracts, (Manager, Structure), (Client, Structure), (Auditor, All))
        .Permission(MaintenancePermissions.ManageContracts, (Manager, Structure))
        .Permission(MaintenancePermissions.ViewTechnicians, (Manager, Structure), (Technician, Own), (Auditor, All))
        .Permission(MaintenancePermissions.ManageTechnicians, (Manager, Structure))
        .Permission(MaintenancePermissions.View, (Manager, Structure), (Technician, Own), (Client, Structure), (Auditor, All))
        .Permission(MaintenancePermissions.Create, (Manager, Structure))
        .Permission(MaintenancePermissions.Edit, (Manager, Structure))
        .Permission(MaintenancePermissions.Assign, (Manager, Structure))
        .Permission(MaintenancePermissions.Work, (Manager, Structure), (Technician, Own))
        .Permission(MaintenancePermissions.Cancel, (Manager, Structure))
        .Permission(MaintenancePermissions.Comment, (Manager, Structure), (Technician, Own), (Client, Structure))
        .Permission(MaintenancePermissions.Note, (Manager, Structure), (Technician, Own), (Auditor, All))
        .Permission(MaintenancePermissions.Export, (Manager, Structure), (Auditor, All))
        .Permission(MaintenancePermissions.ViewFigures, (Manager, Structure), (Auditor, All))
        .Permission(MaintenancePermissions.ViewPortal, (Client, Structure))
        .Permission(MaintenancePermissions.ViewCosts, (Manager, Structure), (Auditor, All))
        .Permission(MaintenancePermissions.ManageChecklists, (Manager, Structure));
}
