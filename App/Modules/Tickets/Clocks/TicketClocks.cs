using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Clocks;

/// <summary>The clocks of a ticket, and by what its agreements are chosen.</summary>
internal static class TicketClocks
{
    /// <summary>From the opening until somebody takes it in charge (TTO).</summary>
    public const string TakeCharge = "take-charge";

    /// <summary>From a requester's message that nobody answered until the next public answer (NRT). Before somebody is in charge, the other clock measures the wait.</summary>
    public const string Reply = "reply";

    /// <summary>From the opening until it is resolved (TTR).</summary>
    public const string Resolution = "resolution";

    /// <summary>Of tickets that are resolved: whether that was in time. A ticket has one clock of that kind, which goes on where it is reopened.</summary>
    public static IQueryable<SlaClock> EndedResolutions(AppDbContext db) =>
        db.Set<SlaClock>().Where(c => c.Code == Resolution && c.Ordinal == 1 && c.PolicyId != null && c.StoppedAt != null);

    public static readonly IReadOnlyList<string> All = [TakeCharge, Reply, Resolution];

    /// <summary>Facets from the most telling on.</summary>
    public static readonly ClockedKind Kind = new(Ticket.RecordKind, All,
    [
        new("site", nameof(Ticket.SiteId)) { Choices = db => db.Set<Site>().Select(s => new FacetChoice { Id = s.Id, Name = s.Name, IsActive = s.IsActive }) },
        new("structure", nameof(Ticket.StructureId))
        {
            Tree = db => db.Set<Structure>().Select(s => new FacetNode(s.Id, s.ParentId)),
            Choices = db => db.Set<Structure>().Select(s => new FacetChoice { Id = s.Id, Name = s.Name, IsActive = s.IsActive }),
        },
        new("category", nameof(Ticket.CategoryId))
        {
            Tree = db => db.Set<Category>().Select(c => new FacetNode(c.Id, c.ParentId)),
            Choices = db => db.Set<Category>().Select(c => new FacetChoice { Id = c.Id, Name = c.Path, IsActive = c.IsActive }),
        },
        new("priority", nameof(Ticket.Priority)) { Values = Enum.GetNames<Priority>(), ValueTexts = nameof(Priority) },
        new("type", nameof(Ticket.TicketKind)) { Values = Enum.GetNames<TicketKind>(), ValueTexts = nameof(TicketKind) },
    ]);
}
