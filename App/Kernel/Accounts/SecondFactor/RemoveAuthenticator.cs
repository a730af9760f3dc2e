using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.SecondFactor;

/// <summary>
/// Takes one's own authenticator application away. Refuses: not-found, authenticator-none, proof-needed,
/// second-factor-required (a role asks for a factor and no other remains).
/// </summary>
[SignedInOnly("one's own second factor")]
public sealed class RemoveAuthenticator(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, SmsFactor sms, CredentialChange change, TimeProvider clock) : IUseCase
{
    public async Task<Result> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await CredentialChange.LockAsync(db, user.Id, ct) is not { } me) return Refusal.NotFound;
        if (me.TotpSecret is null) return Refusal.Conflict(CredentialRefusals.NotEnrolled);
        if (!await change.IsProofFreshAsync(db, ct)) return Refusal.Conflict(CredentialRefusals.ProofNeeded);
        var isLast = !await db.Set<IdentityUserPasskey<Guid>>().AnyAsync(p => p.UserId == me.Id, ct) && !await sms.IsOnAsync(db, me, ct);
        if (isLast && await SecondFactorRule.HoldsAsync(db, me.Id, clock.GetUtcNow(), ct)) return Refusal.Conflict(CredentialRefusals.FactorRequired);

        (me.TotpSecret, me.LastTotpStep) = (null, null);
        AuditWriter.Add(db, AuditAction.Change, "user", me.Id.ToString(), "authenticator-removed");
        await change.FactorRemovedAsync(db, me, isLast, CredentialNews.AuthenticatorRemoved, ct);
        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
