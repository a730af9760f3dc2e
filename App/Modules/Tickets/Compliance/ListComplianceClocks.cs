using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Compliance;

/// <summary>A clock behind a figure.</summary>
/// <param name="Code">Text: <c>Clock.{Code}</c>.</param>
/// <param name="Said">Why it was left out, or how its breach was explained.</param>
/// <param name="Percent">Of its target, where it is at risk.</param>
public sealed record ComplianceClock(
    Guid ClockId, string Number, string Title, string Code, ClockState State, string Structure, string? Site, string Category, string? Technician, string? Agreement,
    DateTimeOffset? StartedAt, DateTimeOffset? DueAt, DateTimeOffset? StoppedAt, string? Said, int? Percent);

/// <param name="Clocks">The latest first, those at risk the first to be due; <see cref="ListComplianceClocks.Most"/> at most.</param>
public sealed record ComplianceClocks(IReadOnlyList<ComplianceClock> Clocks, bool IsCut);

/// <summary>The clocks behind a figure of the report. Two statements, three for those at risk. Refuses: forbidden.</summary>
[Needs(SlaPermissions.View), Needs(TicketPermissions.View)]
public sealed class ListComplianceClocks(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone, TimeProvider time) : IUseCase
{
    public const int Most = 500;

    public async Task<Result<ComplianceClocks>> RunAsync(ComplianceFilter filter, CancellationToken ct)
    {
        if (!user.Can(SlaPermissions.View) || !user.Can(TicketPermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await ReadAsync(db, user, TicketPermissions.View, filter, TicketReader.Of(user, zone, time), Most, ct);
    }

    internal static async Task<ComplianceClocks> ReadAsync(
        AppDbContext db, ICurrentUser user, string permission, ComplianceFilter filter, TicketReader reader, int most, CancellationToken ct)
    {
        var clocks = ComplianceQueries.Of(db, user, permission, filter);
        if (filter.Figure is ComplianceFigure.AtRisk)
        {
            var (atRisk, isCut) = await ClocksAtRisk.ReadAsync(db, clocks, filter.By, reader.Now, ct);
            var percents = atRisk.Take(most).ToDictionary(r => r.Clock.ClockId, r => r.Percent);
            Guid[] ids = [.. percents.Keys];
            var rows = await Rows(db, clocks.Where(x => ids.Contains(x.Clock.Id))).ToListAsync(ct);
            return new([.. rows.OrderBy(r => r.Clock.DueAt).ThenBy(r => r.Clock.Id).Select(r => Line(r, percents[r.Clock.Id]))], isCut || atRisk.Count > most);
        }

        var decided = clocks.Decided(filter, reader);
        decided = filter.Figure is { } figure ? decided.Showing(figure) : decided;
        var found = await Rows(db, decided.OrderByDescending(x => x.Clock.DecidedAt).ThenByDescending(x => x.Clock.Id).Take(most + 1)).ToListAsync(ct);
        return new([.. found.Take(most).OrderByDescending(r => r.Clock.DecidedAt).ThenByDescending(r => r.Clock.Id).Select(r => Line(r, null))], found.Count > most);
    }

    /// <summary>Names are joined to what is shown alone.</summary>
    private static IQueryable<Row> Rows(AppDbContext db, IQueryable<TicketClock> clocks) =>
        from x in clocks
        join structure in db.Set<Structure>() on x.Ticket.StructureId equals structure.Id
        join category in db.Set<Category>() on x.Ticket.CategoryId equals category.Id
        join site in db.Set<Site>() on x.Ticket.SiteId equals site.Id into sites
        from site in sites.DefaultIfEmpty()
        join technician in db.Set<User>() on x.Ticket.AssigneeId equals technician.Id into technicians
        from technician in technicians.DefaultIfEmpty()
        join policy in db.Set<SlaPolicy>() on x.Clock.PolicyId equals policy.Id into policies
        from policy in policies.DefaultIfEmpty()
        select new Row
        {
            Clock = x.Clock, Number = x.Ticket.Number, Title = x.Ticket.Title, Structure = structure.Name, Category = category.Path,
            Site = site.Name, Technician = technician.DisplayName, Agreement = policy.Name,
        };

    private static ComplianceClock Line(Row row, int? percent)
    {
        var clock = row.Clock;
        var said = clock.State is ClockState.Excluded ? ClockCourse.Of(null, FactsJson.Read(clock.Facts)).ExcludedFor : clock.Justification;
        return new(
            clock.Id, row.Number, row.Title, clock.Code, clock.State, row.Structure, row.Site, row.Category, row.Technician, row.Agreement,
            clock.StartedAt, clock.DueAt, clock.StoppedAt, said, percent);
    }

    private sealed class Row
    {
        public required SlaClock Clock { get; init; }
        public required string Number { get; init; }
        public required string Title { get; init; }
        public required string Structure { get; init; }
        public required string Category { get; init; }
        public string? Site { get; init; }
        public string? Technician { get; init; }
        public string? Agreement { get; init; }
    }
}
