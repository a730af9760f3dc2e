using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Accounts.SigningIn;

/// <summary>
/// The one gate behind every door: password page, API, passkey, directory, links of invitation and reset. Whoever proved
/// who he is at a door comes here; nobody gets a session by another way.
/// </summary>
public sealed class Doorway(
    IDbContextFactory<AppDbContext> dbs, CurrentUser current, ISecondFactor factor, DoorChallenges challenges, SignInJournal journal,
    SignInThrottle throttle, SessionOpening opening, TimeProvider clock)
{
    private const int CodesPerChallenge = 5;

    /// <summary>
    /// After the first proof. Refuses with sign-in-failed whoever may not sign in; asks for the second factor where he has one
    /// and did not show it; else opens a session.
    /// </summary>
    public async Task<DoorAnswer> EnterAsync(User person, SignInMethod method, DoorRequest how, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var known = await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == person.Id, ct);
        if (known is null) return Refused.Failed;
        if (ObstacleOf(known, clock.GetUtcNow()) is { } obstacle)
        {
            await journal.WriteAsync(new(known.UserName ?? "", method, obstacle, known), how, ct);
            return Refused.Failed;
        }

        if (!how.HasSecondFactor && await factor.HasAsync(db, known, ct))
        {
            await journal.WriteAsync(new(known.UserName ?? "", method, SignInOutcome.SecondFactorAsked, known), how, ct);
            return new SecondFactorAsked(challenges.Make(known, method, how));
        }

        return await OpenAsync(db, known, method, how, how.HasSecondFactor, ct);
    }

    /// <summary>
    /// The second proof. Five codes to a challenge, each counted before it is looked at. Refuses: challenge-expired (begin
    /// again), second-factor-wrong, sign-in-throttled.
    /// </summary>
    public async Task<DoorAnswer> CompleteAsync(string challenge, string code, DoorRequest how, CancellationToken ct)
    {
        if (challenges.Read(challenge, how) is not { } asked) return Refused.ChallengeExpired;
        if (!await throttle.TakeAsync($"challenge:{asked.Id:N}", CodesPerChallenge, ct)) return Refused.ChallengeExpired;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var person = await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == asked.UserId, ct);
        if (person is null || ObstacleOf(person, clock.GetUtcNow()) is not null) return Refused.Failed;

        var attempt = await throttle.BeginAsync("code", person.Id, "", how, ct);
        if (attempt.BlockedFor is { } rest)
        {
            await journal.WriteAsync(new(person.UserName ?? "", asked.Method, SignInOutcome.Throttled, person), how, ct);
            return Refused.Throttled(rest);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await factor.VerifyAsync(db, person, code, asked.Id, ct))
        {
            await transaction.RollbackAsync(ct);
            await journal.WriteAsync(new(person.UserName ?? "", asked.Method, SignInOutcome.WrongSecondFactor, person), how, ct);
            return Refused.WrongCode;
        }

        var entered = await OpenAsync(db, person, asked.Method, how with { Remember = asked.Remember }, hasSecondFactor: true, ct);
        await transaction.CommitAsync(ct);
        await throttle.ExhaustAsync($"challenge:{asked.Id:N}", CodesPerChallenge, ct);
        await throttle.SucceedAsync(attempt, ct);
        return entered;
    }

    /// <summary>Null where nothing stands in the person's way.</summary>
    internal static SignInOutcome? ObstacleOf(User person, DateTimeOffset now) => person switch
    {
        { IsActive: false } or { AnonymisedAt: not null } or { MergedIntoId: not null } => SignInOutcome.Inactive,
        { LockoutEnd: { } end } when end > now => SignInOutcome.Locked,
        _ => null,
    };

    private async Task<DoorAnswer> OpenAsync(AppDbContext db, User person, SignInMethod method, DoorRequest how, bool hasSecondFactor, CancellationToken ct)
    {
        current.Become(person.Id, person.DisplayName, how.IpAddress);   // what follows is his own act
        return new Entered(await opening.OpenAsync(db, person, method, how, hasSecondFactor, ct), person);
    }
}
