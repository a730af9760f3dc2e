using System.ComponentModel.DataAnnotations;

namespace OpsFlux.Kernel.Notifications.Preferences;

/// <summary>How somebody wants to be told, as a form. Codes: unknown-value, notifications.same-hours.</summary>
public sealed class PreferencesRequest : IValidatableObject
{
    public const string SameHours = "notifications.same-hours";

    /// <summary>Every category.</summary>
    public Dictionary<NotificationCategory, ChannelSet> Channels { get; set; } = [];
    public List<NotificationCategory> Muted { get; set; } = [];

    /// <summary>0 all, 1 normal, 2 high, 3 urgent.</summary>
    public int LeastPriority { get; set; }
    public bool QuietHours { get; set; }
    public TimeOnly QuietFrom { get; set; }
    public TimeOnly QuietTo { get; set; }
    public DigestRhythm Digest { get; set; }
    public TimeOnly DigestAt { get; set; }
    public DayOfWeek DigestDay { get; set; }

    /// <summary>Of the row that was read; 0: there was none.</summary>
    public long Version { get; set; }

    public static PreferencesRequest Of(NotificationPreferences preferences, long version) => new()
    {
        Channels = Enum.GetValues<NotificationCategory>().ToDictionary(c => c, preferences.For),
        Muted = [.. preferences.Muted],
        LeastPriority = preferences.LeastPriority,
        QuietHours = preferences.QuietHours,
        QuietFrom = preferences.QuietFrom,
        QuietTo = preferences.QuietTo,
        Digest = preferences.Digest,
        DigestAt = preferences.DigestAt,
        DigestDay = preferences.DigestDay,
        Version = version,
    };

    public NotificationPreferences ToPreferences() => new()
    {
        Channels = Channels.ToDictionary(c => c.Key, c => c.Value & ChannelSet.Personal),
        Muted = [.. Muted.Distinct().Order()],
        LeastPriority = LeastPriority,
        QuietHours = QuietHours,
        QuietFrom = QuietFrom,
        QuietTo = QuietTo,
        Digest = Digest,
        DigestAt = DigestAt,
        DigestDay = DigestDay,
    };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Channels.Keys.Any(c => !Enum.IsDefined(c)) || Channels.Values.Any(c => (c & ~ChannelSet.Personal) != 0)) yield return new("unknown-value", [nameof(Channels)]);
        if (Muted.Any(c => !Enum.IsDefined(c))) yield return new("unknown-value", [nameof(Muted)]);
        if (LeastPriority is < NotificationPreferences.All or > NotificationPreferences.Urgent) yield return new("unknown-value", [nameof(LeastPriority)]);
        if (!Enum.IsDefined(Digest)) yield return new("unknown-value", [nameof(Digest)]);
        if (!Enum.IsDefined(DigestDay)) yield return new("unknown-value", [nameof(DigestDay)]);
        if (QuietHours && QuietFrom == QuietTo) yield return new(SameHours, [nameof(QuietTo)]);
    }
}
