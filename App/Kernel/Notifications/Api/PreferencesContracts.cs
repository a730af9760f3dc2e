using System.ComponentModel;
using OpsFlux.Kernel.Notifications.Preferences;

namespace OpsFlux.Kernel.Notifications.Api;

/// <summary>What can be changed of how somebody is told; every field is optional.</summary>
public sealed class PreferencesPatch
{
    [Description("The channels of each category; a category that is absent uses every channel.")]
    public IReadOnlyList<CategoryChannels> Channels { get; set; } = [];

    [Description("Categories that are not told at all, but for what nobody can mute.")]
    public IReadOnlyList<NotificationCategory> Muted { get; set; } = [];

    [Description("What matters less is not told.")]
    public NewsPriority LeastPriority { get; set; }

    [Description("Whether what is not urgent waits for the end of the quiet hours.")]
    public bool QuietHours { get; set; }

    [Description("When they begin, in the zone of the person.")]
    public TimeOnly QuietFrom { get; set; }

    [Description("When they end, in the zone of the person.")]
    public TimeOnly QuietTo { get; set; }

    [Description("How often mails that are not urgent come together in one.")]
    public DigestRhythm Digest { get; set; }

    [Description("At what time of the day that one leaves, in the zone of the person.")]
    public TimeOnly DigestAt { get; set; }

    [Description("On which day, where it is weekly.")]
    public DayOfWeek DigestDay { get; set; }
}

/// <summary>The channels of one category.</summary>
public sealed class CategoryChannels
{
    [Description("The category.")]
    public required NotificationCategory Category { get; init; }

    [Description("By which channels it is told: inApp, mail, sms, push.")]
    public required IReadOnlyList<NotificationChannel> Channels { get; init; }
}

/// <summary>How somebody is told, and what that can rest on.</summary>
public sealed record PreferencesResource(
    [property: Description("What can be changed.")] PreferencesPatch Preferences,
    [property: Description("False: nothing was chosen, and the defaults of the person's roles count.")] bool IsOwn,
    [property: Description("Channels that the organisation has set up.")] IReadOnlyList<NotificationChannel> Offered,
    [property: Description("Where mails go; null where no address is known.")] string? MailAddress,
    [property: Description("Whether a confirmed number for short messages is known.")] bool HasNumber);
