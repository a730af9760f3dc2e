using OpsFlux.Kernel.Calendars.Holidays;

namespace OpsFlux.Modules.Maintenance.Contracts.Rates;

/// <summary>What a contract's time is counted in.</summary>
public enum RateUnit
{
    Minutes,
    Points,
}

/// <summary>Whether slot and minimum are applied to an entry once, or to each contiguous piece of it.</summary>
public enum RateRounding
{
    PerEntry,
    PerSegment,
}

/// <summary>Points that one begun slot costs.</summary>
/// <param name="Grade">Of the technician; empty: whatever his grade.</param>
public sealed record PointRate(string Grade, RateSegment Segment, decimal Points);

/// <summary>
/// How time is counted against a contract, as it is stored and edited: immutable, and with the entry and the days off all
/// that its cost depends on.
/// </summary>
public sealed record RateScale
{
    public const int DefaultSlot = 15;

    public required RateUnit Unit { get; init; }

    /// <summary>IANA name of the zone whose wall clock says when an evening begins.</summary>
    public required string ZoneId { get; init; }
    public DayBand? Evening { get; init; }
    public DayBand? Night { get; init; }
    public IReadOnlyList<DayOfWeek> Weekend { get; init; } = [DayOfWeek.Saturday, DayOfWeek.Sunday];

    /// <summary>Codes of <see cref="HolidayPacks"/>.</summary>
    public IReadOnlyList<string> Packs { get; init; } = [];

    /// <summary>What a minute counts for in a segment; one that is not named counts once.</summary>
    public IReadOnlyDictionary<RateSegment, decimal> Multipliers { get; init; } = new Dictionary<RateSegment, decimal>();

    /// <summary>Of a scale of points; one for every grade by day is what all others fall back on.</summary>
    public IReadOnlyList<PointRate> PointRates { get; init; } = [];

    /// <summary>Minutes that are counted whole once they have begun; 0: to the minute. A scale of points needs one.</summary>
    public int SlotMinutes { get; init; } = DefaultSlot;

    /// <summary>Least that an entry costs, in the scale's unit; an entry of no length costs nothing all the same.</summary>
    public decimal Minimum { get; init; }
    public RateRounding Rounding { get; init; }
    public TravelRates Travel { get; init; } = TravelRates.None;

    public decimal MultiplierOf(RateSegment segment) => Multipliers.GetValueOrDefault(segment, 1m);

    /// <summary>Of the grade in the segment, else of the segment, else of the grade by day, else what a day costs anybody.</summary>
    public decimal PointsOf(string? grade, RateSegment segment) =>
        Find(grade, segment) ?? Find("", segment) ?? Find(grade, RateSegment.Day) ?? Find("", RateSegment.Day) ?? 0m;

    /// <param name="confirmed">Lunar feasts that are known for certain.</param>
    public RateHours ToHours(IReadOnlyList<ConfirmedFeast> confirmed) => new(
        TimeZoneInfo.FindSystemTimeZoneById(ZoneId), Evening, Night, Weekend.ToHashSet(),
        Packs.Count == 0 ? null : new HolidayDays([.. Packs.Select(HolidayPacks.Of).OfType<HolidayPack>()], confirmed).Holds);

    /// <summary>The day on the wall of its zone.</summary>
    public DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(ZoneId)).DateTime);

    /// <summary>Minutes as they pass, which is what counts where nothing else was agreed.</summary>
    public static RateScale Plain(string zoneId) => new() { Unit = RateUnit.Minutes, ZoneId = zoneId, Weekend = [], SlotMinutes = 0 };

    private decimal? Find(string? grade, RateSegment segment) =>
        grade is null ? null : PointRates.FirstOrDefault(r => r.Segment == segment && string.Equals(r.Grade, grade, StringComparison.OrdinalIgnoreCase))?.Points;
}
