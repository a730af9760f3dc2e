using OpsFlux.Kernel.Access;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Setup;

/// <summary>How far somebody may say what tickets work by: what all structures share takes the permission for all of them.</summary>
internal static class SetupAccess
{
    extension(ICurrentUser user)
    {
        /// <summary>Categories, waiting reasons, and what holds for the whole organisation.</summary>
        public bool MayConfigureAll => user.CanEverywhere(TicketPermissions.Configure);

        /// <summary>What belongs to one structure; without one, to the organisation.</summary>
        public bool MayConfigure(Guid? structureId) => user.CanIn(TicketPermissions.Configure, structureId);
    }
}
