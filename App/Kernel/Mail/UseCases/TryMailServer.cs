using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Mail.Sending;
using OpsFlux.Kernel.Mail.Smtp;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Mail.UseCases;

/// <summary>
/// Connects, signs in and asks whether we may write, without sending; where that works, a paused queue is tried at once.
/// Refuses: forbidden, mail-off, mail-problem-… with the server's answer.
/// </summary>
[Needs(MailPermissions.Manage, Everywhere = true)]
public sealed class TryMailServer(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, MailSettings settings, MailPause pause) : IUseCase
{
    public async Task<Result> RunAsync(CancellationToken ct)
    {
        if (!user.CanEverywhere(MailPermissions.Manage)) return Refusal.Forbidden;
        if (settings is not { IsOn: true, Smtp: { } server, From: { } from }) return Refusal.Conflict("mail-off");

        await using var submission = new SmtpSubmission(server);
        var outcome = await submission.CheckAsync(from.Address, ct);
        if (outcome is null) await pause.HurryAsync(ct);

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        AuditWriter.Add(db, AuditAction.Change, "mail-queue", null, outcome is null ? "try" : $"try: {outcome.Verdict} {outcome.Problem}");
        await db.SaveChangesAsync(ct);
        await Outbox.SignalAsync(db, new(SignalKind.Mails, []), ct);
        await transaction.CommitAsync(ct);
        return outcome is null ? Result.Ok : Refused(outcome);
    }

    private static Refusal Refused(SmtpOutcome outcome) => outcome.Problem is { } problem
        ? Refusal.Conflict(CodeOf(problem), outcome.Answer)
        : Refusal.Conflict("mail-put-off", outcome.Answer);

    /// <summary>Key of the sentence, after "Refusal.".</summary>
    internal static string CodeOf(SmtpProblem problem) => $"mail-problem-{Conventions.SnakeCase(problem.ToString()).Replace('_', '-')}";
}
