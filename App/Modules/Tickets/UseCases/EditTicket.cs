using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Setup.Categories;
using OpsFlux.Modules.Tickets.Setup.Priorities;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>Changes title, category, impact or urgency. Refuses: invalid, forbidden, not-found, unknown-category, is-over, stale.</summary>
public sealed class EditTicket(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReadPriorityMatrix priorities) : IUseCase
{
    public Task<Result> RunAsync(EditTicketRequest request, CancellationToken ct) =>
        TicketAction.RunAsync(dbs, user, request, TicketPermissions.Edit, (db, ticket) => EditAsync(db, ticket, request, ct), ct);

    private async Task<Result> EditAsync(AppDbContext db, Ticket ticket, EditTicketRequest request, CancellationToken ct)
    {
        var unchanged = ticket.CategoryId == request.CategoryId;
        if (!unchanged && (await CategoryChain.ReadAsync(db, request.CategoryId, ct)).Offered is null) return Refusal.Conflict(TicketRefusals.UnknownCategory);
        return ticket.Edit(request, await priorities.ForAsync(db, ticket.StructureId, ct));
    }
}
