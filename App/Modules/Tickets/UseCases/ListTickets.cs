using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

public sealed record TicketRow(
    Guid Id, string Number, string Title, TicketState State, string? WaitingReason, Priority Priority, string Structure,
    string? Assignee, string? Group, DateTimeOffset OpenedAt, DateTimeOffset UpdatedAt);

/// <summary>One page of the tickets one may see. Two statements at most (one more where a tag is named), whatever the number of rows. Refuses: forbidden, unknown-filter.</summary>
public sealed class ListTickets(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone) : IUseCase
{
    public async Task<Result<ListPage<TicketRow>>> RunAsync(TicketFilter filter, int size, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.View)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        filter = await (await filter.WithTeamAsync(db, user.Id, ct)).WithTagAsync(db, ct);
        var page = db.Set<Ticket>().AllowedTo(user, TicketPermissions.View).Matching(filter, db, user.Id, zone.Zone).Paged(filter, size);
        if (page is null) return Refusal.Conflict(TicketRefusals.UnknownFilter, "after", filter.After!.ToString());

        var rows = await Rows(db, page, filter).ToListAsync(ct);
        var more = rows.Count > size;
        if (more) rows.RemoveAt(size);
        return new ListPage<TicketRow>(rows, more ? CursorAt(rows[^1], filter.Sort) : null);
    }

    /// <summary>Names are joined to the page alone: fifty rows, not the table.</summary>
    private static IQueryable<TicketRow> Rows(AppDbContext db, IQueryable<Ticket> page, TicketFilter filter)
    {
        var rows =
            from t in page
            join structure in db.Set<Structure>() on t.StructureId equals structure.Id
            join assignee in db.Set<User>() on t.AssigneeId equals assignee.Id into assignees
            from assignee in assignees.DefaultIfEmpty()
            join grp in db.Set<Group>() on t.GroupId equals grp.Id into groups
            from grp in groups.DefaultIfEmpty()
            select new { t, structure.Name, Assignee = assignee.DisplayName, Group = grp.Name };
        var ordered = filter switch
        {
            { Sort: TicketSort.Priority, IsKeyDescending: true } => rows.OrderByDescending(r => r.t.Priority).ThenByDescending(r => r.t.Id),
            { Sort: TicketSort.Priority } => rows.OrderBy(r => r.t.Priority).ThenBy(r => r.t.Id),
            { Sort: TicketSort.Updated, Descending: true } => rows.OrderByDescending(r => r.t.UpdatedAt).ThenByDescending(r => r.t.Id),
            { Sort: TicketSort.Updated } => rows.OrderBy(r => r.t.UpdatedAt).ThenBy(r => r.t.Id),
            { Descending: true } => rows.OrderByDescending(r => r.t.OpenedAt).ThenByDescending(r => r.t.Id),
            _ => rows.OrderBy(r => r.t.OpenedAt).ThenBy(r => r.t.Id),
        };
        return ordered.Select(r => new TicketRow(
            r.t.Id, r.t.Number, r.t.Title, r.t.State, r.t.WaitingReason, r.t.Priority, r.Name, r.Assignee, r.Group, r.t.OpenedAt, r.t.UpdatedAt));
    }

    private static string CursorAt(TicketRow last, TicketSort sort) => (sort switch
    {
        TicketSort.Priority => Cursor.At((int)last.Priority, last.Id),
        TicketSort.Updated => Cursor.At(last.UpdatedAt, last.Id),
        _ => Cursor.At(last.OpenedAt, last.Id),
    }).ToString();
}
