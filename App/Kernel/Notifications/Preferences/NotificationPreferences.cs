namespace OpsFlux.Kernel.Notifications.Preferences;

/// <summary>How often what is not urgent comes together in one mail. Texts: <c>DigestRhythm.{name}</c>.</summary>
public enum DigestRhythm
{
    Never,
    Daily,
    Weekly,
}

/// <summary>How somebody wants to be told: a value, stored whole. What is missing in a stored one has its default.</summary>
public sealed record NotificationPreferences
{
    public const int All = 0, Urgent = 3;

    public static readonly NotificationPreferences Standard = new();

    /// <summary>Categories without an entry use every channel.</summary>
    public IReadOnlyDictionary<NotificationCategory, ChannelSet> Channels { get; init; } = new Dictionary<NotificationCategory, ChannelSet>();

    public IReadOnlyList<NotificationCategory> Muted { get; init; } = [];

    /// <summary>0 all, 1 normal, 2 high, 3 urgent: what is lower is not told.</summary>
    public int LeastPriority { get; init; }

    /// <summary>Do not disturb: what is not urgent waits for the end of these hours, every night.</summary>
    public bool QuietHours { get; init; }

    /// <summary>In the person's zone. From and to the same: never quiet.</summary>
    public TimeOnly QuietFrom { get; init; } = new(22, 0);
    public TimeOnly QuietTo { get; init; } = new(8, 0);

    /// <summary>Of mails alone: in the application everything appears at once.</summary>
    public DigestRhythm Digest { get; init; }
    public TimeOnly DigestAt { get; init; } = new(8, 0);

    /// <summary>For a weekly one.</summary>
    public DayOfWeek DigestDay { get; init; } = DayOfWeek.Monday;

    public ChannelSet For(NotificationCategory category) => Channels.TryGetValue(category, out var chosen) ? chosen & ChannelSet.Personal : ChannelSet.Personal;

    /// <summary>Somebody would hear less of something, or later, than by <paramref name="before"/>.</summary>
    public bool TellsLessThan(NotificationPreferences before) =>
        Muted.Except(before.Muted).Any() || LeastPriority > before.LeastPriority || (QuietHours && !before.QuietHours) || Digest > before.Digest
        || Enum.GetValues<NotificationCategory>().Any(c => (before.For(c) & ~For(c)) != 0);

    /// <summary>
    /// What counts for somebody with several roles, each with a default of its own: whatever any of them lets through comes
    /// through. The hours are those of the first.
    /// </summary>
    public static NotificationPreferences Widest(IReadOnlyList<NotificationPreferences> of)
    {
        if (of.Count <= 1) return of.Count == 0 ? Standard : of[0];
        return of[0] with
        {
            Channels = Enum.GetValues<NotificationCategory>().ToDictionary(c => c, c => of.Aggregate(ChannelSet.None, (set, p) => set | p.For(c))),
            Muted = [.. of[0].Muted.Where(c => of.All(p => p.Muted.Contains(c)))],
            LeastPriority = of.Min(p => p.LeastPriority),
            QuietHours = of.All(p => p.QuietHours),
            Digest = of.Min(p => p.Digest),
        };
    }
}
