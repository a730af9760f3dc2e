namespace OpsFlux.Modules.Maintenance.Contracts.Rates;

/// <summary>Which alert is due. Of several that are passed at once only the last is told; each is told once.</summary>
public static class ContractAlerts
{
    /// <summary>Percent of what is granted.</summary>
    public static readonly IReadOnlyList<int> Consumption = [50, 80, 100];

    /// <summary>Days before the end, the end's own day being 0.</summary>
    public static readonly IReadOnlyList<int> Expiry = [60, 30, 15];

    /// <summary>The highest step that is reached and was not told; null where there is none, or nothing is granted.</summary>
    /// <param name="told">The highest that was told; 0: none.</param>
    public static int? OfConsumption(decimal used, decimal granted, int told) =>
        granted <= 0 ? null : Consumption.Where(step => step > told && used * 100m >= granted * step).Select(step => (int?)step).LastOrDefault();

    /// <summary>The nearest step that is reached and was not told; null where there is none, or it is over.</summary>
    /// <param name="told">The nearest that was told; null: none.</param>
    public static int? OfExpiry(DateOnly end, DateOnly today, int? told)
    {
        var days = end.DayNumber - today.DayNumber;
        return days < 0 ? null : Expiry.Where(step => days <= step && (told is null || step < told)).Select(step => (int?)step).LastOrDefault();
    }
}
