using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Bulk;

/// <summary>One generated ticket: the columns that differ from row to row.</summary>
internal sealed record BulkTicket
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required string Title { get; init; }
    public required string Description { get; init; }
    public required Guid StructureId { get; init; }
    public required Guid RequesterId { get; init; }
    public required Guid CategoryId { get; init; }
    public required Guid GroupId { get; init; }

    /// <summary>Null while nobody took it.</summary>
    public Guid? AssigneeId { get; init; }
    public required Impact Impact { get; init; }
    public required Urgency Urgency { get; init; }
    public required TicketState State { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? ResolvedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
}
