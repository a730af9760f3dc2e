using System.ComponentModel.DataAnnotations;

namespace OpsFlux.Shared.Kernel;

/// <summary>Permission codes of calendars, which belong to the whole organisation.</summary>
public static class CalendarPermissions
{
    public const string View = "calendars.view.calendar";

    /// <summary>To define calendars, choose which structure works by which, and confirm feasts.</summary>
    public const string Manage = "calendars.manage.calendar";
}

/// <summary>What is wrong with a field: stable codes, keys of their texts.</summary>
public static class CalendarErrors
{
    public const string Hours = "calendars.hours";
    public const string WeekLength = "calendars.week-length";
    public const string SeasonOrder = "calendars.season-order";
    public const string SeasonsOverlap = "calendars.seasons-overlap";

    /// <summary>With the date.</summary>
    public const string DateTwice = "calendars.date-twice";
    public const string NeverOpen = "calendars.never-open";

    /// <summary>With the days that are allowed.</summary>
    public const string FeastFarOff = "calendars.feast-far-off";
}

/// <summary>Codes of refusals: stable, public, keys of their texts.</summary>
public static class CalendarRefusals
{
    public const string InUse = "calendars.in-use";
}

public static class CalendarLimits
{
    public const int NameMax = 100;
    public const int HoursMax = 100;
    public const int SeasonsMax = 40;
    public const int DaysMax = 400;

    /// <summary>A moon is seen at most so many days before or after it was expected.</summary>
    public const int FeastDaysOff = 3;
}

/// <summary>A season of other hours. Codes: required, too-long, calendars.season-order, calendars.hours.</summary>
public sealed class SeasonRequest
{
    [RequiredText(1, CalendarLimits.NameMax)]
    public string Name { get; set; } = "";
    public DateOnly From { get; set; }
    public DateOnly To { get; set; }

    /// <summary>Seven texts, Monday first; empty is closed.</summary>
    public List<string> Week { get; set; } = [];
}

/// <summary>One date with hours of its own.</summary>
public sealed class ExceptionalDayRequest
{
    public DateOnly Date { get; set; }

    [RequiredText(1, CalendarLimits.NameMax)]
    public string Name { get; set; } = "";

    /// <summary>Empty: closed.</summary>
    [OptionalText(CalendarLimits.HoursMax)]
    public string? Hours { get; set; }
}

/// <summary>A calendar as somebody wants it. Without an id a new one.</summary>
public sealed class SaveCalendarRequest : IValidatableObject
{
    public Guid? Id { get; set; }
    public long Version { get; set; }

    [RequiredText(1, CalendarLimits.NameMax)]
    public string Name { get; set; } = "";

    /// <summary>IANA name.</summary>
    public string ZoneId { get; set; } = "";
    public bool IsAroundTheClock { get; set; }

    /// <summary>Seven texts such as "08:30-12:30 14:00-18:00", Monday first; empty is closed.</summary>
    public List<string> Week { get; set; } = [];
    public List<SeasonRequest> Seasons { get; set; } = [];
    public List<ExceptionalDayRequest> Days { get; set; } = [];

    /// <summary>Codes of holiday packs.</summary>
    public List<string> Packs { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(ZoneId, out _)) yield return new("unknown-value", [nameof(ZoneId)]);
        if (Week.Count != 7 || Seasons.Exists(s => s.Week.Count != 7)) yield return new(CalendarErrors.WeekLength, [nameof(Week)]);
        if (Seasons.Count > CalendarLimits.SeasonsMax) yield return new($"too-many:{CalendarLimits.SeasonsMax}", [nameof(Seasons)]);
        if (Days.Count > CalendarLimits.DaysMax) yield return new($"too-many:{CalendarLimits.DaysMax}", [nameof(Days)]);
    }
}
