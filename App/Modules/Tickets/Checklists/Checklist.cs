using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Checklists;

public sealed record ChecklistLine(Guid Id, string Text, bool IsRequired, DateTimeOffset? DoneAt, string? DoneBy);

/// <summary>'2 of 5', as lists and headings show it.</summary>
public sealed record ChecklistProgress(int Done, int Total);

/// <summary>The checklist of a ticket one may see, in its order. Refuses: forbidden, not-found.</summary>
public sealed class ReadChecklist(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result<IReadOnlyList<ChecklistLine>>> RunAsync(Guid ticketId, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await db.Set<Ticket>().AllowedTo(user, TicketPermissions.View).AnyAsync(t => t.Id == ticketId, ct)) return Refusal.NotFound;
        return await LinesAsync(db, ticketId, ct);
    }

    /// <summary>Of a ticket that was read in the same turn.</summary>
    public async Task<Result<IReadOnlyList<ChecklistLine>>> RunAsync(RecordAccess access, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await LinesAsync(db, access.Card.Ref.Id, ct);
    }

    private static Task<List<ChecklistLine>> LinesAsync(AppDbContext db, Guid ticketId, CancellationToken ct) =>
        (

            from item in db.Set<ChecklistItem>().Where(i => i.TicketId == ticketId)
            join person in db.Set<User>() on item.DoneBy equals person.Id into people
            from person in people.DefaultIfEmpty()
            orderby item.Position, item.Id
            select new ChecklistLine(item.Id, item.Text, item.IsRequired, item.DoneAt, person.DisplayName)).ToListAsync(ct);

    /// <summary>For rows of a list: how far those among the tickets are that have a checklist and may be seen. One statement.</summary>
    public async Task<IReadOnlyDictionary<Guid, ChecklistProgress>> ProgressAsync(IReadOnlyCollection<Guid> ticketIds, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var visible = db.Set<Ticket>().AllowedTo(user, TicketPermissions.View).Where(t => ticketIds.Contains(t.Id)).Select(t => t.Id);
        return await db.Set<ChecklistItem>().Where(i => visible.Contains(i.TicketId)).GroupBy(i => i.TicketId)
            .Select(g => new { g.Key, Done = g.Count(i => i.DoneAt != null), Total = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => new ChecklistProgress(g.Done, g.Total), ct);
    }
}
