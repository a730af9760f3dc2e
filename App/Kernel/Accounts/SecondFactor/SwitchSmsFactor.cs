using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Settings;
using OpsFlux.Kernel.Sms;
using OpsFlux.Kernel.Sms.Numbers;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.SecondFactor;

/// <summary>
/// Makes codes by SMS one's own second factor, or takes that back. Either ends all other sessions. Refuses: not-found,
/// proof-needed; switching on sms-not-offered, sms-no-number, sms-factor-already; off sms-factor-none, second-factor-required.
/// </summary>
[SignedInOnly("one's own second factor")]
public sealed class SwitchSmsFactor(
    IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReadSettings settings, SmsGateway gateway, SmsFactor factor, SmsCodes codes, CredentialChange change, TimeProvider clock) : IUseCase
{
    /// <summary>Answers the recovery codes that come with somebody's first factor; none for who has some already.</summary>
    public async Task<Result<NewCodes>> OnAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!gateway.IsOn || !await settings.FlagAsync(db, SmsFactor.Allowed, Guid.Empty, ct)) return SmsRefusals.NotOffered;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await CredentialChange.LockAsync(db, user.Id, ct) is not { } me) return Refusal.NotFound;
        if (me is not { PhoneNumber: not null, PhoneNumberConfirmed: true }) return SmsRefusals.NoNumber;
        if (me.SmsFactorAt is not null) return SmsRefusals.FactorAlready;
        if (!await change.IsProofFreshAsync(db, ct)) return Refusal.Conflict(CredentialRefusals.ProofNeeded);

        me.SmsFactorAt = clock.GetUtcNow();
        AuditWriter.Add(db, AuditAction.Change, "user", me.Id.ToString(), "sms-factor-added");
        var recovery = await change.FactorAddedAsync(db, me, CredentialNews.SmsFactorAdded, ct);
        await transaction.CommitAsync(ct);
        return recovery;
    }

    public async Task<Result> OffAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await CredentialChange.LockAsync(db, user.Id, ct) is not { } me) return Refusal.NotFound;
        if (me.SmsFactorAt is null) return SmsRefusals.FactorNone;
        var taken = await TakeAwayAsync(db, me, ct);
        if (!taken.Failed) await transaction.CommitAsync(ct);
        return taken;
    }

    /// <summary>In the transaction of whoever holds the row. Refuses: proof-needed, second-factor-required.</summary>
    internal async Task<Result> TakeAwayAsync(AppDbContext db, User me, CancellationToken ct)
    {
        if (!await change.IsProofFreshAsync(db, ct)) return Refusal.Conflict(CredentialRefusals.ProofNeeded);
        var isLast = me.TotpSecret is null && !await db.Set<IdentityUserPasskey<Guid>>().AnyAsync(p => p.UserId == me.Id, ct);
        if (isLast && await factor.IsOnAsync(db, me, ct) && await SecondFactorRule.HoldsAsync(db, me.Id, clock.GetUtcNow(), ct)) return Refusal.Conflict(CredentialRefusals.FactorRequired);

        me.SmsFactorAt = null;
        AuditWriter.Add(db, AuditAction.Change, "user", me.Id.ToString(), "sms-factor-removed");
        await change.FactorRemovedAsync(db, me, isLast, CredentialNews.SmsFactorRemoved, ct);
        await codes.VoidAsync(db, me.Id, ct);
        return Result.Ok;
    }
}
