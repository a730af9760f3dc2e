using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Notifications.Rules;

namespace OpsFlux.Kernel.Notifications.Pages;

/// <summary>Why a channel does not reach somebody, and where he mends that.</summary>
/// <param name="Text">Resource key.</param>
/// <param name="Href">Null where he can do nothing himself.</param>
public sealed record ChannelNote(NotificationChannel Channel, string Text, string? Href = null, string? Action = null);

/// <summary>What the form of preferences offers: channels, what holds them up, what nobody can mute, and how the rule would decide.</summary>
/// <param name="Facts">Of the person; for a role, of somebody whom every channel reaches.</param>
public sealed record PreferenceOffer(ChannelSet Offered, TimeSpan Window, RecipientFacts Facts, IReadOnlyList<NewsKind> Forced, bool IsForRole)
{
    private static readonly NotificationChannel[] Personal = [NotificationChannel.InApp, NotificationChannel.Mail, NotificationChannel.Sms, NotificationChannel.Push];

    /// <summary>Columns of the table: those that the organisation has.</summary>
    public IReadOnlyList<NotificationChannel> Channels { get; } = [.. Personal.Where(c => Offered.Has(c))];

    public IEnumerable<ChannelNote> Notes
    {
        get
        {
            foreach (var absent in Personal.Where(c => !Offered.Has(c))) yield return new(absent, "NotificationPreferences.Absent");
            if (IsForRole) yield break;
            if (Offered.Has(NotificationChannel.Mail) && !Facts.HasMailAddress) yield return new(NotificationChannel.Mail, "NotificationPreferences.NoAddress");
            else if (Offered.Has(NotificationChannel.Mail) && Facts.MailRefused) yield return new(NotificationChannel.Mail, "NotificationPreferences.AddressRefused");
            if (Offered.Has(NotificationChannel.Sms) && !Facts.HasNumber) yield return new(NotificationChannel.Sms, "NotificationPreferences.NoNumber", "/profile/security", "NotificationPreferences.AddNumber");
            if (Offered.Has(NotificationChannel.Push) && Facts.Devices.Count == 0) yield return new(NotificationChannel.Push, "NotificationPreferences.NoDevice", "/profile/push", "NotificationPreferences.AddDevice");
        }
    }

    /// <summary>For a role: what is said of its holders is said of somebody with address, number and a device.</summary>
    public static PreferenceOffer OfRole(ChannelSet offered, TimeSpan window, TimeZoneInfo zone, IReadOnlyList<NewsKind> forced) =>
        new(offered, window, new(NotificationPreferences.Standard, zone) { HasNumber = true, Devices = [Guid.Empty] }, forced, IsForRole: true);
}
