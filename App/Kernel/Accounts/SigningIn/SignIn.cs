using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Directory;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Accounts.SigningIn;

/// <summary>
/// The door of names and passwords, for the page and for the API. A user name (with or without '@') or an e-mail. One
/// answer, the same statements and the same work for an unknown name, a wrong password, an inactive and a locked account.
/// Whoever belongs to the directory is let in by its passwords alone.
/// </summary>
[AnyoneMay("whoever knows the password")]
public sealed class SignIn(
    IDbContextFactory<AppDbContext> dbs, PasswordCheck check, SignInThrottle throttle, SignInJournal journal, Doorway doorway,
    DirectorySignIn directory) : IUseCase
{
    public async Task<DoorAnswer> RunAsync(string userNameOrEmail, string password, DoorRequest how, CancellationToken ct)
    {
        var typed = TypedName.Clean(userNameOrEmail);
        var person = await FindAsync(typed, ct);
        var attempt = await throttle.BeginAsync("name", person?.Id, typed, how, ct);
        if (attempt.BlockedFor is { } rest)
        {
            await journal.WriteAsync(new(typed, SignInMethod.Password, SignInOutcome.Throttled, person), how, ct);
            return Refused.Throttled(rest);
        }

        if (await check.RunAsync(person is { DirectoryName: not null } ? null : person, password, ct) is not { } own) return Refused.Busy;
        var (proof, isSilent) = own.Failure is null ? new(own, false) : await directory.ProveAsync(person, typed, password, own, ct);
        if (proof.Failure is { } failure)
        {
            await journal.WriteAsync(new(typed, proof.Method, failure, person), how, ct);
            return isSilent ? Refused.DirectoryUnavailable : Refused.Failed;
        }

        var answer = await doorway.EnterAsync(proof.Person, proof.Method, how, ct);
        if (answer is not Refused) await throttle.SucceedAsync(attempt, ct);
        return answer;
    }

    private async Task<User?> FindAsync(string name, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await TypedName.FindAsync(db, name, ct);
    }
}
