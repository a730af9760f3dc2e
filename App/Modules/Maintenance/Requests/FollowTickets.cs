using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Requests;

/// <summary>
/// A ticket ends with the intervention that it became: resolved with the report, or told that the work was cancelled and left open. Once, however
/// often the event is delivered: what was told is noted in the same transaction.
/// </summary>
public sealed class FollowTickets(IDbContextFactory<AppDbContext> dbs, TicketTurning turning, TimeProvider clock) : IEventHandler<InterventionMoved>
{
    public async Task HandleAsync(Envelope<InterventionMoved> envelope, CancellationToken ct)
    {
        if (envelope.Data.To is not (InterventionState.Closed or InterventionState.Cancelled)) return;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var id = envelope.Data.InterventionId;
        if (await db.Set<TicketWork>().Where(w => w.InterventionId == id && w.EndedAt == null).Select(w => (Guid?)w.TicketId).SingleOrDefaultAsync(ct) is not { } ticket) return;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await turning.LockAsync(db, ticket, ct);
        if (await db.Set<TicketWork>().SingleOrDefaultAsync(w => w.InterventionId == id && w.EndedAt == null, ct) is not { } work) return;
        work.EndedAt = clock.GetUtcNow();
        await TellAsync(db, work, envelope.Data.To, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task TellAsync(AppDbContext db, TicketWork work, InterventionState to, CancellationToken ct)
    {
        var intervention = await db.Set<Intervention>().AsNoTracking().IgnoreQueryFilters().SingleAsync(i => i.Id == work.InterventionId, ct);
        if (to == InterventionState.Cancelled)
        {
            var reason = await db.Set<TimelineEntry>().Where(e => e.RecordId == work.InterventionId && e.Kind == TimelineKind.StateChanged && e.NewValue == nameof(InterventionState.Cancelled))
                .OrderByDescending(e => e.At).Select(e => e.Body).FirstOrDefaultAsync(ct);
            await turning.SayAsync(db, work.TicketId, "Cancelled", intervention.Number, reason, ct);
            return;
        }

        // A ticket with a checklist of its own that is not complete stays open, and says why it could be closed.
        var resolved = await turning.ResolveAsync(db, work.TicketId, intervention.Report ?? intervention.Title, work.TurnedBy, ct);
        if (resolved.Failed) await turning.SayAsync(db, work.TicketId, "Done", intervention.Number, intervention.Report, ct);
    }
}
