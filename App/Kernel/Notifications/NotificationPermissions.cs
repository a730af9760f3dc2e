namespace OpsFlux.Kernel.Notifications;

/// <summary>What people are told belongs to no structure: both reach the whole organisation or nothing.</summary>
public static class NotificationPermissions
{
    /// <summary>To set the defaults of roles and the news that nobody can mute.</summary>
    public const string ManagePolicy = "notifications.manage.policy";

    /// <summary>To read who was told what, and who was not and why.</summary>
    public const string ViewLog = "notifications.view.log";
}
