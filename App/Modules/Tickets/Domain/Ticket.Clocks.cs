using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Domain;

/// <summary>What happens to a ticket's clocks. The kernel keeps them; the ticket only says what happened.</summary>
public sealed partial class Ticket
{
    /// <summary>Why clocks of a ticket were given up that was closed or cancelled before they stopped.</summary>
    internal const string Over = "over";
    private const string Merged = "merged";

    private void StartClocks()
    {
        Mark(TicketClocks.TakeCharge, ClockFactKind.Started, OpenedAt);
        Mark(TicketClocks.Resolution, ClockFactKind.Started, OpenedAt);
    }

    /// <param name="stops">Codes of the clocks that stand still for that reason.</param>
    private void PauseClocks(string reason, IEnumerable<string> stops, DateTimeOffset at)
    {
        foreach (var clock in stops) Mark(clock, ClockFactKind.Paused, at, reason);
    }

    private void ResumeClocks(string reason, DateTimeOffset? at)
    {
        foreach (var clock in TicketClocks.All) Mark(clock, ClockFactKind.Resumed, at, reason);
    }

    /// <summary>A solution is an answer too.</summary>
    private void StopClocks(DateTimeOffset at)
    {
        foreach (var clock in TicketClocks.All) Mark(clock, ClockFactKind.Stopped, at);
    }

    /// <summary>Nothing is awaited of it any more; clocks that stopped before keep what they show.</summary>
    private void GiveUpClocks(string cause, DateTimeOffset at)
    {
        foreach (var clock in TicketClocks.All) Mark(clock, ClockFactKind.Cancelled, at, cause);
    }

    /// <summary>A merge was undone: the time between counts for nothing.</summary>
    private void ReviveClocks()
    {
        foreach (var clock in TicketClocks.All) Mark(clock, ClockFactKind.Revived, key: Merged);
    }

    /// <summary>A requester's message waits for an answer from the desk; anybody else's public one answers it.</summary>
    private void TimeReply(Guid author)
    {
        if (author != RequesterId) Mark(TicketClocks.Reply, ClockFactKind.Stopped);
        else if (StartedAt is not null && State is TicketState.Assigned or TicketState.InProgress or TicketState.Waiting) Mark(TicketClocks.Reply, ClockFactKind.Started);
    }

    /// <summary>One level up, by a clock that ran far enough; the highest stays. The matrix is not asked again.</summary>
    public void RaisePriority(string reason)
    {
        if (ClosedAt is not null || Priority == Enum.GetValues<Priority>().Min()) return;
        var (before, after) = (Priority, Priority - 1);
        Priority = after;
        Log(new() { Kind = TimelineKind.FieldChanged, Field = nameof(Priority), OldValue = before.ToString(), NewValue = after.ToString(), Reason = reason });
        Raise(new TicketEdited(Id, RequesterId, AssigneeId));
    }
}
