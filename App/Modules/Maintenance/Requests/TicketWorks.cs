using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Requests;

internal static class TicketWorks
{
    /// <summary>What the ticket is now, where this reader may see it.</summary>
    public static IQueryable<Intervention> GoingOn(AppDbContext db, ICurrentUser user, Guid ticketId) =>
        db.Set<Intervention>().AsNoTracking().AllowedTo(user, MaintenancePermissions.View)
            .Where(i => db.Set<TicketWork>().Any(w => w.InterventionId == i.Id && w.TicketId == ticketId && w.EndedAt == null));
}
