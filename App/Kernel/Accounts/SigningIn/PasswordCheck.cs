using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts.Passwords;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Accounts.SigningIn;

/// <summary>What a password proved.</summary>
/// <param name="Failure">Null: it is the person's. The reason is for the journal alone.</param>
/// <param name="Person">Whoever <paramref name="Failure"/> lets in.</param>
public sealed record PasswordProof(SignInMethod Method, SignInOutcome? Failure, User Person);

/// <summary>Compares a password with what the account keeps. Whoever has none, or does not exist, costs the same time.</summary>
public sealed class PasswordCheck(IPasswordHasher<User> hasher, IDbContextFactory<AppDbContext> dbs)
{
    /// <summary>Hashing takes a core for 0.2 s: no more than this many at once, so that a storm of guesses leaves room for work.</summary>
    private static readonly SemaphoreSlim Hashing = new(2);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly User Nobody = new();
    private static string? decoyHash;

    /// <summary>Null: too many are being checked already. One longer than any may be is wrong, and costs no more than the others.</summary>
    public async Task<PasswordProof?> RunAsync(User? person, string password, CancellationToken ct)
    {
        if (!await Hashing.WaitAsync(LongestWait, ct)) return null;
        PasswordVerificationResult verdict;
        try
        {
            verdict = hasher.VerifyHashedPassword(person ?? Nobody, person?.PasswordHash ?? Decoy(), password.Length <= PasswordPolicy.Longest ? password : "");
        }
        finally
        {
            Hashing.Release();
        }

        if (person is null) return new(SignInMethod.Password, SignInOutcome.UnknownName, Nobody);
        if (person.PasswordHash is null || verdict is PasswordVerificationResult.Failed) return new(SignInMethod.Password, SignInOutcome.WrongPassword, person);
        if (verdict is PasswordVerificationResult.SuccessRehashNeeded) await RehashAsync(person, password, ct);
        return new(SignInMethod.Password, null, person);
    }

    private string Decoy() => decoyHash ??= hasher.HashPassword(Nobody, GeneratedPassword.New());

    /// <summary>Hashed when fewer rounds were enough; the password is at hand only now.</summary>
    private async Task RehashAsync(User person, string password, CancellationToken ct)
    {
        var hash = hasher.HashPassword(person, password);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.Set<User>().Where(u => u.Id == person.Id && u.PasswordHash == person.PasswordHash).ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, hash), ct);
    }
}
