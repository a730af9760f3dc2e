using OpsFlux.Kernel.Notifications.Preferences;

namespace OpsFlux.Kernel.Notifications.Rules;

/// <summary>What the rule has to know of a message.</summary>
/// <param name="Priority">0 low, 1 normal, 2 high, 3 urgent.</param>
/// <param name="IsForced">Told whatever the person muted.</param>
/// <param name="InAppOnly">Never by another channel, such as the news that mail does not leave.</param>
public sealed record NewsFacts(NotificationCategory Category, int Priority, bool IsForced = false, bool InAppOnly = false)
{
    public bool IsUrgent => Priority >= NotificationPreferences.Urgent;
}

/// <summary>What the rule has to know of a person.</summary>
public sealed record RecipientFacts(NotificationPreferences Preferences, TimeZoneInfo Zone)
{
    public bool HasMailAddress { get; init; } = true;

    /// <summary>The address refused a mail for good and nobody has mended that yet.</summary>
    public bool MailRefused { get; init; }

    /// <summary>A confirmed mobile number.</summary>
    public bool HasNumber { get; init; }

    /// <summary>Registered browsers and phones.</summary>
    public IReadOnlyList<Guid> Devices { get; init; } = [];
}

/// <summary>One delivery to come, or the reason why there is none.</summary>
/// <param name="DueAt">Meaningless where it is silent.</param>
/// <param name="TargetId">The registered browser, for push.</param>
public sealed record PlannedDelivery(NotificationChannel Channel, DateTimeOffset DueAt, Hold Hold = Hold.None, Silence? Silence = null, Guid? TargetId = null);

/// <summary>
/// Who is told what, when and how: one pure rule. Urgent news waits for nothing. The person's preferences come first, then
/// what the channels can do, then the hours.
/// </summary>
public static class DeliveryRule
{
    /// <summary>Longest wait of what has high priority, so that it leaves within its five minutes.</summary>
    private static readonly TimeSpan LongestHighWindow = TimeSpan.FromMinutes(3);

    /// <summary>Null: he is told; else why not at all.</summary>
    public static Silence? SilenceOf(NewsFacts news, NotificationPreferences preferences)
    {
        if (news.IsForced) return null;
        if (preferences.Muted.Contains(news.Category)) return Silence.Muted;
        return news.Priority < preferences.LeastPriority ? Silence.BelowPriority : null;
    }

    /// <param name="offered">Channels that the organisation has set up.</param>
    /// <param name="window">How long changes of one record are gathered into one mail.</param>
    public static IReadOnlyList<PlannedDelivery> Plan(NewsFacts news, RecipientFacts who, ChannelSet offered, TimeSpan window, DateTimeOffset now)
    {
        var chosen = who.Preferences.For(news.Category);
        if (news.IsForced) chosen |= ChannelSet.InApp | ChannelSet.Mail;
        if (news.InAppOnly) return [InApp(chosen | ChannelSet.InApp, news, who, now)];

        List<PlannedDelivery> plan = [InApp(chosen, news, who, now)];
        if (offered.Has(NotificationChannel.Mail)) plan.Add(Mail(chosen, news, who, window, now));
        if (offered.Has(NotificationChannel.Sms) && news.IsUrgent && chosen.Has(NotificationChannel.Sms))
            plan.Add(new(NotificationChannel.Sms, now, Silence: who.HasNumber ? null : Silence.NoAddress));
        if (offered.Has(NotificationChannel.Push) && chosen.Has(NotificationChannel.Push))
            plan.AddRange(who.Devices.Select(device => AfterQuiet(NotificationChannel.Push, news, who, now) with { TargetId = device }));
        if (offered.Has(NotificationChannel.Log)) plan.Add(new(NotificationChannel.Log, now));
        return plan;
    }

    private static PlannedDelivery InApp(ChannelSet chosen, NewsFacts news, RecipientFacts who, DateTimeOffset now) => chosen.Has(NotificationChannel.InApp)
        ? AfterQuiet(NotificationChannel.InApp, news, who, now)
        : new(NotificationChannel.InApp, now, Silence: Silence.ChannelOff);

    private static PlannedDelivery Mail(ChannelSet chosen, NewsFacts news, RecipientFacts who, TimeSpan window, DateTimeOffset now)
    {
        const NotificationChannel mail = NotificationChannel.Mail;
        if (!chosen.Has(mail)) return new(mail, now, Silence: Silence.ChannelOff);
        if (!who.HasMailAddress) return new(mail, now, Silence: Silence.NoAddress);
        if (who.MailRefused) return new(mail, now, Silence: Silence.AddressRefused);
        if (news.IsUrgent) return new(mail, now);
        if (who.Preferences.Digest is not DigestRhythm.Never && !news.IsForced) return new(mail, WaitingTimes.NextDigest(who.Preferences, now, who.Zone), Hold.Digest);

        var gathered = news.Priority >= 2 && window > LongestHighWindow ? LongestHighWindow : window;
        var planned = AfterQuiet(mail, news, who, now + gathered);
        return planned.Hold is Hold.None && gathered > TimeSpan.Zero ? planned with { Hold = Hold.Window } : planned;
    }

    private static PlannedDelivery AfterQuiet(NotificationChannel channel, NewsFacts news, RecipientFacts who, DateTimeOffset at) =>
        !news.IsUrgent && WaitingTimes.QuietUntil(who.Preferences, at, who.Zone) is { } until ? new(channel, until, Hold.QuietHours) : new(channel, at);
}
