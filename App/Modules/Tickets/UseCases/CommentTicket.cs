using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Records.Mentions;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.TimeSpent;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>
/// Adds a public comment or an internal note, with the files chosen for it; never conflicts with an edit. Those whom it names watch from then on and are
/// told, if they may read it. Refuses: invalid, forbidden, not-found, is-merged.
/// </summary>
[Needs(TicketPermissions.Comment, TicketPermissions.Note)]
public sealed class CommentTicket(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, Mentions mentions, HeldFiles files, SpendTime time) : IUseCase
{
    public Task<Result> RunAsync(CommentTicketRequest request, CancellationToken ct) =>
        TicketAction.RunAsync(
            dbs, user, request, request.IsInternal ? TicketPermissions.Note : TicketPermissions.Comment,
            (db, ticket) => CommentAsync(db, ticket, request, ct), ct, checkVersion: false);

    private async Task<Result> CommentAsync(AppDbContext db, Ticket ticket, CommentTicketRequest request, CancellationToken ct)
    {
        if (ticket.MergedIntoId is not null) return Refusal.Conflict(TicketRefusals.IsMerged, ticket.Number);

        var named = await mentions.FindAsync(db, ticket.Ref, request.Body, request.IsInternal, ct);
        Guid[] told = [.. named.Where(p => p.MayRead && p.UserId != user.Id).Select(p => p.UserId)];
        await WatcherChanges.AddAsync(db, ticket.Ref, told, ct);
        ticket.Comment(request.Body, request.IsInternal, user.Id, told, request.EntryId);
        await files.HangAsync(db, ticket, request.Tray, request.IsInternal, ct);
        return time.Add(db, ticket, request.MinutesSpent);
    }
}
