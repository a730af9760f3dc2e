using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Mail.Sending;

/// <summary>
/// Tells administrators, in the application alone, that mails failed and how many: once an hour at most, on whichever
/// instance notices. What fails within the hour is told of when it is over.
/// </summary>
public sealed class MailFailures(IDbContextFactory<AppDbContext> dbs, MailAdministrators administrators, Notifier notifier, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Called whenever the queue has been worked through; costs one look at an index while nothing has failed.</summary>
    public async Task TellAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var told = await db.Set<MailQueueState>().Select(s => s.FailuresToldAt).SingleOrDefaultAsync(ct);
        if (told > now - Interval) return;

        var failed = db.Set<MailMessage>().Where(m => m.State == MailState.Failed && m.FinishedAt <= now);
        if (told is not null) failed = failed.Where(m => m.FinishedAt > told);
        var count = await failed.CountAsync(ct);
        if (count == 0 || !await IsMineAsync(db, told, now, ct)) return;

        var id = Guid.CreateVersion7();
        var message = new Message(MailNews.Failed, count == 1 ? "Notify.MailFailed" : "Notify.MailsFailed", "/admin/mail?view=dead", count.ToString(CultureInfo.InvariantCulture)) { Priority = 2, InAppOnly = true };
        await notifier.TellAsync(new(id, null, new RecordRef(MailAlert.RecordKind, id)), [new(message, await administrators.AllAsync(ct)) { Reason = NewsReason.Administrator }], ct);
    }

    /// <summary>Of several instances that have counted, one tells.</summary>
    private static async Task<bool> IsMineAsync(AppDbContext db, DateTimeOffset? told, DateTimeOffset now, CancellationToken ct) =>
        await db.Database.ExecuteSqlAsync(
            $"""
             insert into kernel.mail_queue_state as s (id, probes, failures_told_at) values ({MailQueueState.OnlyRow}, 0, {now})
             on conflict (id) do update set failures_told_at = excluded.failures_told_at where s.failures_told_at is not distinct from {told}
             """, ct) == 1;
}
