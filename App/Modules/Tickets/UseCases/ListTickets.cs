using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Explaining;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>All that a column of the list may show: one projection, whichever are shown, since a page has fifty rows.</summary>
public sealed record TicketRow
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }
    public required string Number { get; init; }
    public required string Title { get; init; }
    public required TicketKind Kind { get; init; }
    public required TicketState State { get; init; }
    public string? WaitingReason { get; init; }
    public required Priority Priority { get; init; }
    public required Impact Impact { get; init; }
    public required Urgency Urgency { get; init; }
    public required string Structure { get; init; }
    public string? Site { get; init; }
    public required string Category { get; init; }
    public required string Requester { get; init; }
    public string? Assignee { get; init; }
    public string? Group { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? ResolvedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public int ReopenCount { get; init; }

    /// <summary>What is due first of it, else how its resolution ended; null where nothing is agreed.</summary>
    public ClockView? Due { get; init; }

    // The clocks as they were read, until it is told what they show.
    internal SlaClock? Lead { get; init; }
    internal SlaClock? Ended { get; init; }

    // What the names above stand for: for the API, whose clients go on with ids.
    public Guid StructureId { get; init; }
    public Guid? SiteId { get; init; }
    public Guid CategoryId { get; init; }
    public Guid RequesterId { get; init; }
    public Guid? AssigneeId { get; init; }
    public Guid? GroupId { get; init; }
}

/// <summary>
/// One page of the tickets one may see, forwards or backwards. Two statements at most (one more where a tag is named), whatever the number of rows; one
/// more where the way back led to the beginning. Refuses: forbidden, unknown-filter.
/// </summary>
[Needs(TicketPermissions.View)]
public sealed class ListTickets(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone, TimeProvider clock) : IUseCase
{
    public async Task<Result<ListPage<TicketRow>>> RunAsync(TicketFilter filter, int size, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.View)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        filter = await (await filter.WithTeamAsync(db, user.Id, ct)).WithTagAsync(db, ct);
        if (await PageAsync(db, filter, size, ct) is not { } page)
            return Refusal.Conflict(TicketRefusals.UnknownFilter, filter.After is null ? "before" : "after", (filter.After ?? filter.Before)!.ToString());   // only a cursor can fail here
        // Rows that came or went since leave a short page at the beginning: the first one, whole, is what was meant.
        var isCutShort = filter.Before is not null && page.Previous is null && page.Rows.Count < size;
        return isCutShort ? (await PageAsync(db, filter with { Before = null }, size, ct))! : page;   // without a cursor there is always a page
    }

    /// <summary>How many there are on all pages, counted up to <paramref name="most"/>.</summary>
    public async Task<int> CountAsync(TicketFilter filter, int most, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.View)) return 0;
        await using var db = await dbs.CreateDbContextAsync(ct);
        filter = await (await filter.WithTeamAsync(db, user.Id, ct)).WithTagAsync(db, ct);
        var reader = TicketReader.Of(user, zone, clock);
        return await db.Set<Ticket>().AllowedTo(user, TicketPermissions.View).Matching(filter, db, reader).WithDue(filter, db, reader).Take(most).CountAsync(ct);
    }

    private async Task<ListPage<TicketRow>?> PageAsync(AppDbContext db, TicketFilter filter, int size, CancellationToken ct)
    {
        var reader = TicketReader.Of(user, zone, clock);
        var page = db.Set<Ticket>().AllowedTo(user, TicketPermissions.View).Matching(filter, db, reader).Paged(filter, db, reader, size);
        if (page is null) return null;
        var rows = await TellAsync(db, await Rows(db, page, filter).ToListAsync(ct), ct);
        return ListPage.Of(rows, size, filter.Before is not null, filter.After is null, row => CursorAt(row, filter.Sort));
    }

    private async Task<List<TicketRow>> TellAsync(AppDbContext db, List<TicketRow> rows, CancellationToken ct)
    {
        var rules = await ReadClocks.RulesAsync(db, rows.Select(r => r.Lead ?? r.Ended).OfType<SlaClock>(), ct);
        var now = clock.GetUtcNow();
        return [.. rows.Select(r => (r.Lead ?? r.Ended) is { } due ? r with { Lead = null, Ended = null, Due = ClockView.Of(due, rules(due), now, ClockCountdown.InLists) } : r)];
    }

    /// <summary>Names are joined to the page alone: fifty rows, not the table.</summary>
    private static IQueryable<TicketRow> Rows(AppDbContext db, IQueryable<Ticket> page, TicketFilter filter)
    {
        var rows =
            from t in page
            join structure in db.Set<Structure>() on t.StructureId equals structure.Id
            join category in db.Set<Category>() on t.CategoryId equals category.Id
            join requester in db.Set<User>() on t.RequesterId equals requester.Id
            join assignee in db.Set<User>() on t.AssigneeId equals assignee.Id into assignees
            from assignee in assignees.DefaultIfEmpty()
            join grp in db.Set<Group>() on t.GroupId equals grp.Id into groups
            from grp in groups.DefaultIfEmpty()
            join site in db.Set<Site>() on t.SiteId equals site.Id into sites
            from site in sites.DefaultIfEmpty()
            join lead in db.Set<SlaClock>().Where(c => c.IsLead) on t.Id equals lead.RecordId into leads
            from lead in leads.DefaultIfEmpty()
            join ended in TicketClocks.EndedResolutions(db) on t.Id equals ended.RecordId into ends
            from ended in ends.DefaultIfEmpty()
            select new Named
            {
                Ticket = t, Structure = structure.Name, Category = category.Path, Requester = requester.DisplayName,
                Assignee = assignee.DisplayName, Group = grp.Name, Site = site.Name, Lead = lead, Ended = ended,
            };
        return Sorted(rows, filter, filter.IsKeyDescending != (filter.Before is not null)).Select(r => new TicketRow
        {
            Id = r.Ticket.Id, Version = r.Ticket.Version, Number = r.Ticket.Number, Title = r.Ticket.Title, Kind = r.Ticket.TicketKind,
            State = r.Ticket.State, WaitingReason = r.Ticket.WaitingReason,
            Priority = r.Ticket.Priority, Impact = r.Ticket.Impact, Urgency = r.Ticket.Urgency,
            Structure = r.Structure, Site = r.Site, Category = r.Category, Requester = r.Requester, Assignee = r.Assignee, Group = r.Group,
            OpenedAt = r.Ticket.OpenedAt, UpdatedAt = r.Ticket.UpdatedAt, ResolvedAt = r.Ticket.ResolvedAt, ClosedAt = r.Ticket.ClosedAt, ReopenCount = r.Ticket.ReopenCount,
            StructureId = r.Ticket.StructureId, SiteId = r.Ticket.SiteId, CategoryId = r.Ticket.CategoryId,
            RequesterId = r.Ticket.RequesterId, AssigneeId = r.Ticket.AssigneeId, GroupId = r.Ticket.GroupId, Lead = r.Lead, Ended = r.Ended,
        }).AsNoTracking();
    }

    private static IQueryable<Named> Sorted(IQueryable<Named> rows, TicketFilter filter, bool descending) => filter.Sort is not TicketSort.Due
        ? TicketOrders.Of(filter.Sort).Sort(rows, r => r.Ticket, descending)
        : descending ? rows.OrderByDescending(r => r.Lead!.DueAt).ThenByDescending(r => r.Ticket.Id) : rows.OrderBy(r => r.Lead!.DueAt).ThenBy(r => r.Ticket.Id);   // tickets with a leading clock alone are in that order

    private static Cursor CursorAt(TicketRow row, TicketSort sort) => sort switch
    {
        TicketSort.Priority => Cursor.At((int)row.Priority, row.Id),
        TicketSort.Updated => Cursor.At(row.UpdatedAt, row.Id),
        TicketSort.Number => Cursor.At(row.Number, row.Id),
        TicketSort.Due => Cursor.At(row.Due?.DueAt ?? default, row.Id),   // only rows with one are on such a page
        _ => Cursor.At(row.OpenedAt, row.Id),
    };

    private sealed class Named
    {
        public required Ticket Ticket { get; init; }
        public required string Structure { get; init; }
        public required string Category { get; init; }
        public required string Requester { get; init; }
        public string? Assignee { get; init; }
        public string? Group { get; init; }
        public string? Site { get; init; }
        public SlaClock? Lead { get; init; }
        public SlaClock? Ended { get; init; }
    }
}
