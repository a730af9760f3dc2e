using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.SecondFactor;

/// <summary>
/// For somebody who lost telephone and paper: an administrator takes all his factors away, and with them every session. A
/// role that asks for one makes him set up another at his next sign-in. Refuses: not-found, forbidden (oneself: that is what
/// one's own page is for), authenticator-none.
/// </summary>
public sealed class ResetSecondFactor(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, SecondFactors factors, CredentialChange change) : IUseCase
{
    public async Task<Result> RunAsync(Guid personId, CancellationToken ct)
    {
        if (!user.Can(UserPermissions.Manage) || personId == user.Id) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await CredentialChange.LockAsync(db, personId, ct) is not { } person || !user.Can(UserPermissions.Manage, person.StructureId, isOwn: false)) return Refusal.NotFound;
        if (!await factors.HasAsync(db, person, ct)) return Refusal.Conflict(CredentialRefusals.NotEnrolled);

        (person.TotpSecret, person.LastTotpStep) = (null, null);
        await db.Set<IdentityUserPasskey<Guid>>().Where(p => p.UserId == person.Id).ExecuteDeleteAsync(ct);
        AuditWriter.Add(db, AuditAction.Change, "user", person.Id.ToString(), "second-factor-reset");
        await change.FactorRemovedAsync(db, person, isLast: true, CredentialNews.SecondFactorReset, ct);
        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
