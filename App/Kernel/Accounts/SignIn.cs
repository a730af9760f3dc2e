using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Accounts;

/// <summary>
/// Signs a person in by user name (with or without '@') or e-mail. One answer, and the same work, for an unknown name, a
/// wrong password, an inactive and a locked account. Refuses: sign-in-failed, sign-in-busy.
/// </summary>
[AnyoneMay("whoever knows the password")]
public sealed class SignIn(SignInManager<User> manager, IDbContextFactory<AppDbContext> dbs) : IUseCase
{
    /// <summary>Hashing takes a core for 0.2 s: no more than this many at once, so that a storm of guesses leaves room for work.</summary>
    private static readonly SemaphoreSlim Hashing = new(2);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private static readonly string DecoyHash = new PasswordHasher<User>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 220_000 }))
        .HashPassword(new User(), Guid.CreateVersion7().ToString());

    public async Task<Result> RunAsync(string userNameOrEmail, string password, bool remember, CancellationToken ct)
    {
        // Neither the search nor the journal can take NUL, which any program may send.
        var typed = string.Concat(userNameOrEmail.Where(c => !char.IsControl(c))).Trim();
        if (!await Hashing.WaitAsync(LongestWait, ct)) return Refusal.Conflict("sign-in-busy");
        try
        {
            var user = await FindAsync(typed);
            var outcome = await CheckAsync(user, password);
            await AuditAsync(outcome.Succeeded ? AuditAction.SignIn : AuditAction.SignInFailed, user, typed, ct);
            if (!outcome.Succeeded || user is null) return Refusal.Conflict("sign-in-failed");
            await manager.SignInAsync(user, remember);
            return Result.Ok;
        }
        finally
        {
            Hashing.Release();
        }
    }

    [SignedInOnly("one's own session")]
    public async Task SignOutAsync(Guid userId, CancellationToken ct)
    {
        var user = await manager.UserManager.FindByIdAsync(userId.ToString());
        await manager.SignOutAsync();
        await AuditAsync(AuditAction.SignOut, user, user?.UserName ?? "", ct);
    }

    private async Task<User?> FindAsync(string name) =>
        name.IndexOf('@', StringComparison.Ordinal) > 0 ? await manager.UserManager.FindByEmailAsync(name) : await manager.UserManager.FindByNameAsync(name.TrimStart('@'));

    private async Task<SignInResult> CheckAsync(User? user, string password)
    {
        if (user is { IsActive: true, PasswordHash: not null } && !await manager.UserManager.IsLockedOutAsync(user))
            return await manager.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true);

        // An account that does not exist, or is locked, costs the same time as one that may be tried.
        manager.UserManager.PasswordHasher.VerifyHashedPassword(new User(), DecoyHash, password);
        return SignInResult.Failed;
    }

    private async Task AuditAsync(AuditAction action, User? user, string typed, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        AuditWriter.Add(db, action, "user", user?.Id.ToString(), user?.UserName ?? typed.CutTo(100));
        await db.SaveChangesAsync(ct);
    }
}
