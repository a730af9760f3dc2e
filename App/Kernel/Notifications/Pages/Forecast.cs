using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Notifications.Rules;

namespace OpsFlux.Kernel.Notifications.Pages;

/// <summary>How one thing would be told.</summary>
/// <param name="Code">Of the example; texts <c>Forecast.{Code}</c>.</param>
/// <param name="Silence">Why not at all.</param>
/// <param name="Ways">By instant; empty where no channel is left.</param>
internal sealed record Forecast(string Code, DateTimeOffset At, Silence? Silence, IReadOnlyList<ForecastWay> Ways);

/// <summary>Channels that tell at the same instant.</summary>
internal sealed record ForecastWay(DateTimeOffset DueAt, Hold Hold, IReadOnlyList<NotificationChannel> Channels);

/// <summary>Examples of what preferences come to, decided by the very rule that decides when it happens.</summary>
internal static class Forecasts
{
    private static readonly (string Code, NotificationCategory Category, int Priority, TimeOnly At)[] Examples =
    [
        ("UrgentAtNight", NotificationCategory.Assignment, NewsSigns.Urgent, new(23, 0)),
        ("CommentAtNight", NotificationCategory.Comment, NewsSigns.Normal, new(23, 0)),
        ("UpdateAtTen", NotificationCategory.Update, NewsSigns.Normal, new(10, 0)),
    ];

    public static IEnumerable<Forecast> Of(NotificationPreferences preferences, PreferenceOffer offer, DateTimeOffset now)
    {
        var who = offer.Facts with { Preferences = preferences };
        foreach (var (code, category, priority, time) in Examples)
        {
            var at = Next(time, now, who.Zone);
            var news = new NewsFacts(category, priority);
            if (DeliveryRule.SilenceOf(news, preferences) is { } silence) yield return new(code, at, silence, []);
            else yield return new(code, at, null, [.. WaysOf(DeliveryRule.Plan(news, who, offer.Offered & ChannelSet.Personal, offer.Window, at))]);
        }
    }

    private static IEnumerable<ForecastWay> WaysOf(IEnumerable<PlannedDelivery> plan) => plan.Where(p => p.Silence is null)
        .GroupBy(p => (p.DueAt, p.Hold)).OrderBy(g => g.Key.DueAt).Select(g => new ForecastWay(g.Key.DueAt, g.Key.Hold, [.. g.Select(p => p.Channel).Distinct()]));

    private static DateTimeOffset Next(TimeOnly time, DateTimeOffset now, TimeZoneInfo zone)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var at = WaitingTimes.InstantOf(day, time, zone);
        return at > now ? at : WaitingTimes.InstantOf(day.AddDays(1), time, zone);
    }
}
