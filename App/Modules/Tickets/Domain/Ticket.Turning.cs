using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Tickets.Public;

namespace OpsFlux.Modules.Tickets.Domain;

/// <summary>The ticket goes on as a record of another module, and says so; its own states go on by its own workflow.</summary>
public sealed partial class Ticket
{
    /// <param name="number">Of what was made of it.</param>
    public void Become(string number)
    {
        Log(new() { Kind = TimelineKind.Turned, Field = "Into", NewValue = number });
        Raise(new TicketEdited(Id, RequesterId, AssigneeId));
    }

    /// <param name="what">Done or Cancelled: last part of the line's words.</param>
    /// <param name="body">What was said there, in words for the requester.</param>
    public void TellOfTurned(string what, string number, string? body)
    {
        var entry = new TimelineEntry { Kind = TimelineKind.Turned, Field = what, NewValue = number, Body = body };
        Log(entry);
        Raise(new TicketCommented(Id, RequesterId, AssigneeId, GroupId, IsInternal: false) { EntryId = entry.Id });
    }
}
