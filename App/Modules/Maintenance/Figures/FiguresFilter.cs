using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Figures;

/// <summary>What the figures are of. Parsed from an address; anything unknown in it is refused by name.</summary>
public sealed record FiguresFilter
{
    /// <summary>Null: the dates count.</summary>
    public DatePeriod? Period { get; init; }

    /// <summary>Both ends included, in the reader's zone. Either may be open: then the present year's end stands for it.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }

    /// <summary>A structure: a client, or one of our own.</summary>
    public Guid? Client { get; init; }
    public Guid? Site { get; init; }

    /// <summary>With all that is below it.</summary>
    public Guid? Equipment { get; init; }

    /// <summary>Work that this person led; no address asks for it.</summary>
    public Guid? Lead { get; init; }

    /// <summary>An end before its beginning is taken for the same day.</summary>
    public DaySpan DaysOn(DateOnly today)
    {
        if (From is null && To is null) return DaySpan.Of(Period ?? DatePeriod.ThisYear, today);
        var year = DaySpan.Of(DatePeriod.ThisYear, today);
        var from = From ?? (To < year.From ? To.Value : year.From);
        var to = To ?? (from > year.To ? from : year.To);
        return new(from, to < from ? from : to);
    }

    /// <summary>What of those days has passed: nothing has failed yet in what lies ahead, so that it is not required time.</summary>
    public (DaySpan Days, Stretch Passed) On(DateTimeOffset now, ReaderZone zone)
    {
        var days = DaysOn(DateOnly.FromDateTime(zone.ToLocal(now).Date));
        var (first, end) = (zone.StartOf(days.From), zone.StartOf(days.To.AddDays(1)));
        return (days, new(first, now < first ? first : now < end ? now : end));
    }

    public static Result<FiguresFilter> Parse(ListQuery query)
    {
        var filter = new FiguresFilter();
        foreach (var (name, value) in query.Values)
        {
            if (Apply(filter, name.ToLowerInvariant(), value) is not { } next) return Refusal.Conflict(FigureRefusals.UnknownFilter, name, value.Length > 60 ? value.CutTo(60) + "…" : value);
            filter = next;
        }

        return filter;
    }

    private static FiguresFilter? Apply(FiguresFilter filter, string name, string value) => name switch
    {
        "period" => Named(value) is { } period ? filter with { Period = period } : null,
        "from" => AddressDay.Parse(value) is { } day ? filter with { From = day } : null,
        "to" => AddressDay.Parse(value) is { } day ? filter with { To = day } : null,
        "client" => Guid.TryParse(value, out var id) ? filter with { Client = id } : null,
        "site" => Guid.TryParse(value, out var id) ? filter with { Site = id } : null,
        "equipment" => Guid.TryParse(value, out var id) ? filter with { Equipment = id } : null,
        _ => null,
    };

    /// <summary>By name: Enum.TryParse would take any number.</summary>
    private static DatePeriod? Named(string value) =>
        Enum.GetNames<DatePeriod>().FirstOrDefault(n => n.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse<DatePeriod>(name) : null;
}
