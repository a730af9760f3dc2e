using OpsFlux.Kernel.Notifications;

namespace OpsFlux.Kernel.Sla.Steps;

/// <summary>What people can be told of agreements.</summary>
internal static class SlaNews
{
    public static readonly NewsKind Step = new("sla.clock.step_reached", NotificationCategory.Delay);
}
