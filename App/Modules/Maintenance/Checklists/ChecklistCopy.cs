using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Work;

namespace OpsFlux.Modules.Maintenance.Checklists;

/// <summary>Points of checklists as interventions keep them.</summary>
internal static class ChecklistCopy
{
    /// <summary>Adds the points of every checklist that fits the work to the caller's save. One statement.</summary>
    public static async Task BeginAsync(AppDbContext db, Intervention intervention, CancellationToken ct)
    {
        var (equipment, type) = (intervention.EquipmentId, intervention.Type);
        var fitting = await db.Set<InterventionChecklist>().AsNoTracking().Include(c => c.Points)
            .Where(c => (c.Type == null || c.Type == type) && (c.EquipmentTypeId == null || EquipmentKinds.TypeOf(db, equipment).Any(t => t == c.EquipmentTypeId)))
            .OrderBy(c => c.Name).ToListAsync(ct);
        var position = 0;
        foreach (var checklist in fitting) position = Add(db, intervention, checklist, position);
    }

    /// <summary>Beneath what is there. Answers the last position.</summary>
    public static int Add(AppDbContext db, Intervention intervention, InterventionChecklist checklist, int after)
    {
        foreach (var point in checklist.Points.OrderBy(p => p.Position))
        {
            db.Add(new InterventionCheck
            {
                InterventionId = intervention.Id, ChecklistId = checklist.Id, Checklist = checklist.Name, Position = ++after, Text = point.Text, Kind = point.Kind,
                Unit = point.Unit, Lowest = point.Lowest, Highest = point.Highest, IsMandatory = point.IsMandatory,
            });
        }

        return after;
    }

    /// <summary>How many mandatory points wait for an answer.</summary>
    public static Task<int> UnansweredAsync(AppDbContext db, Guid interventionId, CancellationToken ct) =>
        db.Set<InterventionCheck>().CountAsync(c => c.InterventionId == interventionId && c.IsMandatory && c.Result == null, ct);
}
