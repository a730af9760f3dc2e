using OpsFlux.Kernel.Modules;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Portal;

/// <summary>Marks the texts of the clients' portal.</summary>
public sealed class PortalText;

internal static class PortalDeclaration
{
    /// <summary>The portal stands first in the rail of a client, which makes it the page he comes to after signing in.</summary>
    public static ModuleBuilder AddPortal(this ModuleBuilder module) => module
        .Texts<PortalText>()
        .MenuFor<ClientPeople>("/portal", "Portal.Menu", "grid", MaintenancePermissions.ViewPortal, order: 5)
        .Part<ReportOnEquipment>(EquipmentReading.RecordKind);
}
