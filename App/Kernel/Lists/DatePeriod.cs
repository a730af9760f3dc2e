using System.Globalization;

namespace OpsFlux.Kernel.Lists;

/// <summary>Stretches of days that a filter names instead of dates, so that a saved view moves with the calendar.</summary>
public enum DatePeriod
{
    Today,
    Yesterday,
    ThisWeek,
    LastWeek,
    Last7Days,
    ThisMonth,
    LastMonth,
    Last30Days,
    ThisYear,
    LastYear,
}

/// <summary>Days, both ends included.</summary>
public readonly record struct DaySpan(DateOnly From, DateOnly To)
{
    /// <summary>What the period is on that day. Weeks begin on Monday, in both languages.</summary>
    public static DaySpan Of(DatePeriod period, DateOnly today)
    {
        var week = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var month = new DateOnly(today.Year, today.Month, 1);
        var year = new DateOnly(today.Year, 1, 1);
        return period switch
        {
            DatePeriod.Today => new(today, today),
            DatePeriod.Yesterday => new(today.AddDays(-1), today.AddDays(-1)),
            DatePeriod.ThisWeek => new(week, week.AddDays(6)),
            DatePeriod.LastWeek => new(week.AddDays(-7), week.AddDays(-1)),
            DatePeriod.Last7Days => new(today.AddDays(-6), today),
            DatePeriod.ThisMonth => new(month, month.AddMonths(1).AddDays(-1)),
            DatePeriod.LastMonth => new(month.AddMonths(-1), month.AddDays(-1)),
            DatePeriod.Last30Days => new(today.AddDays(-29), today),
            DatePeriod.ThisYear => new(year, year.AddYears(1).AddDays(-1)),
            DatePeriod.LastYear => new(year.AddYears(-1), year.AddDays(-1)),
            _ => throw new ArgumentOutOfRangeException(nameof(period), period, null),
        };
    }
}

/// <summary>A day as addresses write it.</summary>
public static class AddressDay
{
    public static DateOnly? Parse(string value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is > 1900 and < 9000 ? date : null;
}
