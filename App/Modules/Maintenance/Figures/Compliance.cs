namespace OpsFlux.Modules.Maintenance.Figures;

/// <summary>A visit that was planned.</summary>
/// <param name="PlannedOn">In the site's zone, as <paramref name="DoneOn"/>.</param>
/// <param name="DoneOn">Null: not done.</param>
public readonly record struct PlannedVisit(DateOnly PlannedOn, DateOnly? DoneOn);

/// <summary>A preventive intervention that was due.</summary>
/// <param name="Tolerance">Days before and after it within which it counts as done in time.</param>
public readonly record struct PreventiveDue(DateOnly DueOn, DateOnly? DoneOn, int Tolerance);

/// <summary>How far what was promised was held.</summary>
public static class Compliance
{
    /// <summary>Due dates met of those decided; what was left out of the figures is in neither.</summary>
    public static Share OfClocks(int met, int breached) => new(met, met + breached);

    /// <summary>Done on the planned day, of what was planned.</summary>
    public static Share OfSchedule(IReadOnlyCollection<PlannedVisit> planned) => new(planned.Count(v => v.DoneOn == v.PlannedOn), planned.Count);

    /// <summary>Done inside the tolerance, of what was due.</summary>
    public static Share OfPreventive(IReadOnlyCollection<PreventiveDue> due) =>
        new(due.Count(d => d.DoneOn is { } done && Math.Abs(done.DayNumber - d.DueOn.DayNumber) <= d.Tolerance), due.Count);
}
