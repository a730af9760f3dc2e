using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>Adds a public comment or an internal note; with the files chosen for it; never conflicts with an edit. Refuses: invalid, forbidden, not-found.</summary>
public sealed class CommentTicket(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, HeldFiles files) : IUseCase
{
    public Task<Result> RunAsync(CommentTicketRequest request, CancellationToken ct) =>
        TicketAction.RunAsync(
            dbs, user, request, request.IsInternal ? TicketPermissions.Note : TicketPermissions.Comment,
            async (db, ticket) =>
            {
                ticket.Comment(request.Body, request.IsInternal);
                await files.HangAsync(db, ticket, request.Tray, request.IsInternal, ct);
                return Result.Ok;
            },
            ct, checkVersion: false);
}
