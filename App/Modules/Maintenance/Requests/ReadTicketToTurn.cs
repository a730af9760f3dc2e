using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Portal;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Requests;

/// <summary>What the form of an intervention begins with, when it is made of a ticket.</summary>
public sealed record TicketToTurn(TicketMaterial Ticket)
{
    /// <summary>The first that the ticket is linked to and on which work can begin.</summary>
    public EquipmentSight? Equipment { get; init; }

    /// <summary>Whoever reported it said that the equipment stands still.</summary>
    public bool StandsStill { get; init; }

    /// <summary>Number of the intervention that it is already; null where there is none, or none that this reader may see.</summary>
    public string? TurnedInto { get; init; }

    public InterventionPriority Priority => Ticket.Priority switch
    {
        Shared.Tickets.Priority.Critical => InterventionPriority.Critical,
        Shared.Tickets.Priority.High => InterventionPriority.High,
        _ => StandsStill ? InterventionPriority.High : InterventionPriority.Normal,
    };
}

/// <summary>Reads a ticket for the form of a new intervention. Refuses: forbidden, not-found (also for what one may not know of).</summary>
[Needs(MaintenancePermissions.Create)]
public sealed class ReadTicketToTurn(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TicketTurning turning) : IUseCase
{
    public async Task<Result<TicketToTurn>> RunAsync(string number, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.Create)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var read = await turning.ReadAsync(db, number, ct);
        if (read.Failed) return read.Refusal;
        var id = read.Value.Ref.Id;
        return new TicketToTurn(read.Value)
        {
            Equipment = await EquipmentReading.Sights(db, user)
                .Where(e => e.State != OperatingState.OutOfService && e.LifeCycle != LifeCycle.Retired
                    && db.Set<RecordLink>().Any(l => (l.FromId == id && l.ToId == e.Id) || (l.ToId == id && l.FromId == e.Id)))
                .OrderBy(e => e.Name).ThenBy(e => e.Id).FirstOrDefaultAsync(ct),
            StandsStill = await db.Set<ReportedProblem>().AnyAsync(p => p.TicketId == id && p.StandsStill, ct),
            TurnedInto = await TicketWorks.GoingOn(db, user, id).Select(i => i.Number).FirstOrDefaultAsync(ct),
        };
    }
}
