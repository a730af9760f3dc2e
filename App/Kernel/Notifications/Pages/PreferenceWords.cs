using System.Globalization;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Notifications.Rules;

namespace OpsFlux.Kernel.Notifications.Pages;

/// <summary>Says in sentences what preferences come to.</summary>
internal sealed class PreferenceWords(TextCatalog texts, TimeZoneInfo zone, DateTimeOffset now)
{
    /// <summary>When quiet hours hold next; null where they are off or say nothing.</summary>
    public string? Quiet(NotificationPreferences preferences)
    {
        if (WaitingTimes.NextQuiet(preferences, now, zone) is not { } next) return null;
        return next.From == now
            ? texts.Format("NotificationPreferences.QuietNow", Moment(next.To))
            : texts.Format("NotificationPreferences.QuietNext", Moment(next.From), Time(next.To));
    }

    /// <summary>When the next digest comes; null without one.</summary>
    public string? Digest(NotificationPreferences preferences) => preferences.Digest is DigestRhythm.Never
        ? null
        : texts.Format("NotificationPreferences.DigestNext", Moment(WaitingTimes.NextDigest(preferences, now, zone)));

    /// <summary>Such as "Une affectation urgente à 23:00 : tout de suite dans l’application et par courriel."</summary>
    public string Of(Forecast forecast)
    {
        var what = texts.Format($"Forecast.{forecast.Code}", Time(forecast.At));
        if (forecast.Silence is { } silence) return texts.Format("Forecast.Sentence", what, texts.Format("Forecast.Nothing", texts.Of(silence)));
        if (forecast.Ways.Count == 0) return texts.Format("Forecast.Sentence", what, texts["Forecast.NoChannel"]);
        return texts.Format("Forecast.Sentence", what, string.Join(texts["Forecast.Then"], forecast.Ways.Select(w => texts.Format("Forecast.Way", When(w, forecast.At), Joined(w.Channels)))));
    }

    private string When(ForecastWay way, DateTimeOffset at) => way switch
    {
        { Hold: Hold.Digest } => texts.Format("Forecast.Digest", DayAndTime(way.DueAt)),
        _ when way.DueAt <= at => texts["Forecast.AtOnce"],
        { Hold: Hold.Window } => texts.Format("Forecast.Within", (int)Math.Ceiling((way.DueAt - at).TotalMinutes)),
        _ => texts.Format("Forecast.At", Time(way.DueAt)),
    };

    private string Joined(IReadOnlyList<NotificationChannel> channels)
    {
        var words = channels.Select(c => texts[$"Forecast.By.{c}"]).ToList();
        return words.Count == 1 ? words[0] : texts.Format("Forecast.And", string.Join(", ", words.SkipLast(1)), words[^1]);
    }

    private string Time(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("t", CultureInfo.CurrentCulture);

    private string DayAndTime(DateTimeOffset at) => $"{TimeZoneInfo.ConvertTime(at, zone).ToString("dddd", CultureInfo.CurrentCulture)} {Time(at)}";

    /// <summary>"aujourd’hui 22:00", "demain 08:00", "lundi 23 novembre 08:00".</summary>
    private string Moment(DateTimeOffset at)
    {
        var (day, today) = (DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime), DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime));
        if (day == today) return texts.Format("Instant.Today", Time(at));
        return day == today.AddDays(1) ? texts.Format("Instant.Tomorrow", Time(at)) : $"{day.ToString(texts["NewsDay.Pattern"], CultureInfo.CurrentCulture)} {Time(at)}";
    }
}
