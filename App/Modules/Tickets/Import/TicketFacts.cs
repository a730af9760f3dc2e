using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Import;

/// <summary>
/// What the source has the last word on. Named as on <c>Ticket</c>: values are copied by name and compared field by field,
/// the opening and the requester included, which no page changes.
/// </summary>
internal sealed record TicketFacts
{
    public required Guid StructureId { get; init; }
    public required Guid RequesterId { get; init; }
    public required Guid CategoryId { get; init; }
    public required Guid? SiteId { get; init; }
    public required Guid? GroupId { get; init; }
    public required Guid? AssigneeId { get; init; }
    public required Impact Impact { get; init; }
    public required Urgency Urgency { get; init; }
    public required Priority Priority { get; init; }
    public required TicketState State { get; init; }

    /// <summary>Only in the state Waiting.</summary>
    public required string? WaitingReason { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>Only in the states Resolved and Closed.</summary>
    public required DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>In the state Closed and only there.</summary>
    public required DateTimeOffset? ClosedAt { get; init; }
    public required int ReopenCount { get; init; }
    public required int ReassignmentCount { get; init; }
}
