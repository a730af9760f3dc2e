using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Public;

/// <summary>The interventions on one piece of equipment, for its page and its API: those that the reader may see.</summary>
public sealed class InterventionsOfEquipment : IEquipmentWork
{
    public async Task<IReadOnlyList<EquipmentWork>> OfAsync(AppDbContext db, ICurrentUser user, Guid equipmentId, int most, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.View)) return [];
        var rows = await (
            from i in db.Set<Intervention>().AsNoTracking().AllowedTo(user, MaintenancePermissions.View)
            where i.EquipmentId == equipmentId
            join lead in db.Set<User>() on i.LeadId equals lead.Id into leads
            from lead in leads.DefaultIfEmpty()
            orderby i.OpenedAt descending, i.Id descending
            select new { i.Id, i.Number, i.Title, i.Type, i.State, i.OpenedAt, i.EndedAt, Lead = lead.DisplayName }).Take(most).ToListAsync(ct);
        return [.. rows.Select(r => new EquipmentWork(
            r.Id, r.Number, "/interventions/" + r.Number, r.Title, $"InterventionType.{r.Type}", $"InterventionState.{r.State}", ToneOf(r.State), r.OpenedAt, r.EndedAt, r.Lead))];
    }

    private static string ToneOf(InterventionState state) => state switch
    {
        InterventionState.Open => "new",
        InterventionState.InProgress => "run",
        InterventionState.OnHold => "wait",
        _ => "done",
    };
}
