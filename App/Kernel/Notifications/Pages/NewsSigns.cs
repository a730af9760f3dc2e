namespace OpsFlux.Kernel.Notifications.Pages;

/// <summary>How a notification's category and priority look, beside their words.</summary>
internal static class NewsSigns
{
    /// <summary>Least to most important, as preferences number them.</summary>
    public const int Normal = 1, High = 2, Urgent = 3;

    public static string IconOf(NotificationCategory category) => category switch
    {
        NotificationCategory.Comment => "comment",
        NotificationCategory.Mention => "at",
        NotificationCategory.Update => "edit",
        NotificationCategory.Assignment => "user",
        NotificationCategory.Closing => "check",
        NotificationCategory.Reminder => "cal",
        NotificationCategory.Delay => "clock",
        NotificationCategory.Incident => "alert",
        NotificationCategory.Alert => "shield",
        _ => "gear",
    };

    /// <summary>Of a <c>PriorityMark</c>; null for what is as usual: a mark on every line would mark none.</summary>
    public static int? LevelOf(int priority) => priority switch
    {
        >= Urgent => 1,
        High => 2,
        _ => null,
    };
}
