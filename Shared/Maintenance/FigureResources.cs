namespace OpsFlux.Shared.Maintenance;

/// <summary>Codes of refusals of figures.</summary>
public static class FigureRefusals
{
    public const string UnknownFilter = "maintenance.unknown-figures-filter";
}

/// <summary>A figure, or why there is none.</summary>
public sealed class FigureResource
{
    /// <summary>known; noFailure: nothing failed over the required time; notKnown: what it takes was not recorded; nothing: there is nothing to count it over.</summary>
    public required string Stand { get; init; }

    /// <summary>Where it is known, and only there.</summary>
    public required decimal? Value { get; init; }

    /// <summary>hours, perHour, or share: between 0 and 1.</summary>
    public required string Unit { get; init; }
}

/// <summary>How reliable equipment was over a period, with what it is counted from (EN 13306).</summary>
public sealed class ReliabilityResource
{
    /// <summary>R: the required time, around the clock.</summary>
    public required decimal RequiredHours { get; init; }

    /// <summary>D: unplanned stops as far as they are recorded, each instant once.</summary>
    public required decimal DownHours { get; init; }
    public required decimal PlannedDownHours { get; init; }

    /// <summary>n: stops of machines, failures of components.</summary>
    public required int Failures { get; init; }

    /// <summary>Those of which it is recorded how long they lasted.</summary>
    public required int TimedFailures { get; init; }

    /// <summary>(R − D) / n.</summary>
    public required FigureResource Mtbf { get; init; }

    /// <summary>D / n, to restoration.</summary>
    public required FigureResource Mttr { get; init; }

    /// <summary>(R − D) / R.</summary>
    public required FigureResource Availability { get; init; }

    /// <summary>Planned stops subtracted too.</summary>
    public required FigureResource OperationalAvailability { get; init; }

    /// <summary>n / (R − D).</summary>
    public required FigureResource FailureRate { get; init; }
}

/// <summary>A machine or a component with its reliability.</summary>
public sealed class EquipmentFiguresResource
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required string Name { get; init; }
    public required ReliabilityResource Reliability { get; init; }
}

/// <summary>A part of a whole that was counted.</summary>
public sealed class ShareResource
{
    public required int Part { get; init; }
    public required int Whole { get; init; }

    /// <summary>Null: there is no whole.</summary>
    public required decimal? Value { get; init; }
}

/// <summary>How well corrective interventions went that were closed in the period.</summary>
public sealed class ServiceFiguresResource
{
    /// <summary>Closed after one visit, with no new one on the same equipment and symptom within 30 days.</summary>
    public required ShareResource FirstTimeFix { get; init; }

    /// <summary>Of those fixed at once, the ones whose 30 days are not over.</summary>
    public required int Provisional { get; init; }

    /// <summary>Left out of it because nobody recorded the visits.</summary>
    public required int Unrecorded { get; init; }

    /// <summary>From opening to closing.</summary>
    public required decimal? MedianResolutionHours { get; init; }
    public required decimal? NinetiethResolutionHours { get; init; }
    public required int Closed { get; init; }

    /// <summary>Those of them of which it is recorded how long they took.</summary>
    public required int Timed { get; init; }

    /// <summary>Due dates met, of those met or missed; without a value where no agreement was decided in the period.</summary>
    public required ShareResource ClocksMet { get; init; }

    /// <summary>Left out of the figures by decision.</summary>
    public required int ClocksExcluded { get; init; }

    /// <summary>Visits done on the planned day, of those planned.</summary>
    public required ShareResource Schedule { get; init; }
    /// <summary>Scores of 4 and 5 of those that clients gave; no value where nobody answered.</summary>
    public required ShareResource Satisfied { get; init; }

    /// <summary>Interventions that clients rated, of those closed for clients in the period.</summary>
    public required ShareResource Answered { get; init; }
}

/// <summary>Figures of a period.</summary>
public sealed class MaintenanceFiguresResource
{
    /// <summary>Both days included, in the zone of the caller.</summary>
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }

    /// <summary>What of the period has passed: what lies ahead counts as required time of nothing.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>All of it together: lengths and counts are added, never averaged.</summary>
    public required ReliabilityResource Total { get; init; }

    /// <summary>By machine; of one equipment, by component.</summary>
    public required IReadOnlyList<EquipmentFiguresResource> Equipment { get; init; }

    /// <summary>There is more equipment than is listed and counted here.</summary>
    public required bool IsCut { get; init; }
    public required ServiceFiguresResource Service { get; init; }
}
