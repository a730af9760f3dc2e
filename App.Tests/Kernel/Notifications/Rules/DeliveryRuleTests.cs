using System.Globalization;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Notifications.Rules;
using Xunit;

namespace OpsFlux.Tests.Kernel.Notifications.Rules;

/// <summary>
/// The ladder of cases: who has chosen what, what happens when, and what arrives by which channel at what time or why it does
/// not. Times are Paris's; the day is a Friday.
/// </summary>
public sealed class DeliveryRuleTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
    private static readonly Guid Phone = new("01980000-0000-7000-8000-0000000000aa");

    public static TheoryData<string, string, string, string> Ladder => new()
    {
        // Preferences | category, priority, flags | at | what arrives
        { "", "Update 1", "10:00", "InApp 10:00, Mail 10:02 Window, Push 10:00" },
        { "", "Update 0", "10:00", "InApp 10:00, Mail 10:02 Window, Push 10:00" },
        { "", "Update 2", "10:00", "InApp 10:00, Mail 10:02 Window, Push 10:00" },
        { "", "Alert 3", "10:00", "InApp 10:00, Mail 10:00, Sms 10:00, Push 10:00" },
        { "", "Update 1", "23:00", "InApp 23:00, Mail 23:02 Window, Push 23:00" },

        { "quiet", "Update 1", "23:00", "InApp +1 08:00 QuietHours, Mail +1 08:00 QuietHours, Push +1 08:00 QuietHours" },
        { "quiet", "Update 2", "23:00", "InApp +1 08:00 QuietHours, Mail +1 08:00 QuietHours, Push +1 08:00 QuietHours" },
        { "quiet", "Alert 3", "23:00", "InApp 23:00, Mail 23:00, Sms 23:00, Push 23:00" },
        { "quiet", "Update 1", "03:30", "InApp 08:00 QuietHours, Mail 08:00 QuietHours, Push 08:00 QuietHours" },
        { "quiet", "Update 1", "22:00", "InApp +1 08:00 QuietHours, Mail +1 08:00 QuietHours, Push +1 08:00 QuietHours" },
        { "quiet", "Update 1", "08:00", "InApp 08:00, Mail 08:02 Window, Push 08:00" },
        { "quiet", "Update 1", "21:59", "InApp 21:59, Mail +1 08:00 QuietHours, Push 21:59" },
        { "quiet", "Update 1 forced", "23:00", "InApp +1 08:00 QuietHours, Mail +1 08:00 QuietHours, Push +1 08:00 QuietHours" },
        { "quiet 12:00-13:00", "Update 1", "12:30", "InApp 13:00 QuietHours, Mail 13:00 QuietHours, Push 13:00 QuietHours" },
        { "quiet 12:00-13:00", "Update 1", "23:00", "InApp 23:00, Mail 23:02 Window, Push 23:00" },

        { "muted:Update", "Update 1", "10:00", "Muted" },
        { "muted:Update", "Update 3", "10:00", "Muted" },
        { "muted:Update", "Update 1 forced", "10:00", "InApp 10:00, Mail 10:02 Window, Push 10:00" },
        { "muted:Update", "Comment 1", "10:00", "InApp 10:00, Mail 10:02 Window, Push 10:00" },

        { "least:1", "Update 0", "10:00", "BelowPriority" },
        { "least:2", "Update 1", "10:00", "BelowPriority" },
        { "least:2", "Update 2", "10:00", "InApp 10:00, Mail 10:02 Window, Push 10:00" },
        { "least:3", "Update 2", "10:00", "BelowPriority" },
        { "least:3", "Alert 3", "10:00", "InApp 10:00, Mail 10:00, Sms 10:00, Push 10:00" },
        { "least:3", "Alert 1 forced", "10:00", "InApp 10:00, Mail 10:02 Window, Push 10:00" },

        { "daily", "Update 1", "10:00", "InApp 10:00, Mail +1 08:00 Digest, Push 10:00" },
        { "daily", "Update 1", "07:59", "InApp 07:59, Mail 08:00 Digest, Push 07:59" },
        { "daily", "Update 1", "08:00", "InApp 08:00, Mail +1 08:00 Digest, Push 08:00" },
        { "daily", "Alert 3", "10:00", "InApp 10:00, Mail 10:00, Sms 10:00, Push 10:00" },
        { "daily", "Update 1 forced", "10:00", "InApp 10:00, Mail 10:02 Window, Push 10:00" },
        { "weekly", "Update 1", "10:00", "InApp 10:00, Mail +3 08:00 Digest, Push 10:00" },
        { "daily quiet", "Update 1", "23:00", "InApp +1 08:00 QuietHours, Mail +1 08:00 Digest, Push +1 08:00 QuietHours" },
        { "daily@06:00 quiet", "Update 1", "23:00", "InApp +1 08:00 QuietHours, Mail +1 08:00 Digest, Push +1 08:00 QuietHours" },

        { "daily@23:00 quiet", "Update 1", "23:30", "InApp +1 08:00 QuietHours, Mail +1 08:00 Digest, Push +1 08:00 QuietHours" },
        { "daily@23:00 quiet", "Update 1", "10:00", "InApp 10:00, Mail +1 08:00 Digest, Push 10:00" },

        { "Update:InApp", "Update 1", "10:00", "InApp 10:00, Mail ChannelOff" },
        { "Update:InApp", "Update 1 forced", "10:00", "InApp 10:00, Mail 10:02 Window" },
        { "Update:Mail", "Update 1", "10:00", "InApp ChannelOff, Mail 10:02 Window" },
        { "Update:None", "Update 1", "10:00", "InApp ChannelOff, Mail ChannelOff" },
        { "Alert:InApp,Mail", "Alert 3", "10:00", "InApp 10:00, Mail 10:00" },

        { "no-address", "Update 1", "10:00", "InApp 10:00, Mail NoAddress, Push 10:00" },
        { "refused", "Update 1", "10:00", "InApp 10:00, Mail AddressRefused, Push 10:00" },
        { "no-number", "Alert 3", "10:00", "InApp 10:00, Mail 10:00, Sms NoAddress, Push 10:00" },
        { "no-device", "Update 1", "10:00", "InApp 10:00, Mail 10:02 Window" },
        { "nothing-offered", "Alert 3", "10:00", "InApp 10:00" },
        { "log", "Update 1", "10:00", "InApp 10:00, Log 10:00" },
        { "no-window", "Update 1", "10:00", "InApp 10:00, Mail 10:00, Push 10:00" },
        { "long-window", "Update 1", "10:00", "InApp 10:00, Mail 10:10 Window, Push 10:00" },
        { "long-window", "Update 2", "10:00", "InApp 10:00, Mail 10:03 Window, Push 10:00" },
        { "Update:None", "Update 1 in-app-only", "10:00", "InApp 10:00" },
        { "quiet muted:Alert", "Alert 3 in-app-only forced", "23:00", "InApp 23:00" },
    };

    [Theory]
    [MemberData(nameof(Ladder))]
    public void Each_case_arrives_when_and_how_it_should(string chosen, string news, string at, string expected)
    {
        var (facts, who) = (FactsOf(news), WhoOf(chosen));
        var now = At(0, at);

        var arrived = DeliveryRule.SilenceOf(facts, who.Preferences) is { } silence
            ? $"{silence}"
            : string.Join(", ", DeliveryRule.Plan(facts, who, OfferedOf(chosen), WindowOf(chosen), now).Select(Said));

        Assert.Equal(expected, arrived);
    }

    [Fact]
    public void Where_the_clocks_change_the_night_ends_at_the_same_local_hour()
    {
        var quiet = new NotificationPreferences { QuietHours = true };
        var (spring, autumn) = (new DateTimeOffset(2026, 3, 28, 22, 30, 0, TimeSpan.FromHours(1)), new DateTimeOffset(2026, 10, 24, 22, 30, 0, TimeSpan.FromHours(2)));

        Assert.Equal(new DateTimeOffset(2026, 3, 29, 8, 0, 0, TimeSpan.FromHours(2)), WaitingTimes.QuietUntil(quiet, spring, Paris));
        Assert.Equal(new DateTimeOffset(2026, 10, 25, 8, 0, 0, TimeSpan.FromHours(1)), WaitingTimes.QuietUntil(quiet, autumn, Paris));
    }

    [Fact]
    public void A_time_that_does_not_exist_or_exists_twice_still_ends()
    {
        var until = new NotificationPreferences { QuietHours = true, QuietFrom = new(22, 0), QuietTo = new(2, 30) };

        Assert.Equal(new DateTimeOffset(2026, 3, 29, 3, 0, 0, TimeSpan.FromHours(2)), WaitingTimes.QuietUntil(until, new(2026, 3, 29, 1, 0, 0, TimeSpan.FromHours(1)), Paris));
        Assert.Equal(new DateTimeOffset(2026, 10, 25, 2, 30, 0, TimeSpan.FromHours(2)), WaitingTimes.QuietUntil(until, new(2026, 10, 25, 1, 0, 0, TimeSpan.FromHours(2)), Paris));
        Assert.Null(WaitingTimes.QuietUntil(until, new(2026, 10, 25, 2, 15, 0, TimeSpan.FromHours(1)), Paris));    // the hour a second time: the night is over
    }

    [Fact]
    public void Of_several_roles_whatever_one_lets_through_comes_through()
    {
        var strict = new NotificationPreferences { Muted = [NotificationCategory.Update, NotificationCategory.System], LeastPriority = 2, QuietHours = true, Digest = DigestRhythm.Weekly, Channels = Only(NotificationCategory.Comment, ChannelSet.InApp) };
        var open = new NotificationPreferences { Muted = [NotificationCategory.System], LeastPriority = 1, Digest = DigestRhythm.Daily, Channels = Only(NotificationCategory.Comment, ChannelSet.Mail) };

        var both = NotificationPreferences.Widest([strict, open]);

        Assert.Equal([NotificationCategory.System], both.Muted);
        Assert.Equal((1, false, DigestRhythm.Daily, ChannelSet.InApp | ChannelSet.Mail), (both.LeastPriority, both.QuietHours, both.Digest, both.For(NotificationCategory.Comment)));
        Assert.Equal(ChannelSet.Personal, NotificationPreferences.Widest([]).For(NotificationCategory.Alert));
    }

    private static Dictionary<NotificationCategory, ChannelSet> Only(NotificationCategory category, ChannelSet channels) => new() { [category] = channels };

    private static DateTimeOffset At(int day, string time)
    {
        var local = new DateOnly(2026, 11, 20).AddDays(day).ToDateTime(TimeOnly.Parse(time, CultureInfo.InvariantCulture));
        return new(local, Paris.GetUtcOffset(local));
    }

    private static string Said(PlannedDelivery planned)
    {
        if (planned.Silence is { } silence) return $"{planned.Channel} {silence}";
        var local = TimeZoneInfo.ConvertTime(planned.DueAt, Paris);
        var day = (local.Date - new DateTime(2026, 11, 20)).Days;
        return $"{planned.Channel} {(day > 0 ? $"+{day} " : "")}{local:HH:mm}{(planned.Hold is Hold.None ? "" : $" {planned.Hold}")}";
    }

    private static NewsFacts FactsOf(string news)
    {
        var words = news.Split(' ');
        return new(Enum.Parse<NotificationCategory>(words[0]), int.Parse(words[1], CultureInfo.InvariantCulture), words.Contains("forced"), words.Contains("in-app-only"));
    }

    private static ChannelSet OfferedOf(string chosen) => chosen switch
    {
        "nothing-offered" => ChannelSet.InApp,
        "log" => ChannelSet.InApp | ChannelSet.Log,
        _ => ChannelSet.Personal,
    };

    private static TimeSpan WindowOf(string chosen) => TimeSpan.FromMinutes(chosen switch { "no-window" => 0, "long-window" => 10, _ => 2 });

    private static RecipientFacts WhoOf(string chosen)
    {
        var preferences = new NotificationPreferences();
        foreach (var word in chosen.Split(' ')) preferences = With(preferences, word);
        return new(preferences, Paris)
        {
            HasMailAddress = chosen != "no-address", MailRefused = chosen == "refused", HasNumber = chosen != "no-number", Devices = chosen == "no-device" ? [] : [Phone],
        };
    }

    private static NotificationPreferences With(NotificationPreferences preferences, string word)
    {
        if (word.Split(':') is [var name, var value] && Enum.TryParse<NotificationCategory>(name, out var category)) return preferences with { Channels = Only(category, Enum.Parse<ChannelSet>(value)) };
        if (word.StartsWith("muted:", StringComparison.Ordinal)) return preferences with { Muted = [Enum.Parse<NotificationCategory>(word[6..])] };
        if (word.StartsWith("least:", StringComparison.Ordinal)) return preferences with { LeastPriority = word[^1] - '0' };
        if (word.StartsWith("daily@", StringComparison.Ordinal)) return preferences with { Digest = DigestRhythm.Daily, DigestAt = TimeOnly.Parse(word[6..], CultureInfo.InvariantCulture) };
        if (word.Split('-') is [var from, var to] && TimeOnly.TryParse(from, CultureInfo.InvariantCulture, out var begins)) return preferences with { QuietFrom = begins, QuietTo = TimeOnly.Parse(to, CultureInfo.InvariantCulture) };
        return word switch
        {
            "quiet" => preferences with { QuietHours = true },
            "daily" => preferences with { Digest = DigestRhythm.Daily },
            "weekly" => preferences with { Digest = DigestRhythm.Weekly },
            _ => preferences,
        };
    }
}
