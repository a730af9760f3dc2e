using System.Globalization;

namespace OpsFlux.Kernel.Calendars.Holidays;

/// <summary>The years of the Hijra as the Umm al-Qura calendar counts them: known from 1318 to 1500 (1900 to 2077).</summary>
internal static class LunarYear
{
    private static readonly UmAlQuraCalendar Calendar = new();

    /// <summary>Those that have a day in the civil year, and their neighbours: a confirmed feast may cross a new year.</summary>
    public static IEnumerable<int> Around(int year)
    {
        var (first, last) = (OfDay(new(year, 1, 1)) - 1, OfDay(new(year, 12, 31)) + 1);
        return Enumerable.Range(first, last - first + 1).Where(IsKnown);
    }

    public static DateOnly DateOf(int lunarYear, int month, int day) => DateOnly.FromDateTime(Calendar.ToDateTime(lunarYear, month, day, 0, 0, 0, 0));

    /// <summary>Lunar years whose days fall into the civil years from one to the other.</summary>
    public static IEnumerable<int> Between(int firstYear, int lastYear)
    {
        var (first, last) = (OfDay(new(firstYear, 1, 1)), OfDay(new(lastYear, 12, 31)));
        return Enumerable.Range(first, last - first + 1).Where(IsKnown);
    }

    private static int OfDay(DateTime day) => Calendar.GetYear(Clamp(day));

    private static bool IsKnown(int lunarYear) => lunarYear >= Calendar.GetYear(Calendar.MinSupportedDateTime) && lunarYear < Calendar.GetYear(Calendar.MaxSupportedDateTime);

    private static DateTime Clamp(DateTime day) =>
        day < Calendar.MinSupportedDateTime ? Calendar.MinSupportedDateTime : day > Calendar.MaxSupportedDateTime ? Calendar.MaxSupportedDateTime : day;
}
