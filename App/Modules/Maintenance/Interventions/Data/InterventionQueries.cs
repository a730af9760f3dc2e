using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Lists;
using OpsFlux.Modules.Maintenance.Interventions.Domain;

namespace OpsFlux.Modules.Maintenance.Interventions.Data;

internal static class InterventionQueries
{
    public static IQueryable<Intervention> Matching(this IQueryable<Intervention> rows, InterventionFilter filter, Guid me)
    {
        rows = filter.View switch
        {
            InterventionView.Mine => rows.Where(i => i.LeadId == me),
            InterventionView.Archived => rows.Where(i => i.ArchivedAt != null),
            InterventionView.Unassigned => rows.Where(i => i.LeadId == null),
            _ => rows,
        };
        if (filter.States is { } states) rows = rows.Where(i => states.Contains(i.State));
        else if (filter is { OnlyOpen: true, View: not InterventionView.Archived }) rows = rows.Where(i => i.EndedAt == null);
        if (filter is { OnlyOpen: false, WithArchived: false, View: not InterventionView.Archived }) rows = rows.Where(i => i.ArchivedAt == null);   // what is open is not archived
        if (filter.Priorities is { Count: > 0 } priorities) rows = rows.Where(i => priorities.Contains(i.Priority));
        if (filter.Type is { } type) rows = rows.Where(i => i.Type == type);
        if (filter.EquipmentId is { } equipment) rows = rows.Where(i => i.EquipmentId == equipment);
        if (filter.StructureId is { } structure) rows = rows.Where(i => i.StructureId == structure);
        if (filter.LeadId is { } lead) rows = rows.Where(i => i.LeadId == lead);
        if (filter.Sort == InterventionSort.Planned) rows = rows.Where(i => i.PlannedAt != null);
        if (filter.Search is { Length: > 0 } words)
        {
            var pattern = LikePattern.Containing(words.Trim());
            rows = rows.Where(i => EF.Functions.ILike(i.Number, pattern) || EF.Functions.ILike(i.Title, pattern));
        }

        return rows;
    }

    /// <summary>One page and a row beyond it; null where the cursor is of another order.</summary>
    public static IQueryable<Intervention>? Paged(this IQueryable<Intervention> rows, InterventionFilter filter, int size)
    {
        var order = InterventionOrders.Of(filter.Sort);
        var descending = filter.IsKeyDescending != (filter.Before is not null);
        var rest = (filter.After ?? filter.Before) is { } cursor ? order.Beyond(rows, cursor, descending) : rows;
        return rest is null ? null : order.Sort(rest, descending).Take(size + 1);
    }
}
