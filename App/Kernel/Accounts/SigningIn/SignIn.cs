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
    /// <summary>What a hash is spent on at most: a longer text would cost more than its share.</summary>
    private const int LongestPassword = 256;

    public async Task<DoorAnswer> RunAsync(string userNameOrEmail, string password, DoorRequest how, CancellationToken ct)
    {
        // Neither the search nor the journal can take NUL, which any program may send.
        var typed = string.Concat(userNameOrEmail.Where(c => !char.IsControl(c))).Trim();
        var person = await FindAsync(typed, ct);
        var attempt = await throttle.BeginAsync("name", person?.Id, typed, how, ct);
        if (attempt.BlockedFor is { } rest)
        {
            await journal.WriteAsync(new(typed, SignInMethod.Password, SignInOutcome.Throttled, person), how, ct);
            return Refused.Throttled(rest);
        }

        var given = password.Length <= LongestPassword ? password : "";
        if (await check.RunAsync(person is { DirectoryName: not null } ? null : person, given, ct) is not { } own) return Refused.Busy;
        var (proof, isSilent) = own.Failure is null ? new(own, false) : await directory.ProveAsync(person, typed, given, own, ct);
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
        var normal = name.TrimStart('@').ToUpperInvariant();
        return name.IndexOf('@', StringComparison.Ordinal) > 0
            ? await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedEmail == normal, ct)
            : await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedUserName == normal, ct);
    }
}
