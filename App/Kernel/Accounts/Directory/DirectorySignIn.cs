using OpsFlux.Kernel.Accounts.Directory.Ldap;
using OpsFlux.Kernel.Accounts.Passwords;
using OpsFlux.Kernel.Accounts.SigningIn;

namespace OpsFlux.Kernel.Accounts.Directory;

/// <summary>What the directory adds to the proof of a password.</summary>
/// <param name="IsSilent">It does not answer, and whoever is refused is told so, whether or not it would have known him.</param>
public sealed record DirectoryVerdict(PasswordProof Proof, bool IsSilent);

/// <summary>
/// Asks the directory for whoever has no account of our own. An account of our own is never looked for there, so that nobody
/// gets into it by an entry of the same name; the question is put all the same, so that its failure looks like any other.
/// </summary>
public sealed class DirectorySignIn(DirectorySettings settings, DirectoryClient client, DirectoryAccounts accounts, ILogger<DirectorySignIn> log)
{
    /// <summary>Asked for in place of a person and a password that are none of the directory's business: it may lock who fails often.</summary>
    private const string Nobody = "-";

    /// <param name="person">Whose name or mail was typed; null for nobody's.</param>
    /// <param name="own">What our own passwords say.</param>
    public async Task<DirectoryVerdict> ProveAsync(User? person, string typed, string password, PasswordProof own, CancellationToken ct)
    {
        var isOurs = person is { DirectoryName: null };
        if (!settings.IsOn) return new(isOurs || person is null ? own : Failed(SignInOutcome.DirectoryUnavailable, person), false);
        if (password.Length is 0 or > PasswordPolicy.Longest) return new(isOurs ? own : Failed(SignInOutcome.WrongPassword, person), false);

        try
        {
            var (found, isProven) = isOurs
                ? await client.ProveAsync(new(Nobody, null, null), Nobody, ct)
                : await client.ProveAsync(DirectoryQuery.For(typed.TrimStart('@'), person), password, ct);
            return new(isOurs ? own : await JudgeAsync(person, found, isProven, ct), false);
        }
        catch (LdapUnavailableException e)
        {
            log.LogWarning("The directory does not answer: {Problem} {Answer}", e.Problem, e.Message);
            return new(isOurs ? own : Failed(SignInOutcome.DirectoryUnavailable, person), true);
        }
    }

    private async Task<PasswordProof> JudgeAsync(User? person, DirectoryPerson? found, bool isProven, CancellationToken ct)
    {
        if (found is null) return Failed(SignInOutcome.UnknownName, person);
        if (!isProven) return Failed(SignInOutcome.WrongPassword, person);
        if (found.IsDisabled) return Failed(SignInOutcome.Inactive, person);
        return await accounts.TakeOverAsync(found, ct) is { } user ? new(SignInMethod.Directory, null, user) : Failed(SignInOutcome.UnknownName, person);
    }

    private static PasswordProof Failed(SignInOutcome why, User? person) => new(SignInMethod.Directory, why, person ?? new User());
}
