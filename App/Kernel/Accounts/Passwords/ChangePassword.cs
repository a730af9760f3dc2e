using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.Passwords;

/// <summary>Of one's own password.</summary>
public sealed class ChangePasswordRequest : NewPasswordRequest
{
    public string? Current { get; set; }
}

/// <summary>
/// Changes one's own password, whether by choice or because the session owes it; the present one is asked for either way,
/// since browsers fill it in and a session that is owed something may be an hour old. Ends all other sessions. Refuses:
/// not-found, password-in-directory, proof-blocked, sign-in-busy, stale, invalid.
/// </summary>
[SignedInOnly("one's own password")]
public sealed class ChangePassword(
    IDbContextFactory<AppDbContext> dbs, ICurrentUser user, NewPasswords passwords, PasswordCheck check, SignInThrottle throttle, CredentialChange change) : IUseCase
{
    public async Task<Result> RunAsync(ChangePasswordRequest request, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == user.Id, ct) is not { } before) return Refusal.NotFound;
        if (before.DirectoryName is not null) return Refusal.Conflict(CredentialRefusals.InDirectory);
        if (await passwords.RefusalOfAsync(before, request, ct) is { } wrong) return wrong;
        if (request.Password == request.Current) return Refusal.Invalid(new FieldError(nameof(request.Password), PasswordFlaws.Unchanged));
        if (await RefusalOfCurrentAsync(before, request.Current ?? "", ct) is { } refused) return refused;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await CredentialChange.LockAsync(db, user.Id, ct) is not { } me) return Refusal.NotFound;
        if (me.PasswordChangedAt != before.PasswordChangedAt) return Refusal.Stale;
        passwords.Set(me, request.Password!);   // checked above
        await change.PasswordSetAsync(db, me, user.SessionId, ct);
        await transaction.CommitAsync(ct);
        return Result.Ok;
    }

    private async Task<Refusal?> RefusalOfCurrentAsync(User me, string current, CancellationToken ct)
    {
        var attempt = await throttle.BeginAsync("proof", me.Id, "", new() { IpAddress = user.IpAddress }, ct);
        if (attempt.BlockedFor is { } rest) return Refusal.Conflict(CredentialRefusals.ProofBlocked, (int)Math.Ceiling(rest.TotalSeconds));
        if (await check.RunAsync(me, current, ct) is not { } proof) return Refusal.Conflict("sign-in-busy");
        if (proof.Failure is not null) return Refusal.Invalid(new FieldError(nameof(ChangePasswordRequest.Current), PasswordFlaws.WrongCurrent));
        await throttle.SucceedAsync(attempt, ct);
        return null;
    }
}
