using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Modules.Maintenance.Public;

namespace OpsFlux.Modules.Maintenance.Interventions.News;

/// <summary>Marks the texts of what is told of interventions.</summary>
public sealed class InterventionNewsText;

/// <summary>What people can be told of interventions. Texts: <c>News.{code}</c>.</summary>
public static class InterventionNews
{
    public static readonly NewsKind Assigned = new("maintenance.intervention.assigned", NotificationCategory.Assignment);
    public static readonly NewsKind Near = new("maintenance.intervention.near", NotificationCategory.Reminder);
    public static readonly NewsKind Delayed = new("maintenance.intervention.delayed", NotificationCategory.Delay);
    public static readonly NewsKind Closed = new("maintenance.intervention.closed", NotificationCategory.Closing);
    public static readonly NewsKind Progressed = new("maintenance.intervention.progressed", NotificationCategory.Update);
    public static readonly NewsKind Commented = new("maintenance.intervention.commented", NotificationCategory.Comment);
    public static readonly NewsKind Mentioned = new("maintenance.intervention.mentioned", NotificationCategory.Mention);

    public static readonly NewsKind[] All = [Assigned, Near, Delayed, Closed, Progressed, Commented, Mentioned];
}

internal static class NewsDeclaration
{
    /// <summary>Who is told of what on an intervention, and the job that reminds of plans.</summary>
    public static ModuleBuilder AddInterventionNews(this ModuleBuilder module) => module
        .Texts<InterventionNewsText>()
        .News(InterventionNews.All)
        .Setting(TellOfPlans.Hours)
        .Job<TellOfPlans>("maintenance.tell-of-plans", "0 */5 * * * ?")
        .On<InterventionAssigned, TellAboutIntervention>()
        .On<InterventionMoved, TellAboutIntervention>()
        .On<InterventionCommented, TellAboutIntervention>()
        .On<InterventionNear, TellAboutIntervention>()
        .On<InterventionDelayed, TellAboutIntervention>();
}
