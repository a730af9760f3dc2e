using OpsFlux.Shared.Kernel;

namespace OpsFlux.Shared.Tickets;

/// <summary>Ends a ticket, which goes on as part of another one.</summary>
public sealed class MergeTicketRequest : TicketRequest
{
    /// <summary>Of the ticket that stays.</summary>
    [RequiredText(1, 30)]
    public string TargetNumber { get; set; } = "";
}

/// <summary>Makes a new ticket of some comments of another one.</summary>
public sealed class SplitTicketRequest : TicketRequest
{
    [RequiredText(TicketLimits.TitleMin, TicketLimits.TitleMax)]
    public string Title { get; set; } = "";

    [RequiredChoice]
    public Guid? CategoryId { get; set; }

    /// <summary>Lines of the timeline: comments and internal notes.</summary>
    public List<Guid> LineIds { get; set; } = [];
}
