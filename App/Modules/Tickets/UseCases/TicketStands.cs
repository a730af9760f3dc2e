using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>
/// Whether a step or an assignment still means what its author meant. An edit of other fields does not matter; a ticket
/// that went on, or went to somebody else, does.
/// </summary>
[PartOf(typeof(MoveTicket), typeof(AssignTicket))]
public sealed class TicketStands(TextCatalog texts, ReaderZone zone) : IUseCase
{
    /// <param name="seen">Null: not looked at; the version is expected instead.</param>
    public async Task<Refusal?> CheckAsync(AppDbContext db, Ticket ticket, TicketStand? seen, CancellationToken ct)
    {
        if (seen is null || seen == new TicketStand(ticket.State, ticket.AssigneeId, ticket.GroupId)) return null;
        var assignee = await db.Set<User>().Where(u => u.Id == ticket.AssigneeId).Select(u => u.DisplayName).SingleOrDefaultAsync(ct);
        var last = await (
            from line in db.Set<TimelineEntry>().Where(e => e.RecordId == ticket.Id && (e.Field == nameof(Ticket.State) || e.Field == nameof(Ticket.AssigneeId) || e.Field == nameof(Ticket.GroupId)))
            join person in db.Set<User>() on line.ActorId equals person.Id into people
            from person in people.DefaultIfEmpty()
            orderby line.At descending, line.Id descending
            select new { person.DisplayName, line.At }).FirstOrDefaultAsync(ct);
        return Refusal.Conflict(
            TicketRefusals.MovedMeanwhile, last?.DisplayName ?? "OpsFlux", texts.Of(ticket.State), assignee ?? texts["Assignee.None"], zone.Show(last?.At ?? ticket.UpdatedAt))
            with { Kind = RefusalKind.Stale };
    }
}
