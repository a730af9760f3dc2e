using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Families;

/// <param name="Open">Parts of a ticket that are neither resolved nor over.</param>
/// <param name="Resolvable">Of those, the ones in progress that this person may resolve: the others have to be taken first.</param>
public sealed record OpenChildren(int Open, int Resolvable);

/// <summary>What a parent's resolution leaves open, as far as this person may see it. Refuses: forbidden.</summary>
[Needs(TicketPermissions.View)]
public sealed class GetOpenChildren(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result<OpenChildren>> RunAsync(Guid parentId, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.View)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var open = await ChildrenOf(db, user, TicketPermissions.View, parentId).CountAsync(t => t.ResolvedAt == null && t.ClosedAt == null, ct);
        return new OpenChildren(open, open == 0 ? 0 : await Resolvable(db, user, parentId).CountAsync(ct));
    }

    internal static IQueryable<Ticket> Resolvable(AppDbContext db, ICurrentUser user, Guid parentId) =>
        ChildrenOf(db, user, TicketPermissions.Resolve, parentId).Where(t => t.State == TicketState.InProgress);

    private static IQueryable<Ticket> ChildrenOf(AppDbContext db, ICurrentUser user, string permission, Guid parentId) =>
        from link in db.Set<RecordLink>().Where(l => l.Type == LinkType.ChildOf && l.ToId == parentId)
        join child in db.Set<Ticket>().AllowedTo(user, permission) on link.FromId equals child.Id
        select child;
}
