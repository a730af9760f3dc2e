using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Setup.Categories;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Setup.Replies;

/// <summary>A reply as the picker shows it: <paramref name="Text"/> is the body, filled in for the ticket.</summary>
public sealed record OfferedReply(Guid Id, string Title, string Text, bool IsMine);

/// <summary>
/// Canned replies that fit a ticket, for those who answer it: in the requester's language, for its category, its structure,
/// and one's own teams; the most used first.
/// </summary>
[Needs(TicketPermissions.Note)]
public sealed class OfferReplies(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    private const int Most = 200;

    /// <summary>Refuses: forbidden, not-found.</summary>
    public async Task<Result<IReadOnlyList<OfferedReply>>> RunAsync(Guid ticketId, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Note)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var ticket = await db.Set<Ticket>().AllowedTo(user, TicketPermissions.Note).Where(t => t.Id == ticketId)
            .Join(db.Set<User>(), t => t.RequesterId, u => u.Id, (t, u) => new { t.Number, t.Title, t.StructureId, t.CategoryId, u.DisplayName, u.Language })
            .SingleOrDefaultAsync(ct);
        if (ticket is null) return Refusal.NotFound;

        var categories = (await CategoryChain.ReadAsync(db, ticket.CategoryId, ct)).Ids;
        var structures = await StructuresAboveAsync(db, ticket.StructureId, ct);
        var replies = await Mine(db)
            .Where(r => r.Language == null || r.Language == ticket.Language)
            .Where(r => r.CategoryId == null || categories.Contains(r.CategoryId.Value))
            .Where(r => r.StructureId == null || structures.Contains(r.StructureId.Value))
            .OrderByDescending(r => r.UseCount).ThenBy(r => r.Title).ThenBy(r => r.Id)
            .Take(Most).Select(r => new { r.Id, r.Title, r.Body, IsMine = r.OwnerId != null }).ToListAsync(ct);
        var fill = new ReplyPlaceholders(ticket.DisplayName, ticket.Number, ticket.Title, user.DisplayName);
        return replies.Select(r => new OfferedReply(r.Id, r.Title, fill.Fill(r.Body), r.IsMine)).ToList();
    }

    /// <summary>Counts that a reply was inserted. A count is not worth a refusal: unknown ones change nothing.</summary>
    public async Task UsedAsync(Guid id, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Note)) return;
        await using var db = await dbs.CreateDbContextAsync(ct);
        await Mine(db).Where(r => r.Id == id).ExecuteUpdateAsync(set => set.SetProperty(r => r.UseCount, r => r.UseCount + 1), ct);
    }

    /// <summary>Everybody's, one's own, and those of one's teams.</summary>
    private IQueryable<CannedReply> Mine(AppDbContext db) => db.Set<CannedReply>().Where(r =>
        (r.OwnerId == null || r.OwnerId == user.Id) && (r.GroupId == null || db.Set<GroupMember>().Any(m => m.GroupId == r.GroupId && m.UserId == user.Id)));

    private static Task<List<Guid>> StructuresAboveAsync(AppDbContext db, Guid structureId, CancellationToken ct) => db.Database.SqlQuery<Guid>(
        $"""
         with recursive above (id, parent_id, distance) as (
             select id, parent_id, 0 from kernel.structures where id = {structureId}
             union all
             select s.id, s.parent_id, a.distance + 1 from kernel.structures s join above a on s.id = a.parent_id where a.distance < 50
         )
         select id as "Value" from above
         """).ToListAsync(ct);
}
