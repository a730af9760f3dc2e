using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Audit.Alerts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;

namespace OpsFlux.Kernel.Audit.Verifying;

/// <summary>Proves the log every week, writes the outcome to the log itself, and alerts the administrators where it is refuted.</summary>
public sealed class VerifyAuditJob(VerifyAudit verify, AuditAlert alert, IDbContextFactory<AppDbContext> dbs, TimeProvider clock, ILogger<VerifyAuditJob> log) : IScheduledJob
{
    /// <summary>Beyond these the log of the application would only repeat itself; the verb names all.</summary>
    private const int MostLogged = 20;

    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        var told = 0;
        var verdict = await verify.RunAsync(null, null, finding =>
        {
            if (told++ < MostLogged) log.LogError("The audit log is not what was sealed: {Kind} in seal {Seal}, entry {Entry}", finding.Kind, finding.Seal, finding.EntryId);
            return Task.CompletedTask;
        }, ct);
        await KeepAsync(verdict, ct);
        if (!verdict.IsProved) await alert.TellAsync("verify", $"{clock.GetUtcNow():yyyy-MM-dd}", new("Notify.AuditRefuted", "/admin/audit?action=Verify", Number(verdict.Findings)), ct);
        return new(verdict.IsProved ? "Job.audit.verify.Proved" : "Job.audit.verify.Refuted", Number(verdict.Entries), Number(verdict.Findings));
    }

    /// <summary>The page of the log shows the last one.</summary>
    private async Task KeepAsync(AuditVerdict verdict, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        AuditWriter.Add(db, AuditAction.Verify, "audit", Number(verdict.Findings), $"{verdict.Seals} seals, {verdict.Entries} entries, {verdict.Findings} findings");
        await db.SaveChangesAsync(ct);
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
