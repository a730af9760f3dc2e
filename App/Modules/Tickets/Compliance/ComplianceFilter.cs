using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Compliance;

/// <summary>By what the figures are told apart.</summary>
public enum ComplianceBy
{
    Structure,
    Site,
    Category,
    Technician,
    Agreement,
}

/// <summary>A figure of the report, and the clocks behind it.</summary>
public enum ComplianceFigure
{
    Met,
    Breached,

    /// <summary>Of those breached, the ones that somebody explained.</summary>
    Justified,

    /// <summary>At this moment, whatever the period.</summary>
    AtRisk,
    Excluded,
}

/// <summary>One node of what the figures are narrowed to; without an id, those that have none.</summary>
public readonly record struct CompliancePick(Guid? Id)
{
    public static CompliancePick? Parse(string value) =>
        value.Equals("none", StringComparison.OrdinalIgnoreCase) ? new(null) : Guid.TryParse(value, out var id) ? new CompliancePick(id) : null;

    public override string ToString() => Id?.ToString() ?? "none";
}

/// <summary>What the report of due dates shows. Parsed from an address; anything unknown in it is refused by name.</summary>
public sealed record ComplianceFilter
{
    /// <summary>Null: the dates count.</summary>
    public DatePeriod? Period { get; init; }

    /// <summary>Both ends included, in the reader's zone. Either may be open: then the present month's end stands for it.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }

    /// <summary>Null: every clock.</summary>
    public string? Clock { get; init; }
    public CompliancePick? Structure { get; init; }
    public CompliancePick? Site { get; init; }
    public CompliancePick? Category { get; init; }
    public CompliancePick? Technician { get; init; }
    public CompliancePick? Agreement { get; init; }
    public ComplianceBy By { get; init; }
    public ComplianceFigure? Figure { get; init; }

    /// <summary>What the period is on that day; an end before its beginning is taken for the same day.</summary>
    public DaySpan DaysOn(DateOnly today)
    {
        if (From is null && To is null) return DaySpan.Of(Period ?? DatePeriod.ThisMonth, today);
        var month = DaySpan.Of(DatePeriod.ThisMonth, today);
        var from = From ?? (To < month.From ? To.Value : month.From);
        var to = To ?? (from > month.To ? from : month.To);
        return new(from, to < from ? from : to);
    }

    public static Result<ComplianceFilter> Parse(ListQuery query)
    {
        var filter = new ComplianceFilter();
        foreach (var (name, value) in query.Values)
        {
            if (Apply(filter, name.ToLowerInvariant(), value) is not { } next) return Refusal.Conflict(TicketRefusals.UnknownFilter, name, value.Length > 60 ? value.CutTo(60) + "…" : value);
            filter = next;
        }

        return filter;
    }

    private static ComplianceFilter? Apply(ComplianceFilter filter, string name, string value) => name switch
    {
        "period" => Named<DatePeriod>(value) is { } period ? filter with { Period = period } : null,
        "from" => AddressDay.Parse(value) is { } day ? filter with { From = day } : null,
        "to" => AddressDay.Parse(value) is { } day ? filter with { To = day } : null,
        "clock" => TicketClocks.All.Contains(value) ? filter with { Clock = value } : null,
        "structure" => CompliancePick.Parse(value) is { } pick ? filter with { Structure = pick } : null,
        "site" => CompliancePick.Parse(value) is { } pick ? filter with { Site = pick } : null,
        "category" => CompliancePick.Parse(value) is { } pick ? filter with { Category = pick } : null,
        "technician" => CompliancePick.Parse(value) is { } pick ? filter with { Technician = pick } : null,
        "agreement" => CompliancePick.Parse(value) is { } pick ? filter with { Agreement = pick } : null,
        "view" => Named<ComplianceBy>(value) is { } by ? filter with { By = by } : null,
        "figure" => Named<ComplianceFigure>(value) is { } figure ? filter with { Figure = figure } : null,
        _ => null,
    };

    /// <summary>By the name of one value: Enum.TryParse would take any number.</summary>
    private static T? Named<T>(string value) where T : struct, Enum =>
        Enum.GetNames<T>().FirstOrDefault(n => n.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse<T>(name) : null;
}
