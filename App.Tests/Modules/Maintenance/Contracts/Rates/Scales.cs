using OpsFlux.Modules.Maintenance.Contracts.Rates;

namespace OpsFlux.Tests.Modules.Maintenance.Contracts.Rates;

/// <summary>Scales to count with: evenings from 18:00, nights from 21:00 to 06:00, holidays of Morocco.</summary>
internal static class Scales
{
    public static readonly RateScale Hours = new()
    {
        Unit = RateUnit.Minutes, ZoneId = "Africa/Casablanca", Evening = new(new(18, 0), new(21, 0)), Night = new(new(21, 0), new(6, 0)), Packs = ["ma"],
        Multipliers = new Dictionary<RateSegment, decimal> { [RateSegment.Evening] = 1.25m, [RateSegment.Night] = 1.5m, [RateSegment.Weekend] = 1.5m, [RateSegment.Holiday] = 2m },
    };

    /// <summary>Engineer 33, technician 28, evening and weekend 44, holiday 58.</summary>
    public static readonly RateScale Points = Hours with
    {
        Unit = RateUnit.Points,
        PointRates =
        [
            new("", RateSegment.Day, 28), new("engineer", RateSegment.Day, 33), new("technician", RateSegment.Day, 28),
            new("", RateSegment.Evening, 44), new("", RateSegment.Weekend, 44), new("", RateSegment.Holiday, 58),
        ],
    };

    /// <summary>Worked every day of the week, so that nights of changing clocks, which are Sundays, are nights.</summary>
    public static readonly RateScale SevenDays = Hours with { ZoneId = "Europe/Paris", Weekend = [], Packs = [] };
}
