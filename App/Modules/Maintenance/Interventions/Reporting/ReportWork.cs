using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Files.Storage;
using OpsFlux.Kernel.Files.Uploads;
using OpsFlux.Kernel.Reports.Printing;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Reporting.Print;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Reporting;

/// <summary>
/// Takes up one report that is due, prints it or mails it, and writes down what came of it. What fails is tried again later,
/// and its reason stands on the report meanwhile.
/// </summary>
public sealed class ReportWork(
    IDbContextFactory<AppDbContext> dbs, SheetReader reader, SheetPrinter printer, FileIntake intake, IFileStore store, ReportMails mails, TimeProvider clock, ILogger<ReportWork> log)
{
    /// <summary>Bytes: as much as a mail takes.</summary>
    private const long Longest = 20L << 20;

    private const string Unexpected = "maintenance.report-failed";

    /// <summary>False when nothing is due.</summary>
    public async Task<bool> TakeNextAsync(CancellationToken ct)
    {
        if (await ClaimAsync(ct) is not { } id) return false;
        string? failure;
        try
        {
            failure = await GoOnAsync(id, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogWarning(e, "Report {ReportId} could not be gone on with", id);
            failure = e is PdfUnavailableException unavailable ? unavailable.Code : Unexpected;
        }

        if (failure is not null) await PostponeAsync(id, failure, ct);
        return true;
    }

    private async Task<Guid?> ClaimAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var leaseEnds = now + InterventionReport.Lease;
        var claimed = await db.Database.SqlQuery<Guid>(
            $"""
             update maintenance.intervention_reports set attempts = attempts + 1, next_attempt_at = {leaseEnds}
             where id = (select r.id from maintenance.intervention_reports r where r.state <> 'Sent' and r.next_attempt_at <= {now}
                         order by r.next_attempt_at, r.id limit 1 for update skip locked)
             returning id as "Value"
             """).ToListAsync(ct);
        return claimed is [var id] ? id : null;
    }

    /// <summary>Null, or why it failed.</summary>
    private async Task<string?> GoOnAsync(Guid id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var report = await db.Set<InterventionReport>().AsNoTracking().SingleAsync(r => r.Id == id, ct);
        return report.State == ReportState.Waiting ? await PrintAsync(db, report, ct) : await mails.QueueAsync(report, ct);
    }

    private async Task<string?> PrintAsync(AppDbContext db, InterventionReport report, CancellationToken ct)
    {
        using var pdf = new MemoryStream();
        await printer.PrintAsync(await reader.ReadAsync(db, report, ct), pdf, ct);
        pdf.Position = 0;
        var taken = await intake.TakeAsync($"{report.Number}.pdf", pdf, Longest, report.AskedBy, ct);
        if (taken.Failed) return taken.Refusal.Code;
        var isKept = false;
        try
        {
            isKept = await KeepAsync(report.Id, taken.Value, ct);
        }
        finally
        {
            if (!isKept) await store.DeleteAsync(taken.Value.StorageKey, CancellationToken.None);
        }

        return null;
    }

    /// <summary>False where another instance has printed it meanwhile.</summary>
    private async Task<bool> KeepAsync(Guid id, Attachment file, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var report = await LockAsync(db, id, ct);
        if (report.State != ReportState.Waiting) return false;
        var intervention = await InterventionAsync(db, report, ct);
        file.IsKept = true;
        HeldFiles.Hang(file, intervention, isInternal: false);
        db.Add(file);
        report.Print(file.Id, clock.GetUtcNow());
        intervention.Raise(new InterventionReported(intervention.Id, report.Id, report.Number));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private async Task PostponeAsync(Guid id, string code, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var report = await LockAsync(db, id, ct);
        var isNews = report.Error != code;
        report.Postpone(code, clock.GetUtcNow());
        var intervention = await InterventionAsync(db, report, ct);
        if (isNews) intervention.Raise(new InterventionReportFailed(intervention.Id, report.Id, report.Number, code));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    internal static Task<InterventionReport> LockAsync(AppDbContext db, Guid id, CancellationToken ct) =>
        db.Set<InterventionReport>().FromSql($"select * from maintenance.intervention_reports where id = {id} for update").SingleAsync(ct);

    internal static Task<Intervention> InterventionAsync(AppDbContext db, InterventionReport report, CancellationToken ct) =>
        db.Set<Intervention>().IgnoreQueryFilters().SingleAsync(i => i.Id == report.InterventionId, ct);
}
