using OpsFlux.Kernel.Lists;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Data;

/// <summary>What a list of interventions can be sorted by: a key for each, with an index behind it.</summary>
internal static class InterventionOrders
{
    private static readonly ListOrder<Intervention>
        Opened = ListOrder.By<Intervention, DateTimeOffset>(i => i.OpenedAt, c => c.Instant),
        Planned = ListOrder.By<Intervention, DateTimeOffset>(i => i.PlannedAt!.Value, c => c.Instant),   // those without a plan are left out of the order
        Urgent = ListOrder.By<Intervention, InterventionPriority>(i => i.Priority, c => c.WholeNumber is { } key && Enum.IsDefined((InterventionPriority)key) ? (InterventionPriority)key : null),
        Numbered = ListOrder.ByText<Intervention>(i => i.Number);

    public static ListOrder<Intervention> Of(InterventionSort sort) => sort switch
    {
        InterventionSort.Planned => Planned,
        InterventionSort.Priority => Urgent,
        InterventionSort.Number => Numbered,
        _ => Opened,
    };
}
