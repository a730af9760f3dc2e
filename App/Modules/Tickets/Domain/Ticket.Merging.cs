using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Domain;

/// <summary>
/// Merging is no step of the workflow: it concerns two tickets, and undoing it leads back to wherever the source was,
/// which no table can say. No step leads out of Cancelled, so a merged ticket stays as it is until it is undone.
/// </summary>
public sealed partial class Ticket
{
    /// <summary>The ticket this one goes on in; null while it stands for itself.</summary>
    public Guid? MergedIntoId { get; private set; }

    /// <summary>Ends this ticket, which goes on as part of <paramref name="target"/>.</summary>
    public void MergeInto(Ticket target, DateTimeOffset now)
    {
        var from = State;
        (State, WaitingReason, ClosedAt, MergedIntoId) = (TicketState.Cancelled, null, now, target.Id);
        GiveUpClocks(Merged, now);
        Log(new() { Kind = TimelineKind.Merged, Field = "Into", NewValue = target.Number });
        target.Log(new() { Kind = TimelineKind.Merged, Field = "From", NewValue = Number });
        Raise(new TicketMerged(Id, RequesterId, target.Id, from));
        target.Raise(new TicketTookIn(target.Id, target.AssigneeId, Id));
    }

    /// <summary>Gives the ticket back the life it had before it was merged.</summary>
    public void SeparateFrom(Ticket target, TicketState before, string? waitingReason)
    {
        (State, WaitingReason, ClosedAt, MergedIntoId) = (before, waitingReason, null, null);
        ReviveClocks();
        Log(new() { Kind = TimelineKind.Merged, Field = "Into", OldValue = target.Number });
        target.Log(new() { Kind = TimelineKind.Merged, Field = "From", OldValue = Number });
        Raise(new TicketSeparated(Id, RequesterId, AssigneeId, target.Id, before));
        target.Raise(new TicketTookIn(target.Id, target.AssigneeId, Id, IsUndone: true));
    }

    /// <summary>Says in both tickets that part of this one became <paramref name="part"/>, which has its number by now.</summary>
    public void SayWasSplit(Ticket part)
    {
        Log(new() { Kind = TimelineKind.Split, Field = "Into", NewValue = part.Number });
        part.Log(new() { Kind = TimelineKind.Split, Field = "From", NewValue = Number });
        Raise(new TicketSplit(Id, part.Id));
    }
}
