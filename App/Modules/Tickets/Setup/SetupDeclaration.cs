using OpsFlux.Kernel.Modules;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Setup;

/// <summary>What tickets work by, and the pages on which administrators say it.</summary>
internal static class SetupDeclaration
{
    public static ModuleBuilder AddSetup(this ModuleBuilder module) => module
        .Permission(TicketPermissions.Configure)
        .Admin("/admin/tickets/categories", "Setup.Categories", "tree", TicketPermissions.Configure, order: 100)
        .Admin("/admin/tickets/priorities", "Setup.Priorities", "grid", TicketPermissions.Configure, order: 110)
        .Admin("/admin/tickets/waiting-reasons", "Setup.Waiting", "pause", TicketPermissions.Configure, order: 120)
        .Admin("/admin/tickets/replies", "Setup.Replies", "comment", TicketPermissions.Configure, order: 130)
        .Words<SetupWords>();
}
