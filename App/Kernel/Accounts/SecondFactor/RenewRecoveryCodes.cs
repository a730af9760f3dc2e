using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.SecondFactor;

/// <summary>Ten new recovery codes for oneself; the old ones count no more. Refuses: not-found, authenticator-none (no factor at all), proof-needed.</summary>
[SignedInOnly("one's own codes")]
public sealed class RenewRecoveryCodes(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, SecondFactors factors, CredentialChange change, CredentialMails mails) : IUseCase
{
    public async Task<Result<NewCodes>> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await CredentialChange.LockAsync(db, user.Id, ct) is not { } me) return Refusal.NotFound;
        if (!await factors.HasAsync(db, me, ct)) return Refusal.Conflict(CredentialRefusals.NotEnrolled);
        if (!await change.IsProofFreshAsync(db, ct)) return Refusal.Conflict(CredentialRefusals.ProofNeeded);

        AuditWriter.Add(db, AuditAction.Change, "user", me.Id.ToString(), "recovery-codes-renewed");
        await mails.TellAsync(db, me, CredentialNews.RecoveryCodesRenewed, ct);
        var codes = await RecoveryCodes.RenewAsync(db, me.Id, ct);
        await transaction.CommitAsync(ct);
        return codes;
    }
}
