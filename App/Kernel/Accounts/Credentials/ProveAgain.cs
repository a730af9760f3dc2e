using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Directory;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.Credentials;

/// <summary>
/// Proves within a session who one is: by a code or, without an application and codes by SMS, by the password, which for
/// people of the directory is the directory's. Whoever finds an unlocked computer cannot make an account his own. Refuses:
/// not-found, proof-wrong, proof-blocked, sign-in-busy, directory-unavailable.
/// </summary>
[SignedInOnly("one's own password")]
public sealed class ProveAgain(
    IDbContextFactory<AppDbContext> dbs, ICurrentUser user, SecondFactors factors, SmsFactor sms, PasswordCheck passwords, DirectorySignIn directory, SignInThrottle throttle) : IUseCase
{
    /// <param name="proof">Password, code of the application, code that was sent for this session, or a recovery code: which, its form says where a factor is there.</param>
    public async Task<Result> RunAsync(string proof, CancellationToken ct)
    {
        if (user.SessionId is not { } session) return Refusal.NotFound;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == user.Id, ct) is not { } me) return Refusal.NotFound;
        var attempt = await throttle.BeginAsync("proof", me.Id, "", new() { IpAddress = user.IpAddress }, ct);
        if (attempt.BlockedFor is { } rest) return Refusal.Conflict(CredentialRefusals.ProofBlocked, (int)Math.Ceiling(rest.TotalSeconds));

        if (!await ProveByFactorAsync(db, me, session, proof, ct))
        {
            if (me.TotpSecret is not null || await sms.IsOnAsync(db, me, ct)) return Wrong;   // a password alone is not enough for who can give a code
            if (await RefusalOfPasswordAsync(me, proof, ct) is { } refused) return refused;
            await SessionProof.ProvedAsync(db, session, ct);
        }

        await throttle.SucceedAsync(attempt, ct);
        return Result.Ok;
    }

    private async Task<bool> ProveByFactorAsync(AppDbContext db, User me, Guid session, string proof, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await factors.VerifyAsync(db, me, proof, session, ct)) return false;
        await SessionProof.ProvedTwiceAsync(db, session, me.Id, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private async Task<Refusal?> RefusalOfPasswordAsync(User me, string password, CancellationToken ct)
    {
        var isOurs = me.DirectoryName is null;
        if (await passwords.RunAsync(isOurs ? me : null, password, ct) is not { } proof) return Refusal.Conflict("sign-in-busy");
        if (!isOurs) (proof, _) = await directory.ProveAsync(me, me.UserName ?? "", password, proof, ct);
        if (proof.Failure is SignInOutcome.DirectoryUnavailable) return Refused.DirectoryUnavailable.Refusal;
        return proof.Failure is null && proof.Person.Id == me.Id ? null : Wrong;
    }

    private static Refusal Wrong => Refusal.Invalid(new FieldError("Proof", CredentialRefusals.ProofWrong));
}
