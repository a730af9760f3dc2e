using OpsFlux.Kernel.Calendars.Time;

namespace OpsFlux.Modules.Maintenance.Contracts.Rates;

/// <summary>A part of every day by the clock on the wall; one that ends no later than it begins runs over midnight.</summary>
public readonly record struct DayBand(TimeOnly From, TimeOnly To)
{
    /// <summary>From a time to itself would be a whole day, which no evening and no night is.</summary>
    public bool IsSound => From != To;

    /// <summary>Cut at midnight.</summary>
    public DayHours ToHours()
    {
        var (from, to) = (Minutes(From), Minutes(To));
        if (to == 0) to = DayWindow.Midnight;
        return from < to ? DayHours.Of([new(from, to)]) : DayHours.Of([new(0, to), new(from, DayWindow.Midnight)]);
    }

    private static int Minutes(TimeOnly time) => (time.Hour * 60) + time.Minute;
}
