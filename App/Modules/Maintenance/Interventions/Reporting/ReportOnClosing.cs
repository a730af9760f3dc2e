using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Reporting;

/// <summary>
/// Asks for the report when an intervention is closed: once, however often it is told. Printing takes seconds, during which
/// no other event may wait: that is the work of <see cref="ReportLoop"/>.
/// </summary>
public sealed class ReportOnClosing(IDbContextFactory<AppDbContext> dbs, TimeProvider clock) : IEventHandler<InterventionMoved>
{
    public async Task HandleAsync(Envelope<InterventionMoved> envelope, CancellationToken ct)
    {
        if (envelope.Data.To != InterventionState.Closed) return;
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);

        // The row is locked first: two deliveries at one moment come one after the other, and the second finds the report.
        var intervention = await db.Set<Intervention>().FromSql($"select * from maintenance.interventions where id = {envelope.Data.InterventionId} for update").IgnoreQueryFilters().SingleOrDefaultAsync(ct);
        if (intervention is null || await db.Set<InterventionReport>().AnyAsync(r => r.InterventionId == intervention.Id, ct)) return;
        await ReportAsking.AskAsync(db, intervention, replaced: null, reason: null, envelope.ActorId ?? intervention.RequesterId, clock.GetUtcNow(), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
