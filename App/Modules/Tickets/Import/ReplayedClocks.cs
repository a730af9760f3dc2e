using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Import;

/// <summary>How a ticket stands in the end, and what the source's columns know of its ends.</summary>
internal sealed record ReplayedEnd(TicketState State, DateTimeOffset? ResolvedAt, DateTimeOffset? ClosedAt);

/// <summary>
/// What a replayed history says of the ticket's clocks. It falls into turns, a new one with each reopening. A turn ends with
/// its last resolution; where the source's column lies in it, the column knows better. What was closed without ever having
/// been resolved ends with its closing. Whoever resolves has it in charge.
/// </summary>
internal sealed class ReplayedClocks(DateTimeOffset openedAt)
{
    private readonly List<Turn> turns = [new(openedAt)];
    private DateTimeOffset? startedAt;

    /// <summary>In the order in which moments count.</summary>
    public void Play(TicketMoment moment, bool isReopened)
    {
        if (isReopened)
        {
            turns[^1].Wait(null, moment.At);
            turns.Add(new(moment.At));
        }

        if (moment.State != TicketState.New) startedAt ??= moment.At;
        turns[^1].Play(moment);
    }

    /// <param name="stopped">Codes of the clocks that stand still for a waiting reason.</param>
    public IReadOnlyList<ClockMark> History(ReplayedEnd end, Func<string, IReadOnlyList<string>> stopped)
    {
        List<ClockMark> marks = [new(TicketClocks.TakeCharge, ClockFactKind.Started, openedAt), new(TicketClocks.Resolution, ClockFactKind.Started, openedAt)];
        var ends = turns.Select((_, place) => EndOf(place, end)).ToList();
        if (Earlier(startedAt, ends[0]) is { } taken) marks.Add(new(TicketClocks.TakeCharge, ClockFactKind.Stopped, taken));
        foreach (var (place, turn) in turns.Index())
        {
            foreach (var wait in turn.Waits)
                foreach (var clock in stopped(wait.Reason)) marks.AddRange(Waited(clock, wait));
            if (ends[place] is { } resolved) marks.Add(new(TicketClocks.Resolution, ClockFactKind.Stopped, resolved));
            else if (turn.CancelledAt is { } cancelled) marks.AddRange(TicketClocks.All.Select(c => new ClockMark(c, ClockFactKind.Cancelled, cancelled, Ticket.Over)));
            if (place == turns.Count - 1) break;

            var reopened = turns[place + 1].From;
            if (turn.CancelledAt is not null) marks.AddRange(TicketClocks.All.Select(c => new ClockMark(c, ClockFactKind.Revived, reopened, Ticket.Over)));
            marks.Add(new(TicketClocks.Resolution, ClockFactKind.Restarted, reopened));   // changes nothing where it had not stopped
        }

        return marks;
    }

    private static IEnumerable<ClockMark> Waited(string clock, ClockPause wait)
    {
        yield return new(clock, ClockFactKind.Paused, wait.From, wait.Reason);
        if (wait.To is { } to) yield return new(clock, ClockFactKind.Resumed, to, wait.Reason);
    }

    /// <summary>Null: it went on.</summary>
    private DateTimeOffset? EndOf(int place, ReplayedEnd end)
    {
        var turn = turns[place];
        var isLast = place == turns.Count - 1;
        if (isLast && end.State is not (TicketState.Resolved or TicketState.Closed)) return null;
        return Within(end.ResolvedAt) ?? turn.ResolvedAt ?? (isLast && end.State == TicketState.Resolved ? null : Within(end.ClosedAt) ?? turn.ClosedAt);

        DateTimeOffset? Within(DateTimeOffset? at) => (place == 0 || at >= turn.From) && (isLast || at <= turns[place + 1].From) ? at : null;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b : a;

    /// <summary>What happened from the opening or a reopening to the next.</summary>
    private sealed class Turn(DateTimeOffset from)
    {
        private readonly List<ClockPause> waits = [];

        public DateTimeOffset From => from;
        public IReadOnlyList<ClockPause> Waits => waits;

        /// <summary>The last that the rows tell of.</summary>
        public DateTimeOffset? ResolvedAt { get; private set; }
        public DateTimeOffset? ClosedAt { get; private set; }

        /// <summary>Since when it is given up; null where it went on.</summary>
        public DateTimeOffset? CancelledAt { get; private set; }

        public void Play(TicketMoment moment)
        {
            Wait(moment.WaitingReason, moment.At);
            if (moment.State == TicketState.Resolved) ResolvedAt = moment.At;
            if (moment.State == TicketState.Closed) ClosedAt = moment.At;
            CancelledAt = moment.State == TicketState.Cancelled ? CancelledAt ?? moment.At : null;
        }

        /// <summary>A wait of no length is none, and one that goes on within the instant in which it ended never ended: sources know minutes.</summary>
        public void Wait(string? reason, DateTimeOffset at)
        {
            if (waits is [.., { To: null } open])
            {
                if (open.Reason == reason) return;
                waits.RemoveAt(waits.Count - 1);
                if (open.From < at) waits.Add(open with { To = at });
            }

            if (reason is null) return;
            if (waits.FindIndex(w => w.Reason == reason && w.To == at) is >= 0 and var ended)
            {
                var again = waits[ended];
                waits.RemoveAt(ended);
                waits.Add(again with { To = null });
            }
            else waits.Add(new(at, null, reason));
        }
    }
}
