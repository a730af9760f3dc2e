using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sms.Numbers;

/// <summary>
/// Takes the code that came, and keeps the number it was sent to. Where another number is one's second factor, the new one
/// is from here on, and other sessions end. Refuses: not-found, sms-code-expired, proof-needed, invalid (Code: sms-code-wrong).
/// </summary>
[SignedInOnly("one's own number")]
public sealed class ConfirmPhone(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, SmsCodes codes, CredentialChange change) : IUseCase
{
    public async Task<Result> RunAsync(string code, CancellationToken ct)
    {
        var typed = string.Concat(code.Where(c => !char.IsWhiteSpace(c)));
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await codes.PendingAsync(db, user.Id, ct) is not { } phone) return SmsRefusals.CodeExpired;
        if (await NeedsProofAsync(db, ct)) return Refusal.Conflict(CredentialRefusals.ProofNeeded);
        if (!await codes.TryAsync(db, user.Id, phone, ct)) return SmsRefusals.CodeExpired;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await CredentialChange.LockAsync(db, user.Id, ct) is not { } me) return Refusal.NotFound;
        if (!await codes.UseAsync(db, me.Id, phone, null, typed, ct)) return Refusal.Invalid(new FieldError("Code", "sms-code-wrong"));
        if (me.SmsFactorAt is not null && !await change.IsProofFreshAsync(db, ct)) return Refusal.Conflict(CredentialRefusals.ProofNeeded);   // switched on meanwhile

        (me.PhoneNumber, me.PhoneNumberConfirmed) = (phone, true);
        AuditWriter.Add(db, AuditAction.Change, "user", me.Id.ToString(), "phone-confirmed");
        if (me.SmsFactorAt is not null) await change.FactorAddedAsync(db, me, CredentialNews.SmsNumberChanged, ct);
        else await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return Result.Ok;
    }

    /// <summary>Asked before the guess is counted, so that a proof costs none.</summary>
    private async Task<bool> NeedsProofAsync(AppDbContext db, CancellationToken ct) =>
        await db.Set<User>().AnyAsync(u => u.Id == user.Id && u.SmsFactorAt != null, ct) && !await change.IsProofFreshAsync(db, ct);
}
