namespace OpsFlux.Kernel.Notifications.Rules;

/// <summary>Which of several changes of one record stands for the others: the more important, then the later.</summary>
internal static class Folding
{
    /// <summary>From what asks something of the reader to what merely informs him.</summary>
    private static readonly NotificationCategory[] Order =
    [
        NotificationCategory.Alert, NotificationCategory.Incident, NotificationCategory.Delay, NotificationCategory.Mention, NotificationCategory.Assignment,
        NotificationCategory.Reminder, NotificationCategory.Comment, NotificationCategory.Closing, NotificationCategory.Update, NotificationCategory.System,
    ];

    /// <summary>Higher stands for lower.</summary>
    public static int Rank(int priority, NotificationCategory category) => (priority * 100) + Order.Length - Array.IndexOf(Order, category);
}
