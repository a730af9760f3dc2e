using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Reporting;

/// <summary>
/// Makes the report of a closed intervention by hand: the first where there is none, a corrected one with another number where
/// there is one, and another attempt at once where the last one is still to be printed or mailed. Refuses: forbidden,
/// not-found, not-closed, is-archived, invalid (a correction says what is corrected), already-exists (two at one moment).
/// </summary>
[Needs(MaintenancePermissions.Work)]
public sealed class MakeReport(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public Task<Result> RunAsync(MakeReportRequest request, CancellationToken ct) =>
        InterventionAction.RunAsync(dbs, user, request, MaintenancePermissions.Work, (db, intervention) => MakeAsync(db, intervention, request, ct), ct, checkVersion: false);

    private async Task<Result> MakeAsync(AppDbContext db, Intervention intervention, MakeReportRequest request, CancellationToken ct)
    {
        if (intervention.State != InterventionState.Closed) return Refusal.Conflict(MaintenanceRefusals.NotClosed);
        var now = clock.GetUtcNow();
        var last = await db.Set<InterventionReport>().Where(r => r.InterventionId == intervention.Id).OrderByDescending(r => r.AskedAt).ThenByDescending(r => r.Id).FirstOrDefaultAsync(ct);
        if (last is { State: not ReportState.Sent })
        {
            if (last.Error is not null) last.NextAttemptAt = now;   // else somebody is at it already
            intervention.Raise(new InterventionReportChanged(intervention.Id, last.Id, last.State));
            return Result.Ok;
        }

        if (last is not null && string.IsNullOrWhiteSpace(request.Reason)) return Refusal.Invalid(new FieldError(nameof(request.Reason), "required"));
        await ReportAsking.AskAsync(db, intervention, last, last is null ? null : TypedText.OneLine(request.Reason!), user.Id, now, ct);   // checked just before
        return Result.Ok;
    }
}
