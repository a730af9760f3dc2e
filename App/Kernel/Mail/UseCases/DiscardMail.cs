using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Mail.UseCases;

/// <summary>Takes a failed mail off the dead letters: it is cancelled, and never leaves. Refuses: forbidden, not-found, mail-not-failed.</summary>
[Needs(MailPermissions.Manage, Everywhere = true)]
public sealed class DiscardMail(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result> RunAsync(Guid id, CancellationToken ct)
    {
        if (!user.CanEverywhere(MailPermissions.Manage)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var changed = await db.Set<MailMessage>().Where(m => m.Id == id && m.State == MailState.Failed).ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MailState.Cancelled), ct);
        if (changed == 0) return await db.Set<MailMessage>().AnyAsync(m => m.Id == id, ct) ? Refusal.Conflict("mail-not-failed") : Refusal.NotFound;

        AuditWriter.Add(db, AuditAction.Change, "mail", id.ToString(), "discard");
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
