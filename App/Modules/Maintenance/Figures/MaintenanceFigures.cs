using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Lists;

namespace OpsFlux.Modules.Maintenance.Figures;

/// <summary>How reliable a machine or a component was.</summary>
/// <param name="Satisfaction">What clients said of work on it, its components not counted; null: not asked for.</param>
public sealed record EquipmentFigures(Guid Id, string Number, string Name, Reliability Reliability, Satisfaction? Satisfaction = null);

/// <summary>How well corrective work went that was closed in the period.</summary>
/// <param name="Resolution">From opening to closing.</param>
/// <param name="Clocks">Due dates met, of those decided.</param>
/// <param name="ExcludedClocks">Left out by decision.</param>
/// <param name="Schedule">Visits done on the planned day, of those planned; of all types.</param>
/// <param name="Satisfaction">What clients said of all work closed for them, preventive too.</param>
public sealed record ServiceFigures(FirstTimeFix FirstTimeFix, Percentiles Resolution, Share Clocks, int ExcludedClocks, Share Schedule, Satisfaction Satisfaction);

/// <param name="Passed">What of the days has passed: the period of the figures.</param>
/// <param name="Equipment">Null: a whole fleet. Else what the figures are of, and <paramref name="Lines"/> are its components.</param>
/// <param name="Lines">The one that failed most often first; those that did not fail by name.</param>
/// <param name="IsCut">There are more machines than are counted.</param>
public sealed record MaintenanceFigures(
    DaySpan Days, Stretch Passed, EquipmentFigures? Equipment, Reliability Total, IReadOnlyList<EquipmentFigures> Lines, bool IsCut, ServiceFigures Service);
