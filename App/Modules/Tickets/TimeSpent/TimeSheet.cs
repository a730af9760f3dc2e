using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.TimeSpent;

/// <param name="IsMine">Whether this reader may correct and remove it.</param>
public sealed record TimeLine(Guid Id, Guid PersonId, string Person, DateOnly WorkedOn, int Minutes, string? What, bool IsBillable, bool IsMine);

public sealed record TimeSheet(IReadOnlyList<TimeLine> Lines, int TotalMinutes);

/// <summary>The working time spent on a ticket, latest day first. Refuses: forbidden, not-found. Two statements.</summary>
public sealed class ReadTimeSheet(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    /// <summary>Beyond these, older lines are counted and not listed.</summary>
    private const int Longest = 200;

    public async Task<Result<TimeSheet>> RunAsync(Guid ticketId, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Work)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var ticket = await db.Set<Ticket>().AllowedTo(user, TicketPermissions.Work).Where(t => t.Id == ticketId)
            .Select(t => new { t.StructureId, t.RequesterId, t.AssigneeId, Total = db.Set<TimeEntry>().Where(e => e.TicketId == t.Id).Sum(e => e.Minutes) }).SingleOrDefaultAsync(ct);
        if (ticket is null) return Refusal.NotFound;

        var all = user.Can(TicketPermissions.CorrectTime, ticket.StructureId, ticket.RequesterId == user.Id || ticket.AssigneeId == user.Id);
        var me = user.Id;
        var lines = await (
            from entry in db.Set<TimeEntry>().Where(e => e.TicketId == ticketId)
            join person in db.Set<User>() on entry.PersonId equals person.Id
            orderby entry.WorkedOn descending, entry.Id descending
            select new TimeLine(entry.Id, entry.PersonId, person.DisplayName, entry.WorkedOn, entry.Minutes, entry.What, entry.IsBillable, all || entry.PersonId == me))
            .Take(Longest).ToListAsync(ct);
        return new TimeSheet(lines, ticket.Total);
    }
}
