using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Mail.Sending;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Mail.UseCases;

/// <summary>Keeps a mail that still waits from ever leaving. Refuses: forbidden, not-found, mail-not-waiting.</summary>
[Needs(MailPermissions.Manage, Everywhere = true)]
public sealed class CancelMail(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public async Task<Result> RunAsync(Guid id, CancellationToken ct)
    {
        if (!user.CanEverywhere(MailPermissions.Manage)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        DateTimeOffset? now = clock.GetUtcNow();
        var changed = await db.Set<MailMessage>().Where(m => m.Id == id && (m.State == MailState.Waiting || m.State == MailState.Retrying)).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.State, MailState.Cancelled).SetProperty(m => m.FinishedAt, now), ct);
        if (changed == 0) return await db.Set<MailMessage>().AnyAsync(m => m.Id == id, ct) ? Refusal.Conflict("mail-not-waiting") : Refusal.NotFound;

        await MailQueue.ForgetAsync(db, id, ct);
        AuditWriter.Add(db, AuditAction.Change, "mail", id.ToString(), "cancel");
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
