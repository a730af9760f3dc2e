using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Settings;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sms.Numbers;

/// <summary>
/// Sends a code to a number that somebody says is his; answers the number as it will be kept. Refuses: sms-off, not-found,
/// invalid (Phone: phone-not-mobile, phone-same), proof-needed (the number he has is a second factor), sms-too-many, sms-put-off, sms-refused, sms-unavailable.
/// </summary>
[SignedInOnly("one's own number")]
public sealed class RequestPhoneCode(
    IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReadSettings settings, SmsCodes codes, SmsGateway gateway, SmsLetters letters, CredentialChange change) : IUseCase
{
    /// <summary>Whose national numbers are typed without a country.</summary>
    public static readonly ChoiceSetting Country = new("Sms.Country", PhoneNumbers.Morocco, [PhoneNumbers.France, PhoneNumbers.Morocco]) { IsForAll = true };

    public async Task<Result<string>> RunAsync(string typed, CancellationToken ct)
    {
        if (!gateway.IsOn) return SmsRefusals.Off;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (PhoneNumbers.Parse(typed, await settings.ChoiceAsync(db, Country, Guid.Empty, ct)) is not { } phone) return Refusal.Invalid(new FieldError("Phone", "phone-not-mobile"));
        var issued = await IssueAsync(db, phone, ct);
        if (issued.Failed) return issued.Refusal;

        var (me, code) = issued.Value;
        var outcome = await gateway.SendAsync(phone, await letters.ConfirmNumberAsync(me, code.Code, ct), ct);
        if (outcome.Verdict is SmsVerdict.Unavailable) await SmsCodes.ForgetAsync(db, code.Id, ct);
        return outcome.Refusal is { } refused ? refused : phone;
    }

    private async Task<Result<(User Me, IssuedCode Code)>> IssueAsync(AppDbContext db, string phone, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await CredentialChange.LockAsync(db, user.Id, ct) is not { } me) return Refusal.NotFound;
        if (me.PhoneNumberConfirmed && me.PhoneNumber == phone) return Refusal.Invalid(new FieldError("Phone", "phone-same"));
        if (me.SmsFactorAt is not null && !await change.IsProofFreshAsync(db, ct)) return Refusal.Conflict(CredentialRefusals.ProofNeeded);
        var issued = await codes.IssueAsync(db, me.Id, phone, null, ct);
        if (issued.Failed) return issued.Refusal;
        await transaction.CommitAsync(ct);
        return (me, issued.Value);
    }
}
