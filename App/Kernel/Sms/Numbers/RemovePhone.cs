using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Sms.Numbers;

/// <summary>
/// Forgets one's own number, and with it the second factor that it is. Refuses: not-found, sms-no-number; where it is a
/// factor also proof-needed and second-factor-required.
/// </summary>
[SignedInOnly("one's own number")]
public sealed class RemovePhone(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, SmsCodes codes, SwitchSmsFactor factor) : IUseCase
{
    public async Task<Result> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await CredentialChange.LockAsync(db, user.Id, ct) is not { } me) return Refusal.NotFound;
        if (me.PhoneNumber is null) return SmsRefusals.NoNumber;
        if (me.SmsFactorAt is not null && (await factor.TakeAwayAsync(db, me, ct)).Refusal is { } refused) return refused;

        (me.PhoneNumber, me.PhoneNumberConfirmed) = (null, false);
        AuditWriter.Add(db, AuditAction.Change, "user", me.Id.ToString(), "phone-removed");
        await db.SaveChangesAsync(ct);
        await codes.VoidAsync(db, me.Id, ct);
        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
