using OpsFlux.Kernel.Notifications;

namespace OpsFlux.Modules.Tickets.News;

/// <summary>What people can be told of tickets. Texts: <c>News.{code}</c>.</summary>
public static class TicketNews
{
    public static readonly NewsKind Assigned = new("tickets.ticket.assigned", NotificationCategory.Assignment);
    public static readonly NewsKind Progressed = new("tickets.ticket.progressed", NotificationCategory.Update);
    public static readonly NewsKind Asked = new("tickets.ticket.asked", NotificationCategory.Update);
    public static readonly NewsKind Closed = new("tickets.ticket.closed", NotificationCategory.Closing);
    public static readonly NewsKind Reopened = new("tickets.ticket.reopened", NotificationCategory.Update);
    public static readonly NewsKind Commented = new("tickets.ticket.commented", NotificationCategory.Comment);
    public static readonly NewsKind Mentioned = new("tickets.ticket.mentioned", NotificationCategory.Mention);
    public static readonly NewsKind Rated = new("tickets.ticket.rated", NotificationCategory.Update);
    public static readonly NewsKind Merged = new("tickets.ticket.merged", NotificationCategory.Update);

    public static readonly NewsKind Opened = new("tickets.ticket.opened", NotificationCategory.Update);

    /// <summary>A ticket that a saved view shows now and did not before.</summary>
    public static readonly NewsKind Entered = new("tickets.view.entered", NotificationCategory.Update);

    public static readonly NewsKind[] All = [Opened, Entered, Assigned, Progressed, Asked, Closed, Reopened, Commented, Mentioned, Rated, Merged];
}
