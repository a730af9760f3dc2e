using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.Credentials;

/// <summary>
/// Proves within a session who one is: by a code where one has a factor, else by the password. Whoever finds an unlocked
/// computer cannot make an account his own. Refuses: not-found, proof-wrong, proof-blocked, sign-in-busy.
/// </summary>
[SignedInOnly("one's own password")]
public sealed class ProveAgain(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, SecondFactors factors, PasswordCheck passwords, SignInThrottle throttle) : IUseCase
{
    /// <param name="proof">Password, code of the application, or a recovery code: which, its form says where a factor is there.</param>
    public async Task<Result> RunAsync(string proof, CancellationToken ct)
    {
        if (user.SessionId is not { } session) return Refusal.NotFound;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == user.Id, ct) is not { } me) return Refusal.NotFound;
        var attempt = await throttle.BeginAsync("proof", me.Id, "", new() { IpAddress = user.IpAddress }, ct);
        if (attempt.BlockedFor is { } rest) return Refusal.Conflict(CredentialRefusals.ProofBlocked, (int)Math.Ceiling(rest.TotalSeconds));

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await factors.VerifyAsync(db, me, proof, ct))
        {
            await SessionProof.ProvedTwiceAsync(db, session, ct);
        }
        else if (await factors.HasAsync(db, me, ct) && me.TotpSecret is not null)
        {
            return Wrong;   // a password alone is not enough for who has an application
        }
        else
        {
            if (await passwords.RunAsync(me, proof, ct) is not { } checkedPassword) return Refusal.Conflict("sign-in-busy");
            if (checkedPassword.Failure is not null) return Wrong;
            await SessionProof.ProvedAsync(db, session, ct);
        }

        await transaction.CommitAsync(ct);
        await throttle.SucceedAsync(attempt, ct);
        return Result.Ok;
    }

    private static Refusal Wrong => Refusal.Invalid(new FieldError("Proof", CredentialRefusals.ProofWrong));
}
