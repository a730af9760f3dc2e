using OpsFlux.Kernel.Records;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Public;

/// <summary>A ticket as somebody may read it, for making something else of it.</summary>
public sealed record TicketMaterial
{
    public required RecordRef Ref { get; init; }
    public required string Number { get; init; }
    public required string Title { get; init; }

    /// <summary>Markdown.</summary>
    public string? Description { get; init; }
    public required Guid RequesterId { get; init; }
    public required Guid StructureId { get; init; }
    public Guid? SiteId { get; init; }
    public required Priority Priority { get; init; }

    /// <summary>Neither resolved, closed, cancelled nor merged: something can still be made of it.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>What was said on it and on what was merged into it, oldest first; notes only for whoever may read them.</summary>
    public IReadOnlyList<SaidOnTicket> Said { get; init; } = [];

    /// <summary>Its files that are not removed, oldest first; internal ones only for whoever may see notes.</summary>
    public IReadOnlyList<Guid> Files { get; init; } = [];
}

/// <summary>A comment, or an internal note.</summary>
/// <param name="AuthorId">Null where an import knew a name alone.</param>
public sealed record SaidOnTicket(Guid? AuthorId, string? AuthorName, DateTimeOffset At, string Body, bool IsInternal);
