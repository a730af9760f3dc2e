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

    /// <summary>What failed just now waits for the next look: another instance, whose clock is behind, may still write an instant that is past here.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>Called whenever the queue has been worked through; costs one look at an index while nothing has failed.</summary>
    public async Task TellAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var until = clock.GetUtcNow() - Margin;
        var told = await db.Set<MailQueueState>().Select(s => s.FailuresToldAt).SingleOrDefaultAsync(ct);
        if (told > until - Interval) return;

        var failed = db.Set<MailMessage>().Where(m => m.State == MailState.Failed && m.FinishedAt <= until);
        if (told is not null) failed = failed.Where(m => m.FinishedAt > told);
        var found = await failed.GroupBy(_ => 1).Select(g => new { Count = g.Count(), First = g.Min(m => m.FinishedAt) }).SingleOrDefaultAsync(ct);
        if (found is not { Count: var count, First: { } first }) return;

        // Told first: whoever dies before the mark moves has told, and whoever counts from the same mark tells of the same event.
        var id = MailNews.EventOf("failures", $"{(told ?? first).UtcTicks}");
        var message = new Message(MailNews.Failed, count == 1 ? "Notify.MailFailed" : "Notify.MailsFailed", "/admin/mail?view=dead", count.ToString(CultureInfo.InvariantCulture)) { Priority = 2, InAppOnly = true };
        await notifier.TellAsync(new(id, null, new RecordRef(MailAlert.RecordKind, id)), [new(message, await administrators.AllAsync(ct)) { Reason = NewsReason.Administrator }], ct);
        await MoveAsync(db, told, until, ct);
    }

    /// <summary>Of several instances that have told, the first decides up to when.</summary>
    private static Task MoveAsync(AppDbContext db, DateTimeOffset? told, DateTimeOffset until, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync(
            $"""
             insert into kernel.mail_queue_state as s (id, probes, failures_told_at) values ({MailQueueState.OnlyRow}, 0, {until})
             on conflict (id) do update set failures_told_at = excluded.failures_told_at where s.failures_told_at is not distinct from {told}
             """, ct);
}
