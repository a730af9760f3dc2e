using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Mail.Attachments;
using OpsFlux.Kernel.Mail.Smtp;

namespace OpsFlux.Kernel.Mail.Sending;

/// <summary>
/// The queue as statements, each of which holds among several instances: claiming by row locks, recording only where the
/// claim still stands.
/// </summary>
public sealed class MailQueue(IDbContextFactory<AppDbContext> dbs, MailSettings settings, TimeProvider clock)
{
    /// <summary>
    /// Longer than any sending takes, and longer still where the configuration gives the server more time. A mail still
    /// "sending" after it was left so by a process that died.
    /// </summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    private const int MostAttempts = 4;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(60);

    /// <summary>What no priority exceeds (see <see cref="MailPriority"/>): what should leave later than that from now is not due yet.</summary>
    private static readonly TimeSpan LongestPromise = TimeSpan.FromHours(1);

    /// <summary>
    /// Takes the mail that is due and should have left first, and commits that it is being sent before a byte leaves. Null
    /// when nothing is due.
    /// </summary>
    public async Task<MailMessage?> ClaimAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow();
        var mail = await db.Set<MailMessage>().FromSql(
            $"""
             select * from kernel.mails where state in ('Waiting', 'Sending', 'Retrying') and next_attempt_at <= {now} and leave_by <= {now + LongestPromise}
             order by leave_by, id limit 1 for update skip locked
             """).SingleOrDefaultAsync(ct);
        if (mail is null) return null;
        if (mail.State is MailState.Sending && mail.Attempts >= MostAttempts) return await GiveUpAsync(db, transaction, mail, now, ct);

        if (mail.State is MailState.Sending) mail.MayBeDouble = true;
        (mail.State, mail.StartedAt, mail.NextAttemptAt) = (MailState.Sending, now, now + LeaseFor(settings.Smtp));
        mail.Attempts++;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return mail;
    }

    /// <summary>Left on the way as often as it may be tried: whatever ends its sending each time, it must not do so for ever. Answers the next one.</summary>
    private async Task<MailMessage?> GiveUpAsync(AppDbContext db, IDbContextTransaction transaction, MailMessage mail, DateTimeOffset now, CancellationToken ct)
    {
        (mail.State, mail.FinishedAt, mail.MayBeDouble) = (MailState.Failed, now, true);
        await db.SaveChangesAsync(ct);
        await ForgetAsync(db, mail.Id, ct);
        await Outbox.SignalAsync(db, new(SignalKind.Mails, [mail.Id]), ct);
        await transaction.CommitAsync(ct);
        return await ClaimAsync(ct);
    }

    /// <summary>Writes down what became of a claimed mail, unless its lease ended meanwhile and somebody else has it: then false.</summary>
    public async Task<bool> RecordAsync(MailMessage mail, SmtpOutcome outcome, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var answer = Fitting(outcome.Answer);
        var doubt = mail.MayBeDouble || outcome.Verdict is SmtpVerdict.Unknown;
        var (state, next, attempts) = After(mail, outcome.Verdict, now);
        DateTimeOffset? finished = state is MailState.Sent or MailState.Failed ? now : null;

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);    // over and forgotten, or neither
        var recorded = await db.Set<MailMessage>().Where(m => m.Id == mail.Id && m.State == MailState.Sending && m.Attempts == mail.Attempts).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.State, state).SetProperty(m => m.NextAttemptAt, next).SetProperty(m => m.Attempts, attempts)
                .SetProperty(m => m.FinishedAt, finished).SetProperty(m => m.Answer, answer).SetProperty(m => m.MayBeDouble, doubt), ct);
        if (finished is not null && mail.IsSecret) await ForgetAsync(db, mail.Id, ct);
        await Outbox.SignalAsync(db, new(SignalKind.Mails, [mail.Id]), ct);
        await transaction.CommitAsync(ct);
        return recorded == 1;
    }

    /// <summary>What a secret mail said and carried is gone once it is over, however that came about.</summary>
    internal static async Task ForgetAsync(AppDbContext db, Guid id, CancellationToken ct)
    {
        var over = db.Set<MailMessage>().Where(m => m.Id == id && m.IsSecret && (m.State == MailState.Sent || m.State == MailState.Failed || m.State == MailState.Cancelled));
        await db.Set<MailAttachment>().Where(a => over.Any(m => m.Id == a.MailId)).ExecuteDeleteAsync(ct);
        await over.ExecuteUpdateAsync(set => set.SetProperty(m => m.Text, "").SetProperty(m => m.Html, ""), ct);
    }

    internal static TimeSpan LeaseFor(SmtpSettings? server) => server is { LongestSending: var longest } && longest > Lease ? longest : Lease;

    internal static string Fitting(string answer)
    {
        var clean = Mime.HeaderText.Clean(answer);
        return clean.Length <= MailMessage.LongestError ? clean : clean[..MailMessage.LongestError];
    }

    /// <summary>Put off: again after 1, 2 and 4 minutes, then given up. A server that cannot be used costs no attempt.</summary>
    private static (MailState State, DateTimeOffset Next, int Attempts) After(MailMessage mail, SmtpVerdict verdict, DateTimeOffset now) => verdict switch
    {
        SmtpVerdict.Accepted => (MailState.Sent, now, mail.Attempts),
        SmtpVerdict.Refused => (MailState.Failed, now, mail.Attempts),
        SmtpVerdict.Unavailable => (mail.Attempts > 1 ? MailState.Retrying : MailState.Waiting, now, mail.Attempts - 1),
        _ when mail.Attempts >= MostAttempts => (MailState.Failed, now, mail.Attempts),
        _ => (MailState.Retrying, now + (FirstPause * Math.Pow(2, mail.Attempts - 1)), mail.Attempts),
    };
}
