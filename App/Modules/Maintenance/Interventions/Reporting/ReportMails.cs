using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.Attachments;
using OpsFlux.Kernel.Mail.Composing;
using OpsFlux.Kernel.Mail.Mime;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Clients;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Reporting;

/// <summary>
/// Puts the mails of a report into the queue: to those contacts of the client who are to have reports, and to whoever asked for
/// the work where he is one of the client's people. Once per report and address. Each in his own language.
/// </summary>
public sealed class ReportMails(IDbContextFactory<AppDbContext> dbs, MailSettings settings, MailComposer composer, TimeProvider clock)
{
    private const string NotScanned = "maintenance.report-not-scanned";

    /// <param name="UserId">Null: he has no account, and could open nothing here.</param>
    private sealed record Reader(string Address, string Name, string Language, string? ZoneId, Guid? UserId);

    /// <summary>Null, or why it cannot be mailed now. Where mail is off, or nobody is to have it, it counts as sent to nobody.</summary>
    public async Task<string?> QueueAsync(InterventionReport printed, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var report = await ReportWork.LockAsync(db, printed.Id, ct);
        if (report.State != ReportState.Printed) return null;
        var file = await db.Set<Attachment>().AsNoTracking().SingleAsync(a => a.Id == report.AttachmentId, ct);
        if (file.State != AttachmentState.Clean) return NotScanned;

        var intervention = await ReportWork.InterventionAsync(db, report, ct);
        if (settings is { IsOn: true, From: { } from })
            foreach (var reader in await ReadersAsync(db, intervention, ct)) await QueueAsync(db, report, intervention, file, reader, from, ct);
        report.Send(clock.GetUtcNow());
        intervention.Raise(new InterventionReportChanged(intervention.Id, report.Id, report.State));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    private async Task QueueAsync(AppDbContext db, InterventionReport report, Intervention intervention, Attachment file, Reader reader, Mailbox from, CancellationToken ct)
    {
        if (Mailbox.Of(reader.Address, reader.Name) is not { } to) return;
        var address = to.Address.ToLowerInvariant();
        if (db.Set<ReportMail>().Local.Any(m => m.Address == address)) return;
        var written = await composer.LetterAsync(new(reader.Language, reader.ZoneId, reader.Name), await LetterAsync(db, report, intervention, reader, ct), ct);
        var (id, now) = (Guid.CreateVersion7(), clock.GetUtcNow());
        var mail = new MailMessage
        {
            Id = id, Recipient = address, RecipientName = to.Name, RecipientId = reader.UserId, Language = reader.Language,
            Subject = written.Subject, Text = written.Text, Html = written.Html, MessageId = MailEnvelope.MessageIdOf(id, from), Thread = MailEnvelope.ThreadOf(intervention.Ref, from),
            RecordKind = Intervention.RecordKind, RecordId = intervention.Id, EventId = report.Id, CreatedAt = now, NextAttemptAt = now,   // told once of one report
        };
        mail.Attach(file);   // clean, and no larger than a mail takes: see ReportWork
        db.Add(mail);
        db.Add(new ReportMail { ReportId = report.Id, Address = mail.Recipient, Name = reader.Name, MailId = mail.Id, QueuedAt = now });
    }

    private static async Task<LetterMail> LetterAsync(AppDbContext db, InterventionReport report, Intervention intervention, Reader reader, CancellationToken ct)
    {
        var equipment = intervention.EquipmentId is { } id ? await EquipmentReading.Named(db).Where(e => e.Id == id).Select(e => e.Name).SingleOrDefaultAsync(ct) : null;
        var lead = intervention.LeadId is { } person ? await db.Set<User>().Where(u => u.Id == person).Select(u => u.DisplayName).SingleOrDefaultAsync(ct) : null;
        var replaced = report.ReplacesId is { } former ? await db.Set<InterventionReport>().Where(r => r.Id == former).Select(r => r.Number).SingleAsync(ct) : null;
        List<(string, object)> details = [("ReportMail.Number", report.Number), ("ReportMail.Intervention", $"{intervention.Number} · {intervention.Title}")];
        if (replaced is not null) details.Add(("ReportMail.Replaces", replaced));
        if (report.Reason is not null) details.Add(("ReportMail.Corrected", report.Reason));
        if (equipment is not null) details.Add(("Field.Intervention.Equipment", equipment));
        if (lead is not null) details.Add(("Field.Intervention.Lead", lead));
        if (intervention.EndedAt is { } ended) details.Add(("Field.Intervention.EndedAt", ended));
        return new()
        {
            Headline = replaced is null ? "ReportMail.Headline" : "ReportMail.CorrectedHeadline",
            Arguments = [report.Number, intervention.Title],
            Body = reader.UserId is null ? "ReportMail.Body" : "ReportMail.BodyWithRating",
            Details = details,
            ActionText = reader.UserId is null ? null : "ReportMail.Open",
            ActionPath = reader.UserId is null ? null : $"/interventions/{intervention.Number}#rating",
            Reason = "ReportMail.Reason",
        };
    }

    /// <summary>The requester first: where a contact has the same address, his account says more.</summary>
    private static async Task<IReadOnlyList<Reader>> ReadersAsync(AppDbContext db, Intervention intervention, CancellationToken ct)
    {
        var requester = await (
            from user in db.Set<User>()
            where user.Id == intervention.RequesterId && user.IsActive && user.Email != null && user.StructureId == intervention.StructureId
            join structure in db.Set<Structure>() on user.StructureId equals structure.Id
            where structure.Kind == StructureKind.Client
            select new Reader(user.Email!, user.DisplayName, user.Language, user.ZoneId, (Guid?)user.Id)).ToListAsync(ct);   // filtered by it
        var contacts = await (
            from client in db.Set<Client>()
            where client.StructureId == intervention.StructureId
            join contact in db.Set<ClientContact>() on client.Id equals contact.ClientId
            where contact.ReceivesReports && contact.Email != null
            join user in db.Set<User>() on contact.UserId equals user.Id into users
            from user in users.DefaultIfEmpty()
            where user == null || user.IsActive
            orderby contact.IsMain descending, contact.Name, contact.Id
            select new Reader(contact.Email!, contact.Name, user == null ? client.Language : user.Language, user == null ? null : user.ZoneId, user == null ? null : (Guid?)user.Id)).ToListAsync(ct);   // as above
        return [.. requester.Concat(contacts).DistinctBy(r => r.Address.Trim().ToLowerInvariant())];
    }
}
