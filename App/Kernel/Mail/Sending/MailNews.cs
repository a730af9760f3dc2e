using OpsFlux.Kernel.Notifications;

namespace OpsFlux.Kernel.Mail.Sending;

/// <summary>What people can be told of mail.</summary>
internal static class MailNews
{
    public static readonly NewsKind Paused = new("kernel.mail.paused", NotificationCategory.Alert) { IsForced = true };
    public static readonly NewsKind Failed = new("kernel.mail.failed", NotificationCategory.Alert);
    public static readonly NewsKind AddressRefused = new("kernel.mail.address_refused", NotificationCategory.Alert) { IsForced = true };

    public static readonly NewsKind[] All = [Paused, Failed, AddressRefused];
}
