using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Modules.Maintenance.Technicians;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.UseCases;

/// <summary>Those whom somebody may give work to: technicians he may see, whose account is in use.</summary>
internal static class Leads
{
    public static IQueryable<Technician> Offered(AppDbContext db, ICurrentUser user) =>
        db.Set<Technician>().AllowedTo(user, MaintenancePermissions.ViewTechnicians).Where(t => db.Set<User>().Any(u => u.Id == t.UserId && u.IsActive));
}
