using System.Security.Cryptography;
using System.Text;
using OpsFlux.Kernel.Notifications;

namespace OpsFlux.Kernel.Mail.Sending;

/// <summary>What people can be told of mail.</summary>
internal static class MailNews
{
    public static readonly NewsKind Paused = new("kernel.mail.paused", NotificationCategory.Alert) { IsForced = true };
    public static readonly NewsKind Failed = new("kernel.mail.failed", NotificationCategory.Alert);
    public static readonly NewsKind AddressRefused = new("kernel.mail.address_refused", NotificationCategory.Alert) { IsForced = true };

    public static readonly NewsKind[] All = [Paused, Failed, AddressRefused];

    /// <summary>The same for the same words, so that what is told again after a process died is told once.</summary>
    public static Guid EventOf(string what, string which) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"mail {what} {which}")).AsSpan(0, 16));
}
