using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Data;

/// <summary>The structures whose tickets this user may see: those that a filter offers and names.</summary>
internal static class SeenStructures
{
    public static IQueryable<Structure> Of(AppDbContext db, ICurrentUser user)
    {
        var reach = user.ReachOf(TicketPermissions.View) ?? new(false, []);
        var structures = reach.Structures;
        return db.Set<Structure>().Where(s => reach.All || structures.Contains(s.Id));
    }
}
