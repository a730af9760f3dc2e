using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Signatures;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Reporting;

/// <param name="State">What became of the mail; null: it is no longer kept.</param>
public sealed record ReportMailLine(string Name, string Address, DateTimeOffset At, MailState? State);

/// <summary>A report as its card shows it.</summary>
/// <param name="Replaces">Number of the one it corrects.</param>
public sealed record ReportLine(InterventionReport Report, string? Replaces, IReadOnlyList<ReportMailLine> Mails);

/// <summary>The reports of an intervention, the newest first.</summary>
/// <param name="MayMake">Also to see where they were sent.</param>
/// <param name="IsOutdated">Somebody signed since the newest was asked for.</param>
public sealed record ReportList(IReadOnlyList<ReportLine> Reports, bool IsClosed, bool MayMake, bool IsOutdated)
{
    public InterventionReport? Last => Reports is [var newest, ..] ? newest.Report : null;
}

/// <summary>The reports of an intervention, and where they were sent for whoever may make them. Refuses: forbidden, not-found.</summary>
[Needs(MaintenancePermissions.View)]
public sealed class ListReports(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result<ReportList>> RunAsync(Guid interventionId, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var intervention = await db.Set<Intervention>().AsNoTracking().AllowedTo(user, MaintenancePermissions.View).SingleOrDefaultAsync(i => i.Id == interventionId, ct);
        if (intervention is null) return Refusal.NotFound;

        var reports = await db.Set<InterventionReport>().AsNoTracking().Where(r => r.InterventionId == interventionId).OrderByDescending(r => r.AskedAt).ThenByDescending(r => r.Id).ToListAsync(ct);
        var mayMake = user.Can(MaintenancePermissions.Work, intervention.StructureId, intervention.IsOwnedBy(user.Id));
        var mails = mayMake && reports.Count > 0 ? await MailsAsync(db, [.. reports.Select(r => r.Id)], ct) : Enumerable.Empty<(Guid, ReportMailLine)>().ToLookup(m => m.Item1, m => m.Item2);
        var isOutdated = mayMake && reports is [{ AskedAt: var asked }, ..] && await db.Set<InterventionSignature>().AnyAsync(s => s.InterventionId == interventionId && s.SignedAt > asked, ct);
        var numbers = reports.ToDictionary(r => r.Id, r => r.Number);
        return new ReportList(
            [.. reports.Select(r => new ReportLine(r, r.ReplacesId is { } replaced ? numbers.GetValueOrDefault(replaced) : null, [.. mails[r.Id]]))],
            intervention.State == InterventionState.Closed, mayMake && intervention.ArchivedAt is null, isOutdated);
    }

    /// <summary>The file of the newest report that is printed. Refuses: forbidden, not-found (also where there is none yet).</summary>
    public async Task<Result<Guid>> FileAsync(string numberOrId, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var interventions = db.Set<Intervention>().AllowedTo(user, MaintenancePermissions.View).WithNumberOrId(numberOrId);
        var file = await db.Set<InterventionReport>().Where(r => r.AttachmentId != null && interventions.Any(i => i.Id == r.InterventionId))
            .OrderByDescending(r => r.AskedAt).ThenByDescending(r => r.Id).Select(r => r.AttachmentId).FirstOrDefaultAsync(ct);
        return file is { } found ? found : Refusal.NotFound;
    }

    private static async Task<ILookup<Guid, ReportMailLine>> MailsAsync(AppDbContext db, Guid[] reports, CancellationToken ct)
    {
        var rows = await (
            from sent in db.Set<ReportMail>().AsNoTracking()
            where reports.Contains(sent.ReportId)
            join mail in db.Set<MailMessage>() on sent.MailId equals mail.Id into mails
            from mail in mails.DefaultIfEmpty()
            orderby sent.Name, sent.Address
            select new { sent.ReportId, sent.Name, sent.Address, sent.QueuedAt, State = (MailState?)mail.State, mail.FinishedAt }).ToListAsync(ct);
        return rows.ToLookup(r => r.ReportId, r => new ReportMailLine(r.Name, r.Address, r.FinishedAt ?? r.QueuedAt, r.State));
    }
}
