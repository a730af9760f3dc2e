using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Merging;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Deleting;

/// <summary>What deleting a ticket means for others.</summary>
/// <param name="Parts">Tickets that are part of it: they stay, on their own.</param>
/// <param name="Merged">Tickets that were merged into it: they stay as they are, their numbers lead nowhere meanwhile.</param>
public sealed record DeletionEffect(int Parts, int Merged);

/// <summary>
/// Takes a ticket out of sight with all that hangs on it, until an administrator brings it back: lists, counts, search,
/// links and files know it no more, nothing is destroyed. Refuses: forbidden, invalid (reason), not-found, stale.
/// </summary>
[Needs(TicketPermissions.Delete)]
public sealed class DeleteTicket(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public Task<Result> RunAsync(DeleteTicketRequest request, CancellationToken ct) => TicketAction.RunAsync(
        dbs, user, request, TicketPermissions.Delete,
        (_, ticket) =>
        {
            ticket.Delete(request.Reason, user.Id, clock.GetUtcNow());
            return Task.FromResult(Result.Ok);
        },
        ct);

    /// <summary>Before it is done. Refuses: forbidden, not-found.</summary>
    public async Task<Result<DeletionEffect>> PreviewAsync(Guid ticketId, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Delete)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await db.Set<Ticket>().AllowedTo(user, TicketPermissions.Delete).AnyAsync(t => t.Id == ticketId, ct)) return Refusal.NotFound;
        var parts = await db.Set<RecordLink>().CountAsync(l => l.Type == LinkType.ChildOf && l.ToId == ticketId, ct);
        var merged = await db.Set<TicketMerge>().CountAsync(m => m.TargetId == ticketId && m.UndoneAt == null, ct);
        return new DeletionEffect(parts, merged);
    }
}
