using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Maintenance.Public;

namespace OpsFlux.Modules.Maintenance.Interventions.Domain;

/// <summary>What has been said of the planned begin. Each is the planned instant it was said of: another plan is spoken of again.</summary>
public sealed partial class Intervention
{
    /// <summary>How long before it the first reminder is due.</summary>
    public const int DayHours = 24;

    [Beside]
    public DateTimeOffset? RemindedDayBefore { get; private set; }

    [Beside]
    public DateTimeOffset? RemindedHoursBefore { get; private set; }

    [Beside]
    public DateTimeOffset? DelayToldFor { get; private set; }

    /// <summary>The work begins within a day. Answers whether anybody is told.</summary>
    public bool RemindOfDay()
    {
        RemindedDayBefore = PlannedAt;
        return TellNear(DayHours);
    }

    /// <summary>The work begins within so many hours; the reminder of the day before is none any more.</summary>
    public bool RemindOfHours(int hours)
    {
        (RemindedDayBefore, RemindedHoursBefore) = (PlannedAt, PlannedAt);
        return TellNear(hours);
    }

    /// <summary>The planned begin has passed and nobody has begun.</summary>
    public void TellDelay()
    {
        if (PlannedAt is not { } planned) return;
        DelayToldFor = planned;
        Raise(new InterventionDelayed(Id, LeadId, planned));
    }

    /// <summary>Who heard of the plan within that very time, when it was opened, is not reminded of it.</summary>
    private bool TellNear(int hours)
    {
        if (PlannedAt is not { } planned || LeadId is not { } lead || OpenedAt > planned.AddHours(-hours)) return false;
        Raise(new InterventionNear(Id, lead, planned, hours));
        return true;
    }
}
