namespace OpsFlux.Kernel.Notifications;

/// <summary>Marks the texts of notifications.</summary>
public sealed class NotificationText;
