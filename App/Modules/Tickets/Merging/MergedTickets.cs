using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Modules.Tickets.UseCases;

namespace OpsFlux.Modules.Tickets.Merging;

/// <summary>A ticket that goes on in another one, straight or by way of a third.</summary>
/// <remarks><see cref="MergeId"/> is the merge that can be undone from the ticket on screen; null where it went by way of a third.</remarks>
public sealed class MergedTicket
{
    public Guid Id { get; init; }
    public string Number { get; init; } = "";
    public Guid RequesterId { get; init; }
    public Guid? MergeId { get; init; }
    public DateTimeOffset MergedAt { get; init; }
}

/// <summary>All that went into one ticket, oldest first. Whoever may see the ticket may see what went into it: that is what merging means.</summary>
[PartOf(typeof(GetTicket), typeof(TicketTurning))]
public sealed class MergedTickets : IUseCase
{
    public Task<List<MergedTicket>> RunAsync(AppDbContext db, Guid targetId, CancellationToken ct) =>
        db.Database.SqlQuery<MergedTicket>(
            $"""
             with recursive gone (source_id, merge_id, merged_at) as (
                 select source_id, id, merged_at from tickets.merges where target_id = {targetId} and undone_at is null
                 union
                 select m.source_id, null::uuid, m.merged_at from tickets.merges m join gone g on m.target_id = g.source_id where m.undone_at is null
             )
             select t.id as "Id", t.number as "Number", t.requester_id as "RequesterId", g.merge_id as "MergeId", g.merged_at as "MergedAt"
             from gone g join tickets.tickets t on t.id = g.source_id and t.deleted_at is null order by g.merged_at, t.id
             """).ToListAsync(ct);
}
