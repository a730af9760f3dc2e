using System.ComponentModel.DataAnnotations;
using OpsFlux.Kernel.Calendars.Holidays;
using OpsFlux.Modules.Maintenance.Contracts.Rates;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Scales;

/// <summary>What a slot of one grade costs in each segment; one that is left out costs what it does by day.</summary>
public sealed class GradeRates
{
    /// <summary>As technicians' speciality says it; empty: every other.</summary>
    [OptionalText(ContractLimits.GradeMax)]
    public string Grade { get; set; } = "";
    public decimal? Day { get; set; }
    public decimal? Evening { get; set; }
    public decimal? Night { get; set; }
    public decimal? Weekend { get; set; }
    public decimal? Holiday { get; set; }
}

/// <summary>What the way costs from one zone.</summary>
public sealed class ZoneRate
{
    [OptionalText(ContractLimits.GradeMax)]
    public string Zone { get; set; } = "";
    public decimal? Units { get; set; }
}

/// <summary>A scale as somebody wants it to be from a day on. Without an id a new one.</summary>
public sealed class SaveScaleRequest : IValidatableObject
{
    private const int MostLines = 30;

    public Guid? Id { get; set; }
    public long Version { get; set; }

    [RequiredText(2, ContractLimits.ScaleNameMax)]
    public string Name { get; set; } = "";

    /// <summary>First day of work that is counted so.</summary>
    [Required(ErrorMessage = "required")]
    public DateOnly? ValidFrom { get; set; }
    public RateUnit Unit { get; set; }
    public string ZoneId { get; set; } = "";
    public TimeOnly? EveningFrom { get; set; }
    public TimeOnly? EveningTo { get; set; }
    public TimeOnly? NightFrom { get; set; }
    public TimeOnly? NightTo { get; set; }
    public bool SaturdayIsWeekend { get; set; } = true;
    public bool SundayIsWeekend { get; set; } = true;

    /// <summary>Code of a pack of holidays; empty: none.</summary>
    public string? Pack { get; set; }

    [Required(ErrorMessage = "required")]
    [Range(0, 10, ErrorMessage = "out-of-range:0:10")]
    public decimal? DayTimes { get; set; } = 1m;

    [Required(ErrorMessage = "required")]
    [Range(0, 10, ErrorMessage = "out-of-range:0:10")]
    public decimal? EveningTimes { get; set; } = 1.25m;

    [Required(ErrorMessage = "required")]
    [Range(0, 10, ErrorMessage = "out-of-range:0:10")]
    public decimal? NightTimes { get; set; } = 1.5m;

    [Required(ErrorMessage = "required")]
    [Range(0, 10, ErrorMessage = "out-of-range:0:10")]
    public decimal? WeekendTimes { get; set; } = 1.5m;

    [Required(ErrorMessage = "required")]
    [Range(0, 10, ErrorMessage = "out-of-range:0:10")]
    public decimal? HolidayTimes { get; set; } = 2m;

    [Required(ErrorMessage = "required")]
    [Range(0, 480, ErrorMessage = "out-of-range:0:480")]
    public int? SlotMinutes { get; set; } = RateScale.DefaultSlot;

    [Required(ErrorMessage = "required")]
    [Range(0, 10_000, ErrorMessage = "out-of-range:0:10000")]
    public decimal? Minimum { get; set; } = 0m;
    public RateRounding Rounding { get; set; }
    public TravelKind Travel { get; set; }

    [Range(0, 10_000, ErrorMessage = "out-of-range:0:10000")]
    public decimal? TravelRate { get; set; }
    public List<GradeRates> Grades { get; set; } = [];
    public List<ZoneRate> Zones { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(ZoneId, out _)) yield return new("unknown-value", [nameof(ZoneId)]);
        if (EveningFrom is null != EveningTo is null || (EveningFrom is not null && EveningFrom == EveningTo)) yield return new("contracts.band", [nameof(EveningTo)]);
        if (NightFrom is null != NightTo is null || (NightFrom is not null && NightFrom == NightTo)) yield return new("contracts.band", [nameof(NightTo)]);
        if (!string.IsNullOrEmpty(Pack) && HolidayPacks.Of(Pack) is null) yield return new("unknown-value", [nameof(Pack)]);
        if (Unit is RateUnit.Points && SlotMinutes == 0) yield return new("contracts.slot-for-points", [nameof(SlotMinutes)]);
        if (Unit is RateUnit.Points && !Grades.Exists(g => g.Grade.Trim().Length == 0 && g.Day is not null)) yield return new("contracts.rate-for-all", [nameof(Grades)]);
        if (Grades.Count > MostLines || Zones.Count > MostLines) yield return new($"too-many:{MostLines}", [Grades.Count > MostLines ? nameof(Grades) : nameof(Zones)]);
        if (Travel is TravelKind.PerKilometre or TravelKind.PerMinute && TravelRate is null) yield return new("required", [nameof(TravelRate)]);
    }

    /// <summary>Of a request that was found right.</summary>
    public RateScale ToScale() => new()
    {
        Unit = Unit,
        ZoneId = ZoneId,
        Evening = BandOf(EveningFrom, EveningTo),
        Night = BandOf(NightFrom, NightTo),
        Weekend = [.. new[] { (SaturdayIsWeekend, DayOfWeek.Saturday), (SundayIsWeekend, DayOfWeek.Sunday) }.Where(d => d.Item1).Select(d => d.Item2)],
        Packs = string.IsNullOrEmpty(Pack) ? [] : [Pack],
        Multipliers = new Dictionary<RateSegment, decimal>
        {
            [RateSegment.Day] = DayTimes ?? 1, [RateSegment.Evening] = EveningTimes ?? 1, [RateSegment.Night] = NightTimes ?? 1, [RateSegment.Weekend] = WeekendTimes ?? 1, [RateSegment.Holiday] = HolidayTimes ?? 1,
        },
        PointRates = [.. Grades.SelectMany(RatesOf)],
        SlotMinutes = SlotMinutes ?? 0,
        Minimum = Minimum ?? 0,
        Rounding = Rounding,
        Travel = new(Travel, TravelRate ?? 0, Zones.Where(z => z.Zone.Trim().Length > 0).GroupBy(z => z.Zone.Trim()).ToDictionary(g => g.Key, g => g.Last().Units ?? 0)),
    };

    public static SaveScaleRequest Of(ContractScale scale, RateScale rates, DateOnly validFrom) => new()
    {
        Id = scale.Id, Version = scale.Version, Name = scale.Name, ValidFrom = validFrom, Unit = rates.Unit, ZoneId = rates.ZoneId,
        EveningFrom = rates.Evening?.From, EveningTo = rates.Evening?.To, NightFrom = rates.Night?.From, NightTo = rates.Night?.To,
        SaturdayIsWeekend = rates.Weekend.Contains(DayOfWeek.Saturday), SundayIsWeekend = rates.Weekend.Contains(DayOfWeek.Sunday), Pack = rates.Packs is [var first, ..] ? first : null,
        DayTimes = rates.MultiplierOf(RateSegment.Day), EveningTimes = rates.MultiplierOf(RateSegment.Evening), NightTimes = rates.MultiplierOf(RateSegment.Night),
        WeekendTimes = rates.MultiplierOf(RateSegment.Weekend), HolidayTimes = rates.MultiplierOf(RateSegment.Holiday),
        SlotMinutes = rates.SlotMinutes, Minimum = rates.Minimum, Rounding = rates.Rounding, Travel = rates.Travel.Kind, TravelRate = rates.Travel.Rate,
        Grades = [.. rates.PointRates.GroupBy(r => r.Grade).Select(g => new GradeRates { Grade = g.Key, Day = At(g, RateSegment.Day), Evening = At(g, RateSegment.Evening), Night = At(g, RateSegment.Night), Weekend = At(g, RateSegment.Weekend), Holiday = At(g, RateSegment.Holiday) })],
        Zones = [.. rates.Travel.Zones.Select(z => new ZoneRate { Zone = z.Key, Units = z.Value })],
    };

    private static DayBand? BandOf(TimeOnly? from, TimeOnly? to) => from is { } start && to is { } end ? new DayBand(start, end) : null;

    private static IEnumerable<PointRate> RatesOf(GradeRates rates) =>
        from rate in new[] { (RateSegment.Day, rates.Day), (RateSegment.Evening, rates.Evening), (RateSegment.Night, rates.Night), (RateSegment.Weekend, rates.Weekend), (RateSegment.Holiday, rates.Holiday) }
        where rate.Item2 is not null
        select new PointRate(rates.Grade.Trim(), rate.Item1, rate.Item2 ?? 0m);

    private static decimal? At(IEnumerable<PointRate> rates, RateSegment segment) => rates.FirstOrDefault(r => r.Segment == segment)?.Points;
}
