namespace OpsFlux.Kernel.Notifications.Pages;

/// <summary>Marks the texts of the pages of notifications.</summary>
public sealed class NotificationPagesText;
