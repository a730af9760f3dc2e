using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.Passkeys;

/// <summary>
/// Renames or removes a passkey of one's own, named as its line on the page. Refuses: not-found, and for removing
/// proof-needed and second-factor-required (a role asks for a factor and none would remain).
/// </summary>
[SignedInOnly("one's own passkeys")]
public sealed class ChangePasskey(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, SmsFactor sms, CredentialChange change, TimeProvider clock) : IUseCase
{
    public async Task<Result> RenameAsync(string id, string name, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await FindAsync(db, id, ct) is not { } passkey) return Refusal.NotFound;
        passkey.Data.Name = AddPasskey.NameOf(name);
        AuditWriter.Add(db, AuditAction.Change, "user", user.Id.ToString(), "passkey-renamed");
        return await db.TrySaveAsync(ct);
    }

    public async Task<Result> RemoveAsync(string id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await CredentialChange.LockAsync(db, user.Id, ct) is not { } me || await FindAsync(db, id, ct) is not { } passkey) return Refusal.NotFound;
        if (!await change.IsProofFreshAsync(db, ct)) return Refusal.Conflict(CredentialRefusals.ProofNeeded);
        var isLast = me.TotpSecret is null && await db.Set<IdentityUserPasskey<Guid>>().CountAsync(p => p.UserId == me.Id, ct) == 1 && !await sms.IsOnAsync(db, me, ct);
        if (isLast && await SecondFactorRule.HoldsAsync(db, me.Id, clock.GetUtcNow(), ct)) return Refusal.Conflict(CredentialRefusals.FactorRequired);

        db.Remove(passkey);
        AuditWriter.Add(db, AuditAction.Change, "user", me.Id.ToString(), "passkey-removed");
        await change.FactorRemovedAsync(db, me, isLast, CredentialNews.PasskeyRemoved, ct);
        await transaction.CommitAsync(ct);
        return Result.Ok;
    }

    private async Task<IdentityUserPasskey<Guid>?> FindAsync(AppDbContext db, string id, CancellationToken ct)
    {
        try
        {
            var credential = WebEncoders.Base64UrlDecode(id);
            return await db.Set<IdentityUserPasskey<Guid>>().SingleOrDefaultAsync(p => p.UserId == user.Id && p.CredentialId == credential, ct);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
