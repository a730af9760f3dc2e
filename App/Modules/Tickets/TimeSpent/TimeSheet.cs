using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.TimeSpent;

/// <param name="IsMine">Whether this reader may correct and remove it.</param>
public sealed record TimeLine(Guid Id, Guid PersonId, string Person, DateOnly WorkedOn, int Minutes, string? What, bool IsBillable, bool IsMine);

public sealed record TimeSheet(IReadOnlyList<TimeLine> Lines, int TotalMinutes);

/// <summary>The working time spent on a ticket, latest day first. Refuses: forbidden, not-found.</summary>
public sealed class ReadTimeSheet(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    /// <summary>Beyond these, older lines are counted and not listed.</summary>
    private const int Longest = 200;

    public async Task<Result<TimeSheet>> RunAsync(Guid ticketId, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Work)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var ticket = await TicketSight.Of(db.Set<Ticket>().AllowedTo(user, TicketPermissions.Work).Where(t => t.Id == ticketId)).SingleOrDefaultAsync(ct);
        return ticket is null ? Refusal.NotFound : await SheetAsync(db, ticket, ct);
    }

    /// <summary>Of a ticket that was read in the same turn. Refuses: forbidden.</summary>
    public async Task<Result<TimeSheet>> RunAsync(TicketDetails details, CancellationToken ct)
    {
        if (!details.Rights.Work) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await SheetAsync(db, TicketSight.Of(details.Ticket), ct);
    }

    private async Task<TimeSheet> SheetAsync(AppDbContext db, TicketSight ticket, CancellationToken ct)
    {
        var all = user.Can(TicketPermissions.CorrectTime, ticket.StructureId, ticket.IsOwnedBy(user.Id));
        var me = user.Id;
        var lines = await (
            from entry in db.Set<TimeEntry>().Where(e => e.TicketId == ticket.Id)
            join person in db.Set<User>() on entry.PersonId equals person.Id
            orderby entry.WorkedOn descending, entry.Id descending
            select new TimeLine(entry.Id, entry.PersonId, person.DisplayName, entry.WorkedOn, entry.Minutes, entry.What, entry.IsBillable, all || entry.PersonId == me))
            .Take(Longest).ToListAsync(ct);
        var total = lines.Count < Longest ? lines.Sum(l => l.Minutes) : await db.Set<TimeEntry>().Where(e => e.TicketId == ticket.Id).SumAsync(e => e.Minutes, ct);
        return new(lines, total);
    }
}
