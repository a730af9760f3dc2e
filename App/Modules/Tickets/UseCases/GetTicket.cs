using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Explaining;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Merging;
using OpsFlux.Modules.Tickets.Reopening;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>A step offered as a button, with the fields its form asks for.</summary>
public sealed record OfferedStep(TicketTrigger Trigger, IReadOnlyList<string> Required);

/// <summary>All that the ticket's page shows, as far as this user may see and do it.</summary>
public sealed record TicketDetails(
    Ticket Ticket, string Structure, string Requester, string? Assignee, string? Group, string Category, string? Site,
    IReadOnlyList<TimelineLine> Timeline, IReadOnlyList<OfferedStep> Steps, TicketRights Rights)
{
    /// <summary>For what the kernel hangs on the ticket, in this turn.</summary>
    public required RecordAccess Access { get; init; }

    /// <summary>For which something is agreed, as far as they concern this reader: who only asked is told of the resolution alone.</summary>
    public IReadOnlyList<ClockView> Clocks { get; init; } = [];

    /// <summary>What was merged into it.</summary>
    public IReadOnlyList<MergedTicket> Merged { get; init; } = [];

    /// <summary>Where it goes on, if that may be seen by this reader.</summary>
    public string? GoesOnIn { get; init; }
}

/// <summary>What the page offers besides the steps. The use cases check again.</summary>
public sealed record TicketRights(bool Comment, bool Note, bool Edit, bool Rate)
{
    /// <summary>To put the description right.</summary>
    public bool Describe { get; init; }
    public bool Assign { get; init; }

    /// <summary>To keep checklist and time spent.</summary>
    public bool Work { get; init; }

    /// <summary>The requester, with no part in the work: his page leaves out how the desk organises it.</summary>
    public bool OnlyAsked { get; init; }

    /// <summary>To open a ticket that carries on a closed one, where that cannot be reopened any more.</summary>
    public bool FollowUp { get; init; }

    /// <summary>To merge it, undo a merge, and split it.</summary>
    public bool Merge { get; init; }

    /// <summary>To take it out of sight.</summary>
    public bool Delete { get; init; }
}

/// <summary>Reads one ticket by number or id, with its timeline. Refuses: forbidden, not-found (also for what one may not know of).</summary>
[Needs(TicketPermissions.View)]
public sealed class GetTicket(
    IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReadTimeline timeline, ReadClocks clocks, MergedTickets merges, ReopenRule reopening) : IUseCase
{
    public async Task<Result<TicketDetails>> RunAsync(string numberOrId, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await WithNames(db, FindTicket.Of(db, user, numberOrId)).SingleOrDefaultAsync(ct);
        if (found is null) return Refusal.NotFound;

        var steps = StepsFor(found.Ticket);
        var mayReopen = steps.All(s => s.Trigger != TicketTrigger.Reopen) || await reopening.CheckAsync(db, found.Ticket, ct) is null;
        if (!mayReopen) steps = [.. steps.Where(s => s.Trigger != TicketTrigger.Reopen)];
        var rights = RightsOn(found.Ticket) with { FollowUp = !mayReopen && user.Can(TicketPermissions.Open) };
        var merged = found.TookIn ? await merges.RunAsync(db, found.Ticket.Id, ct) : [];   // few tickets do: the others cost no statement
        var lines = await timeline.RunAsync(db, found.Ticket.Ref, Categories(db), Covers(found.Ticket, TicketPermissions.Note), ct, [.. merged.Select(m => m.Id)]);
        var shown = await clocks.ShownAsync(db, Ticket.RecordKind, found.Ticket.Id, ct);
        return new TicketDetails(
            found.Ticket, found.Structure, found.Requester, found.Assignee, found.Group, found.Category, found.Site, lines, steps, rights)
        {
            Access = TicketSight.Of(found.Ticket).AccessOf(user),
            Clocks = rights.OnlyAsked ? [.. shown.Where(c => c.Code == TicketClocks.Resolution)] : shown,
            Merged = merged,
            GoesOnIn = found.Ticket.MergedIntoId is { } into
                ? await db.Set<Ticket>().AllowedTo(user, TicketPermissions.View).Where(t => t.Id == into).Select(t => t.Number).SingleOrDefaultAsync(ct) : null,
        };
    }

    /// <summary>One line of its timeline, however long ago it was written. Refuses: forbidden, not-found (also for a note that one may not read).</summary>
    public async Task<Result<TimelineLine>> LineAsync(string numberOrId, Guid lineId, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await FindTicket.Of(db, user, numberOrId).SingleOrDefaultAsync(ct) is not { } ticket) return Refusal.NotFound;
        var merged = await merges.RunAsync(db, ticket.Id, ct);
        return await timeline.OneAsync(db, ticket.Ref, lineId, Categories(db), Covers(ticket, TicketPermissions.Note), ct, [.. merged.Select(m => m.Id)]) is { } line ? line : Refusal.NotFound;
    }

    private static IQueryable<TimelineName> Categories(AppDbContext db) => db.Set<Category>().Select(c => new TimelineName { Id = c.Id, Name = c.Path });

    private static IQueryable<Named> WithNames(AppDbContext db, IQueryable<Ticket> tickets) =>
        from t in tickets
        join structure in db.Set<Structure>() on t.StructureId equals structure.Id
        join requester in db.Set<User>() on t.RequesterId equals requester.Id
        join category in db.Set<Category>() on t.CategoryId equals category.Id
        join assignee in db.Set<User>() on t.AssigneeId equals assignee.Id into assignees
        from assignee in assignees.DefaultIfEmpty()
        join grp in db.Set<Group>() on t.GroupId equals grp.Id into groups
        from grp in groups.DefaultIfEmpty()
        join site in db.Set<Site>() on t.SiteId equals site.Id into sites
        from site in sites.DefaultIfEmpty()
        select new Named(
            t, structure.Name, requester.DisplayName, assignee.DisplayName, grp.Name, category.Path, site.Name,
            db.Set<TicketMerge>().Any(m => m.TargetId == t.Id && m.UndoneAt == null));

    private TicketRights RightsOn(Ticket ticket)
    {
        var mayRate = ticket is { State: TicketState.Closed, RatedAt: null } && ticket.RequesterId == user.Id && Covers(ticket, TicketPermissions.Rate);
        var isOpen = ticket.ClosedAt is null;
        var goesOn = ticket.MergedIntoId is null;   // a merged ticket is continued elsewhere
        var mayEdit = isOpen && Covers(ticket, TicketPermissions.Edit);
        var mayWork = Covers(ticket, TicketPermissions.Work);
        return new(goesOn && Covers(ticket, TicketPermissions.Comment), goesOn && Covers(ticket, TicketPermissions.Note), mayEdit, mayRate)
        {
            Describe = mayEdit || (ticket.MayDescribe(user.Id) && user.Can(TicketPermissions.Open)),
            Assign = isOpen && ticket.State != TicketState.Resolved && Covers(ticket, TicketPermissions.Assign),
            Work = goesOn && mayWork,
            OnlyAsked = ticket.RequesterId == user.Id && !mayWork && !mayEdit,
            Merge = goesOn && Covers(ticket, TicketPermissions.Merge),
            Delete = Covers(ticket, TicketPermissions.Delete),
        };
    }

    private OfferedStep[] StepsFor(Ticket ticket) =>
        [.. TicketWorkflow.Instance.Allowed(ticket, ticket.State, user, permission => Covers(ticket, permission)).Select(s => new OfferedStep(s.Trigger, s.Required))];

    private bool Covers(Ticket ticket, string permission) => user.Can(permission, ticket.StructureId, ticket.IsOwnedBy(user.Id));

    private sealed record Named(Ticket Ticket, string Structure, string Requester, string? Assignee, string? Group, string Category, string? Site, bool TookIn);
}
