using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Portal;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Maintenance.Requests;

/// <summary>An intervention that a ticket became.</summary>
/// <param name="GoesOn">The ticket is followed by it; else it is over.</param>
public sealed record InterventionOfTicket(string Number, InterventionState State, HoldReason? HoldReason, bool GoesOn);

/// <param name="StandsStill">Whoever reported it said that the equipment stands still.</param>
/// <param name="MayTurn">An intervention can be made of the ticket, by this person.</param>
public sealed record WorkOnTicket(IReadOnlyList<InterventionOfTicket> Interventions, bool StandsStill, bool MayTurn);

/// <summary>What maintenance has to say on the page of a ticket. Refuses: not-found (also for a ticket that one may not know of).</summary>
[NeedsOnRecord(RecordRight.See)]
public sealed class GetTicketWork(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds) : IUseCase
{
    private static readonly string[] Over = [.. new[] { TicketState.Resolved, TicketState.Closed, TicketState.Cancelled }.Select(s => $"TicketState.{s}")];

    public async Task<Result<WorkOnTicket>> RunAsync(RecordRef record, CancellationToken ct)
    {
        if (record.Kind != TicketTurning.RecordKind) return Refusal.NotFound;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (kinds.Of(record.Kind) is not { } kind || await kind.AccessAsync(db, user, record.Id, ct) is not { } access) return Refusal.NotFound;
        var interventions = await (
            from work in db.Set<TicketWork>().Where(w => w.TicketId == record.Id)
            join i in db.Set<Intervention>().AsNoTracking().AllowedTo(user, MaintenancePermissions.View) on work.InterventionId equals i.Id
            orderby work.TurnedAt descending
            select new InterventionOfTicket(i.Number, i.State, i.HoldReason, work.EndedAt == null)).ToListAsync(ct);
        var standsStill = await db.Set<ReportedProblem>().AnyAsync(p => p.TicketId == record.Id && p.StandsStill, ct);
        var mayTurn = user.Can(MaintenancePermissions.Create) && !Over.Contains(access.Card.State) && !interventions.Exists(i => i.GoesOn);
        return new WorkOnTicket(interventions, standsStill, mayTurn);
    }
}
