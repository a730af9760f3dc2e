using System.Globalization;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Notifications.Pages;

/// <summary>What appeared on one day of the reader's.</summary>
internal sealed record NewsDay(DateOnly Day, string Title, IReadOnlyList<InboxItem> Items);

/// <summary>Cuts a list, newest first, into the reader's days.</summary>
internal static class NewsDays
{
    public static IReadOnlyList<NewsDay> Of(IEnumerable<InboxItem> items, ReaderZone zone, TextCatalog texts, DateTimeOffset now)
    {
        var today = DayOf(now, zone);
        return [.. items.GroupBy(i => DayOf(i.At, zone)).Select(g => new NewsDay(g.Key, TitleOf(g.Key, today, texts), [.. g]))];
    }

    private static DateOnly DayOf(DateTimeOffset at, ReaderZone zone) => DateOnly.FromDateTime(zone.ToLocal(at).DateTime);

    private static string TitleOf(DateOnly day, DateOnly today, TextCatalog texts)
    {
        if (day == today) return texts["NewsDay.Today"];
        if (day == today.AddDays(-1)) return texts["NewsDay.Yesterday"];
        var title = day.ToString(day.Year == today.Year ? texts["NewsDay.Pattern"] : texts["NewsDay.PatternWithYear"], CultureInfo.CurrentCulture);
        return $"{char.ToUpper(title[0], CultureInfo.CurrentCulture)}{title[1..]}";
    }
}
