using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sms;
using OpsFlux.Kernel.Sms.Numbers;

namespace OpsFlux.Kernel.Accounts.SecondFactor;

/// <summary>
/// Sends a code by SMS to whoever has to prove again, within his session, who he is: good in this session alone, once, for
/// five minutes, and counted with those of signing in. Answers the last digits of the number. Refuses: not-found,
/// sms-not-offered, sms-too-many, sms-put-off, sms-refused, sms-unavailable.
/// </summary>
[SignedInOnly("one's own number")]
public sealed class SendProofCode(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, SmsFactor factor, SmsCodes codes, SmsGateway gateway, SmsLetters letters) : IUseCase
{
    public async Task<Result<string>> RunAsync(CancellationToken ct)
    {
        if (user.SessionId is not { } session) return Refusal.NotFound;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var issued = await IssueAsync(db, session, ct);
        if (issued.Failed) return issued.Refusal;

        var (me, number, code) = issued.Value;
        var outcome = await gateway.SendAsync(number, await letters.ProofAsync(me, code.Code, ct), ct);
        if (outcome.Verdict is SmsVerdict.Unavailable) await SmsCodes.ForgetAsync(db, code.Id, ct);
        return outcome.Refusal is { } refused ? refused : PhoneNumbers.Tail(number);
    }

    private async Task<Result<(User Me, string Number, IssuedCode Code)>> IssueAsync(AppDbContext db, Guid session, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await CredentialChange.LockAsync(db, user.Id, ct) is not { } me) return Refusal.NotFound;
        if (await factor.NumberAsync(db, me, ct) is not { } number) return SmsRefusals.NotOffered;
        var issued = await codes.IssueAsync(db, me.Id, number, session, ct);
        if (issued.Failed) return issued.Refusal;
        await transaction.CommitAsync(ct);
        return (me, number, issued.Value);
    }
}
