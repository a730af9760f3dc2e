using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.TimeSpent;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

public sealed record ExportedTicket(
    string Number, string Title, TicketState State, string? WaitingReason, Priority Priority, string Category, string Structure,
    string Requester, string? Assignee, string? Group, DateTimeOffset OpenedAt, DateTimeOffset? ResolvedAt, DateTimeOffset? ClosedAt, int? Score, int? MinutesSpent,
    DateTimeOffset? DueAt, ClockState? Standing);

public sealed record StateCount(TicketState State, int Count);

/// <summary>A filter as the cover names it: a resource key, and the value in words or as typed.</summary>
public sealed record UsedFilter(string Label, string Value);

/// <param name="Rows">Streams from the database while it is read; read it once.</param>
public sealed record ExportedTickets(
    string Organisation, IReadOnlyList<UsedFilter> Filters, IReadOnlyList<StateCount> ByState, IAsyncEnumerable<ExportedTicket> Rows);

/// <summary>All tickets a filter shows and one may export, streamed; written to the audit log before the first row. Refuses: forbidden.</summary>
[Needs(TicketPermissions.Export)]
public sealed class ExportTickets(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone, TextCatalog texts, TimeProvider clock) : IUseCase
{
    private static readonly TimeSpan LongestDownload = TimeSpan.FromMinutes(15);

    public async Task<Result<ExportedTickets>> RunAsync(TicketFilter filter, string format, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Export)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var organisation = await db.Set<OrganisationSettings>().Select(o => o.Name).SingleOrDefaultAsync(ct) ?? "OpsFlux";
        var byState = await Allowed(db, filter).WithDue(filter, db, TicketReader.Of(user, zone, clock)).GroupBy(t => t.State).Select(g => new StateCount(g.Key, g.Count())).ToListAsync(ct);
        var filters = await new FilterWords(db, user, texts).DescribeAsync(filter, ct);
        AuditWriter.Add(db, AuditAction.Export, Ticket.RecordKind, null, $"{format}, {byState.Sum(s => s.Count)}: {string.Join("; ", filters.Select(f => $"{f.Label}={f.Value}"))}");
        await db.SaveChangesAsync(ct);
        return new ExportedTickets(organisation, filters, [.. byState.OrderBy(s => s.State)], Stream(filter, ct));
    }

    private IQueryable<Ticket> Allowed(AppDbContext db, TicketFilter filter) =>
        db.Set<Ticket>().AllowedTo(user, TicketPermissions.Export).Matching(filter, db, TicketReader.Of(user, zone, clock));

    private async IAsyncEnumerable<ExportedTicket> Stream(TicketFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.AllowLongReadsAsync(LongestDownload, ct);
        var rows =
            from t in Allowed(db, filter).Ordered(filter, db, TicketReader.Of(user, zone, clock))
            join category in db.Set<Category>() on t.CategoryId equals category.Id
            join structure in db.Set<Structure>() on t.StructureId equals structure.Id
            join requester in db.Set<User>() on t.RequesterId equals requester.Id
            join assignee in db.Set<User>() on t.AssigneeId equals assignee.Id into assignees
            from assignee in assignees.DefaultIfEmpty()
            join grp in db.Set<Group>() on t.GroupId equals grp.Id into groups
            from grp in groups.DefaultIfEmpty()
            join resolution in db.Set<SlaClock>().Where(c => c.Code == TicketClocks.Resolution && c.Ordinal == 1 && c.PolicyId != null) on t.Id equals resolution.RecordId into resolutions
            from resolution in resolutions.DefaultIfEmpty()
            select new ExportedTicket(
                t.Number, t.Title, t.State, t.WaitingReason, t.Priority, category.Path, structure.Name,
                requester.DisplayName, assignee.DisplayName, grp.Name, t.OpenedAt, t.ResolvedAt, t.ClosedAt, t.Score,
                db.Set<TimeEntry>().Where(e => e.TicketId == t.Id).Sum(e => (int?)e.Minutes),
                resolution.DueAt, (ClockState?)resolution.State);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct)) yield return row;
    }
}
