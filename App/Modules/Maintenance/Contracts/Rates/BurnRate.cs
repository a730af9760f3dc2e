namespace OpsFlux.Modules.Maintenance.Contracts.Rates;

/// <summary>How long what is left will last at the pace of late.</summary>
/// <param name="PerMonth">Mean of the months looked at.</param>
/// <param name="Months">That were looked at: three, or fewer where the contract is younger.</param>
/// <param name="MonthsLeft">Balance ÷ mean; 0 where nothing is left, null where nothing is consumed.</param>
/// <param name="EmptyOn">The day by which it is used up; null where it never is.</param>
public sealed record BurnRate(decimal PerMonth, int Months, decimal? MonthsLeft, DateOnly? EmptyOn)
{
    public const int MonthsBack = 3;

    private const decimal DaysInMonth = 365.25m / 12m;

    /// <summary>By the whole calendar months before today's that lie within the contract; null before the first of them is over.</summary>
    /// <param name="consumed">Units by day, corrections included.</param>
    public static BurnRate? Of(decimal balance, IEnumerable<(DateOnly On, decimal Units)> consumed, DateOnly start, DateOnly today)
    {
        var end = new DateOnly(today.Year, today.Month, 1);
        var firstWhole = start.Day == 1 ? start : new DateOnly(start.Year, start.Month, 1).AddMonths(1);
        var from = end.AddMonths(-MonthsBack);
        if (firstWhole > from) from = firstWhole;
        var months = ((end.Year - from.Year) * 12) + end.Month - from.Month;
        if (months <= 0) return null;

        var mean = consumed.Where(c => c.On >= from && c.On < end).Sum(c => c.Units) / months;
        if (mean <= 0) return new(mean, months, null, null);
        var left = Math.Max(balance, 0m) / mean;
        var days = left * DaysInMonth;
        return new(mean, months, left, days > DateOnly.MaxValue.DayNumber - today.DayNumber ? null : today.AddDays((int)days));
    }
}
