using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Tickets.Public;

namespace OpsFlux.Modules.Tickets.Domain;

/// <summary>Answers to the form of the ticket's category, which stand in a table of their own.</summary>
public sealed partial class Ticket
{
    /// <summary>An answer was changed; null: it was empty, or was emptied. Says nothing where both are the same.</summary>
    public void LogField(string field, string? before, string? after)
    {
        if (before != after) Log(new() { Kind = TimelineKind.FieldChanged, Field = field, OldValue = before, NewValue = after });
    }

    /// <summary>Tells that answers were changed, once for all of them.</summary>
    public void FieldsAnswered() => Raise(new TicketEdited(Id, RequesterId, AssigneeId));
}
