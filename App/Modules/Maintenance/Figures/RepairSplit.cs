using OpsFlux.Kernel.Calendars.Time;

namespace OpsFlux.Modules.Maintenance.Figures;

/// <summary>The time of unplanned stops told apart: the phases and what nobody told apart add up to all of it. All null where no phase is recorded.</summary>
public sealed record RepairSplit
{
    public TimeSpan? Detection { get; private init; }
    public TimeSpan? WaitingForPeople { get; private init; }
    public TimeSpan? WaitingForParts { get; private init; }
    public TimeSpan? WaitingForAccess { get; private init; }
    public TimeSpan? Repair { get; private init; }
    public TimeSpan? Restart { get; private init; }

    /// <summary>What no phase covers.</summary>
    public TimeSpan? Untold { get; private init; }

    /// <param name="down">Within the period already; phases count there alone.</param>
    internal static RepairSplit Of(Stretch period, CalendarRules required, Spans down, IReadOnlyList<PhaseSpan> phases)
    {
        var lengths = new Dictionary<RepairPhase, TimeSpan>();
        var left = down;
        foreach (var phase in Enum.GetValues<RepairPhase>().Reverse())
        {
            var spare = left.Without(Spans.Of(phases.Where(p => p.Phase == phase).Select(p => new Stretch(p.From, p.To ?? period.To))));
            lengths[phase] = left.LengthIn(required) - spare.LengthIn(required);
            left = spare;
        }

        var untold = left.LengthIn(required);
        if (lengths.Values.All(l => l == TimeSpan.Zero)) return new();
        return new()
        {
            Detection = lengths[RepairPhase.Detection],
            WaitingForPeople = lengths[RepairPhase.WaitingForPeople],
            WaitingForParts = lengths[RepairPhase.WaitingForParts],
            WaitingForAccess = lengths[RepairPhase.WaitingForAccess],
            Repair = lengths[RepairPhase.Repair],
            Restart = lengths[RepairPhase.Restart],
            Untold = untold,
        };
    }
}
