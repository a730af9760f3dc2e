using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Merging;

/// <summary>Two tickets that this person may merge, held against every other merge until the transaction ends.</summary>
internal sealed record TicketPair(Ticket Source, Ticket Target)
{
    /// <summary>Null: one of them is not there, or not within reach. Locked in the order of their ids, so that two merges of the same tickets queue up.</summary>
    public static async Task<TicketPair?> LockAsync(AppDbContext db, ICurrentUser user, Guid sourceId, Guid targetId, CancellationToken ct)
    {
        Guid[] ids = [sourceId, targetId];
        await db.Database.ExecuteSqlAsync($"select id from tickets.tickets where id = any({ids}) order by id for update", ct);
        var found = await db.Set<Ticket>().AllowedTo(user, TicketPermissions.Merge).Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, ct);
        return found.TryGetValue(sourceId, out var source) && found.TryGetValue(targetId, out var target) ? new(source, target) : null;
    }
}
