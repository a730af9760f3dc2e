using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Mail.UseCases;

/// <summary>Sends a failed mail again, or at once one that waits for its time or its next attempt. What a secret one said is gone once it failed. Refuses: forbidden, not-found, mail-not-failed.</summary>
[Needs(MailPermissions.Manage, Everywhere = true)]
public sealed class RetryMail(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public async Task<Result> RunAsync(Guid id, CancellationToken ct)
    {
        if (!user.CanEverywhere(MailPermissions.Manage)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow();
        var changed = await db.Set<MailMessage>().Where(m => m.Id == id && ((m.State == MailState.Failed && !m.IsSecret) || m.State == MailState.Retrying
            || (m.State == MailState.Waiting && m.NextAttemptAt > now))).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.State, MailState.Waiting).SetProperty(m => m.Attempts, 0)
                .SetProperty(m => m.NextAttemptAt, now).SetProperty(m => m.ScheduledAt, (DateTimeOffset?)null).SetProperty(m => m.FinishedAt, (DateTimeOffset?)null), ct);
        if (changed == 0) return await db.Set<MailMessage>().AnyAsync(m => m.Id == id, ct) ? Refusal.Conflict("mail-not-failed") : Refusal.NotFound;

        AuditWriter.Add(db, AuditAction.Change, "mail", id.ToString(), "retry");
        await db.SaveChangesAsync(ct);
        await Outbox.SignalAsync(db, new(SignalKind.Mails, []), ct);
        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
