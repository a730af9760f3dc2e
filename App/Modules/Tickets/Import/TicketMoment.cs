using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Import;

/// <summary>How a source says a ticket was from an instant on. Null: the source does not know, so nothing changes.</summary>
/// <param name="Actor">Who changed it, as the source names the person.</param>
internal sealed record TicketMoment(DateTimeOffset At, string Actor, TicketState State, string? WaitingReason)
{
    public Guid? GroupId { get; init; }
    public Guid? AssigneeId { get; init; }
    public Guid? CategoryId { get; init; }
    public Guid? SiteId { get; init; }
    public Impact? Impact { get; init; }
    public Urgency? Urgency { get; init; }
    public Priority? Priority { get; init; }

    /// <summary>How often it had been reopened by then.</summary>
    public int? Reopenings { get; init; }
    public int? Reassignments { get; init; }
}
