using OpsFlux.Kernel.Events;

namespace OpsFlux.Kernel.Sla.Judging;

/// <summary>Somebody who answers for it decided how a clock counts, or explained why it was missed.</summary>
public enum ClockVerdict
{
    Excluded,
    Included,
    Justified,
}

/// <summary>A clock was left out of the figures, taken back into them, or its breach was explained. The words stay in the record's timeline.</summary>
[EventName("sla.clock.judged")]
public sealed record ClockJudged(Guid ClockId, string Clock, ClockVerdict Verdict) : IEvent;
