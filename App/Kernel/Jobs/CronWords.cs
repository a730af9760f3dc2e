using System.Globalization;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Jobs;

/// <summary>Says the usual schedules in words, in the reader's language; what is not usual is called so, and its next runs stand beside it.</summary>
public static class CronWords
{
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    /// <summary>"Tous les jours à 03:15", "Toutes les 5 minutes"… or "Horaire particulier".</summary>
    public static string Of(string cron, TextCatalog texts)
    {
        var parts = cron.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts is not [var seconds, var minutes, var hours, var day, var month, var weekday, ..] || parts is [_, _, _, _, _, _, not "*", ..] || month != "*") return texts["Cron.Special"];
        var everyDay = day is "*" or "?" && weekday is "*" or "?" && day != weekday;
        return (everyDay ? Often(seconds, minutes, hours, texts) : null) ?? At(seconds, minutes, hours, day, weekday, everyDay, texts) ?? texts["Cron.Special"];
    }

    private static string? Often(string seconds, string minutes, string hours, TextCatalog texts) => (Step(seconds), Step(minutes), Step(hours)) switch
    {
        ({ } n, 1, 1) => texts.Format("Cron.EverySeconds", n),
        (null, 1, 1) when seconds == "0" => texts["Cron.EveryMinute"],
        (null, { } n, 1) when seconds == "0" => texts.Format("Cron.EveryMinutes", n),
        (null, null, 1) when seconds == "0" && minutes == "0" => texts["Cron.HourlySharp"],
        (null, null, 1) when seconds == "0" && Number(minutes) is { } at => texts.Format("Cron.Hourly", at),
        (null, null, { } n) when seconds == "0" && minutes == "0" => texts.Format("Cron.EveryHours", n),
        _ => null,
    };

    private static string? At(string seconds, string minutes, string hours, string day, string weekday, bool everyDay, TextCatalog texts)
    {
        if (Number(seconds) is not 0 || Number(minutes) is not { } minute || Number(hours) is not { } hour || hour > 23 || minute > 59) return null;
        var time = new TimeOnly(hour, minute).ToString("t", CultureInfo.CurrentCulture);
        if (everyDay) return texts.Format("Cron.Daily", time);
        if (weekday is "?" or "*" && day == "1") return texts.Format("Cron.MonthStart", time);
        if (weekday is "?" or "*" && Number(day) is { } date) return texts.Format("Cron.Monthly", date, time);
        if (weekday is "?" or "*" && day == "L") return texts.Format("Cron.MonthEnd", time);
        if (day is not ("?" or "*")) return null;
        if (weekday is "MON-FRI" or "2-6") return texts.Format("Cron.Weekdays", time);
        var names = weekday.Split(',').Select(NameOf).ToArray();
        return names.Any(n => n is null) ? null : texts.Format("Cron.Weekly", string.Join(", ", names), time);
    }

    /// <summary>The n of "*/n" and "0/n", and 1 of "*".</summary>
    private static int? Step(string field) => field == "*" ? 1 : field.Split('/') is ["*" or "0", var step] ? Number(step) : null;

    private static int? Number(string field) => int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Quartz counts days from 1, which is Sunday.</summary>
    private static string? NameOf(string day)
    {
        var index = Number(day) is { } number ? number - 1 : Array.IndexOf(Days, day);
        return index is >= 0 and < 7 ? CultureInfo.CurrentCulture.DateTimeFormat.DayNames[index] : null;
    }
}
