using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Explaining;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Clocks;

/// <param name="IsInternal">Whether the reader works with the ticket: agreements and lengths are the desk's affair.</param>
public sealed record TicketClockList(IReadOnlyList<ClockView> Clocks, bool IsInternal);

/// <summary>All clocks of a ticket there ever were; whoever only asked is told of the resolution. Refuses: forbidden, not-found.</summary>
[Needs(TicketPermissions.View)]
public sealed class ListTicketClocks(IDbContextFactory<AppDbContext> dbs, GetTicket get, ReadClocks clocks) : IUseCase
{
    public async Task<Result<TicketClockList>> RunAsync(string numberOrId, CancellationToken ct)
    {
        var found = await get.RunAsync(numberOrId, ct);
        if (found.Failed) return found.Refusal;
        if (found.Value.Rights.OnlyAsked) return new TicketClockList(found.Value.Clocks, false);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return new TicketClockList(await clocks.AllAsync(db, found.Value.Ticket.Id, ct), true);
    }
}
