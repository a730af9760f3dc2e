using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.TimeSpent;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>Adds a public comment or an internal note; never conflicts with an edit. Refuses: invalid, forbidden, not-found.</summary>
public sealed class CommentTicket(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, SpendTime time) : IUseCase
{
    public Task<Result> RunAsync(CommentTicketRequest request, CancellationToken ct) =>
        TicketAction.RunAsync(
            dbs, user, request, request.IsInternal ? TicketPermissions.Note : TicketPermissions.Comment,
            (db, ticket) =>
            {
                ticket.Comment(request.Body, request.IsInternal);
                return Task.FromResult(time.Add(db, ticket, request.MinutesSpent));
            },
            ct, checkVersion: false);
}
