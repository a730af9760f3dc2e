using OpsFlux.Kernel.Mail.Attachments;
using OpsFlux.Kernel.Mail.Mime;
using OpsFlux.Kernel.Mail.Refused;
using OpsFlux.Kernel.Mail.Smtp;

namespace OpsFlux.Kernel.Mail.Sending;

/// <summary>Sends the next mail that is due: claims it, sends it outside any transaction, writes down what became of it.</summary>
public sealed class MailSending(
    MailSettings settings, MailQueue queue, MailContents contents, MailPause pause, MailAlert alert, MailFailures failures, RefusedAddresses refused, ILogger<MailSending> log)
{
    /// <summary>False when there is nothing more to do: nothing due, or the queue is paused.</summary>
    public async Task<bool> SendNextAsync(SmtpSubmission submission, CancellationToken ct)
    {
        if (settings is not { IsOn: true, From: { } from }) return false;
        var gate = await pause.EnterAsync(ct);
        if (gate is QueueGate.Closed) return await DoneAsync(ct);
        if (gate is QueueGate.Trial && await submission.CheckAsync(from.Address, ct) is { } problem) return await StopAsync(problem, ct);

        var outcome = await TryNextAsync(from.Address, submission, ct);
        while (gate is QueueGate.Trial && outcome is { IsOurs: true }) outcome = await TryNextAsync(from.Address, submission, ct);    // the server has not heard of that one
        if (outcome?.Verdict is SmtpVerdict.Unavailable) return await StopAsync(outcome, ct);

        // Only a mail that went through, or an empty queue, proves that the server is back: a greeting does not.
        if (gate is QueueGate.Trial)
        {
            await pause.ResumeAsync(ct);
            log.LogInformation("The mail server answers again; sending goes on");
        }

        return outcome is not null || await DoneAsync(ct);
    }

    /// <summary>Null when nothing is due.</summary>
    private async Task<SmtpOutcome?> TryNextAsync(string from, SmtpSubmission submission, CancellationToken ct)
    {
        if (await queue.ClaimAsync(ct) is not { } mail) return null;
        var outcome = Told(mail, await DeliverAsync(mail, from, submission));
        if (await queue.RecordAsync(mail, outcome, CancellationToken.None)) await refused.NoteAsync(mail, outcome, CancellationToken.None);
        return outcome;
    }

    /// <summary>There is time to tell of what failed meanwhile.</summary>
    private async Task<bool> DoneAsync(CancellationToken ct)
    {
        await failures.TellAsync(ct);
        return false;
    }

    /// <summary>Not cut short when the process is told to stop: every step has its own limit, and a mail half sent is one sent twice.</summary>
    private async Task<SmtpOutcome> DeliverAsync(MailMessage mail, string from, SmtpSubmission submission)
    {
        if (MailEnvelope.Of(mail, settings) is not { } message) return new(SmtpVerdict.Refused, mail.Recipient) { IsOurs = true };
        if (await OpenAsync(mail) is not (var files, var missing)) return new(SmtpVerdict.Deferred, MailAnswer.Unread) { IsOurs = true };
        try
        {
            // Without what it announces it would be another mail than the one that was written.
            if (missing is not null) return new(SmtpVerdict.Refused, MailAnswer.Gone(missing)) { IsOurs = true };
            return await submission.SendAsync(from, message.To.Address, (message with { Attachments = files }).WriteAsync, CancellationToken.None);
        }
        finally
        {
            foreach (var file in files) await file.DisposeAsync();
        }
    }

    /// <summary>What travels with it; null where the store does not hand it out, or not within the time of a step.</summary>
    private async Task<(IReadOnlyList<MimeAttachment> Files, string? Missing)?> OpenAsync(MailMessage mail)
    {
        using var limit = settings.Smtp is { Timeout: var step } ? new CancellationTokenSource(step) : new CancellationTokenSource();
        try
        {
            return await contents.OpenAsync(mail.Id, limit.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            log.LogWarning(e, "The files of mail {MailId} cannot be read", mail.Id);
            return null;
        }
    }

    private SmtpOutcome Told(MailMessage mail, SmtpOutcome outcome)
    {
        if (outcome.Verdict is not SmtpVerdict.Accepted) log.LogWarning("Mail {MailId}, attempt {Attempt}: {Verdict}", mail.Id, mail.Attempts, outcome.Verdict);
        return outcome;
    }

    private async Task<bool> StopAsync(SmtpOutcome problem, CancellationToken ct)
    {
        var (pauseId, isNew) = await pause.StopAsync(problem, ct);
        if (isNew) log.LogWarning("Sending mail is paused: {Problem} ({Answer})", problem.Problem, problem.Answer);
        await alert.TellAsync(pauseId, problem, ct);
        return false;
    }
}
