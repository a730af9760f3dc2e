using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>Records the requester's rating. Refuses: invalid, forbidden, not-found, not-requester, not-closed, already-rated, stale.</summary>
[Needs(TicketPermissions.Rate)]
public sealed class RateTicket(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public Task<Result> RunAsync(RateTicketRequest request, CancellationToken ct) =>
        TicketAction.RunAsync(
            dbs, user, request, TicketPermissions.Rate,
            (_, ticket) => Task.FromResult(ticket.Rate(request.Score, request.Comment, user.Id, clock.GetUtcNow())), ct);
}
