namespace OpsFlux.Kernel.Calendars.Holidays;

/// <summary>One day on which nobody works.</summary>
/// <param name="Code">Key of its name: <c>Holiday.{Code}</c>.</param>
/// <param name="IsEstimated">Depends on the sighting of the moon, and nobody has confirmed it yet.</param>
public sealed record Holiday(string Code, DateOnly Date, bool IsEstimated);

/// <summary>
/// The first day of a feast of the lunar year as it was announced. The computed one stands until then; it is usually the
/// same, or a day early.
/// </summary>
/// <param name="Code">Of the feast.</param>
/// <param name="LunarYear">Of the Hijra, such as 1447.</param>
public sealed record ConfirmedFeast(string Code, int LunarYear, DateOnly Date);

/// <summary>A rule that gives a feast's days in a civil year.</summary>
public abstract record HolidayRule(string Code)
{
    /// <param name="confirmed">Feasts that are known for certain; only lunar ones ask.</param>
    public abstract IEnumerable<Holiday> Of(int year, IReadOnlyList<ConfirmedFeast> confirmed);
}

/// <summary>The same day every year, since the year it was introduced.</summary>
public sealed record FixedDay(string Code, int Month, int Day, int Since = 1) : HolidayRule(Code)
{
    public override IEnumerable<Holiday> Of(int year, IReadOnlyList<ConfirmedFeast> confirmed) => year < Since ? [] : [new(Code, new(year, Month, Day), false)];
}

/// <summary>So many days after Easter Sunday; negative before it.</summary>
public sealed record EasterDay(string Code, int Days) : HolidayRule(Code)
{
    public override IEnumerable<Holiday> Of(int year, IReadOnlyList<ConfirmedFeast> confirmed) => [new(Code, Easter.SundayOf(year).AddDays(Days), false)];
}

/// <summary>A day of the lunar year, computed by the Umm al-Qura calendar until it is confirmed. A civil year can hold it twice, or not.</summary>
/// <param name="Length">Days that are not worked, from the first on.</param>
public sealed record LunarFeast(string Code, int Month, int Day, int Length = 1) : HolidayRule(Code)
{
    public override IEnumerable<Holiday> Of(int year, IReadOnlyList<ConfirmedFeast> confirmed) =>
        from lunarYear in LunarYear.Around(year)
        let known = confirmed.FirstOrDefault(c => c.Code == Code && c.LunarYear == lunarYear)
        let first = known?.Date ?? LunarYear.DateOf(lunarYear, Month, Day)
        from day in Enumerable.Range(0, Length)
        let date = first.AddDays(day)
        where date.Year == year
        select new Holiday(Code, date, known is null);
}
