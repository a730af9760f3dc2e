using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sms;
using OpsFlux.Kernel.Sms.Numbers;

namespace OpsFlux.Kernel.Accounts.SecondFactor;

/// <summary>What the page of the second proof offers besides a code of the application.</summary>
/// <param name="Tail">Last digits of the number.</param>
/// <param name="IsOnly">There is no application: the code that is asked for can only come by SMS.</param>
/// <param name="CanSend">False while no gateway is configured: then a recovery code is what remains.</param>
public sealed record SmsOffer(string Tail, bool IsOnly, bool CanSend);

/// <summary>
/// Sends a code by SMS to whoever gave a first proof: good for this challenge alone, once, for five minutes. Three for a
/// challenge, six an hour for a person. Refuses: challenge-expired, sms-not-offered (whatever the reason), sms-too-many,
/// sms-too-many-here, sms-put-off, sms-refused, sms-unavailable.
/// </summary>
[AnyoneMay("whoever holds a challenge, which takes a first proof")]
public sealed class SendSignInCode(
    IDbContextFactory<AppDbContext> dbs, DoorChallenges challenges, SignInThrottle throttle, SmsFactor factor, SmsCodes codes, SmsGateway gateway, SmsLetters letters, TimeProvider clock) : IUseCase
{
    private const int MostPerChallenge = 3;

    /// <summary>Null where there is nothing to offer or to say: the page shows no button that would be refused.</summary>
    public async Task<SmsOffer?> OfferAsync(string challenge, DoorRequest how, CancellationToken ct)
    {
        if (challenges.Read(challenge, how) is not { } asked) return null;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var person = await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == asked.UserId, ct);
        if (person is null || await factor.NumberAsync(db, person, ct) is not { } number) return null;
        var isOnly = person.TotpSecret is null;
        return gateway.IsOn || isOnly ? new(PhoneNumbers.Tail(number), isOnly, gateway.IsOn) : null;
    }

    public async Task<Result> RunAsync(string challenge, DoorRequest how, CancellationToken ct)
    {
        if (challenges.Read(challenge, how) is not { } asked) return Refused.ChallengeExpired.Refusal;
        var key = $"sms:{asked.Id:N}";
        if (!await throttle.TakeAsync(key, MostPerChallenge, ct)) return Refusal.Conflict("sms-too-many-here");   // on a connection of its own, before ours holds a row
        var (refusal, hasLeft) = await SendAsync(asked, ct);
        if (!hasLeft) await throttle.GiveBackAsync(key, ct);
        return new(refusal);
    }

    /// <summary>A message that never left counts against nobody.</summary>
    private async Task<(Refusal? Refusal, bool HasLeft)> SendAsync(DoorChallenge asked, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var issued = await IssueAsync(db, asked, ct);
        if (issued.Failed) return (issued.Refusal, false);

        var (person, number, code) = issued.Value;
        var outcome = await gateway.SendAsync(number, await letters.SignInAsync(person, code.Code, ct), ct);
        if (outcome.Verdict is not SmsVerdict.Unavailable) return (outcome.Refusal, true);
        await SmsCodes.ForgetAsync(db, code.Id, ct);
        return (outcome.Refusal, false);
    }

    private async Task<Result<(User Person, string Number, IssuedCode Code)>> IssueAsync(AppDbContext db, DoorChallenge asked, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await CredentialChange.LockAsync(db, asked.UserId, ct) is not { } person || Doorway.ObstacleOf(person, clock.GetUtcNow()) is not null) return SmsRefusals.NotOffered;
        if (await factor.NumberAsync(db, person, ct) is not { } number) return SmsRefusals.NotOffered;
        var issued = await codes.IssueAsync(db, person.Id, number, asked.Id, ct);
        if (issued.Failed) return issued.Refusal;
        await transaction.CommitAsync(ct);
        return (person, number, issued.Value);
    }
}
