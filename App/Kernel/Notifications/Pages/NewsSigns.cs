using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Web;

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

    /// <summary>Nothing for what is as usual: a mark on every line would mark none.</summary>
    public static MarkupString Priority(int priority, TextCatalog texts) => priority switch
    {
        >= Urgent => Marks.Priority(1, texts["NewsPriority.3"]),
        High => Marks.Priority(2, texts["NewsPriority.2"]),
        _ => default,
    };
}
