using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Modules.Maintenance.Clients;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Reporting;

/// <summary>Gives a report its number and puts it into the queue of what is to be printed; the caller saves, in a transaction.</summary>
internal static class ReportAsking
{
    private const string Fallback = "fr";

    public static async Task AskAsync(AppDbContext db, Intervention intervention, InterventionReport? replaced, string? reason, Guid askedBy, DateTimeOffset now, CancellationToken ct)
    {
        var language = await db.Set<Client>().Where(c => c.StructureId == intervention.StructureId).Select(c => c.Language).SingleOrDefaultAsync(ct) ?? Fallback;
        var report = new InterventionReport
        {
            InterventionId = intervention.Id, Number = await Numbering.DrawAsync(db, InterventionReport.NumberKind, InterventionReport.NumberPrefix, now, ct), Language = language,
            ReplacesId = replaced?.Id, Reason = reason, AskedAt = now, AskedBy = askedBy, NextAttemptAt = now,
        };
        db.Add(report);
        intervention.Raise(new InterventionReportChanged(intervention.Id, report.Id, ReportState.Waiting));
    }
}
