using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>
/// Finds one ticket by number or id, for what hangs on it: its own row alone, where <see cref="GetTicket"/> reads all that
/// its page shows. Refuses: forbidden, not-found (also for what one may not know of).
/// </summary>
[Needs(TicketPermissions.View)]
public sealed class FindTicket(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result<Ticket>> RunAsync(string numberOrId, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Of(db, user, numberOrId).SingleOrDefaultAsync(ct) is { } ticket ? ticket : Refusal.NotFound;
    }

    internal static IQueryable<Ticket> Of(AppDbContext db, ICurrentUser user, string numberOrId) =>
        db.Set<Ticket>().AsNoTracking().AllowedTo(user, TicketPermissions.View).WithNumberOrId(numberOrId);
}
