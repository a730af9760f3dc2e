using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Modules.Tickets.Public;

namespace OpsFlux.Modules.Tickets.Domain;

/// <summary>Deleting takes a ticket out of sight; bringing it back is the kernel's, for every kind of record.</summary>
public sealed partial class Ticket
{
    /// <param name="reason">For whoever is to decide whether it comes back.</param>
    public void Delete(string reason, Guid person, DateTimeOffset now)
    {
        (DeletedAt, DeletedBy) = (now, person);
        GiveUpClocks(ClockPause.Deletion, now);
        Log(new() { Kind = TimelineKind.Deleted, Body = reason.Trim(), IsInternal = true });
        Raise(new TicketDeleted(Id, RequesterId, AssigneeId));
    }
}
