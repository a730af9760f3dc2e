using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sms.Numbers;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Entering;

/// <summary>What an administrator does about somebody's ways in. Refuses, each: what <see cref="PersonAct"/> refuses, and what it says itself.</summary>
[Needs(UserPermissions.Manage)]
public sealed class UserDoors(PersonAct act, CredentialChange change, SmsCodes codes) : IUseCase
{
    /// <summary>Lets somebody try again at once who mistyped too often.</summary>
    public Task<Result> UnlockAsync(Guid id, CancellationToken ct) => act.RunAsync(id, null, async (db, person) =>
    {
        await SignInThrottle.ForgetAsync(db, person.Id, ct);
        AuditWriter.Add(db, AuditAction.Change, "user", person.Id.ToString(), "unlocked");
        return Result.Ok;
    }, ct);

    /// <summary>Signs him out everywhere, open pages included.</summary>
    public Task<Result> EndSessionsAsync(Guid id, CancellationToken ct) => act.RunAsync(id, null, async (db, person) =>
    {
        var ended = await SessionEnding.EndAllAsync(db, person.Id, SessionEnd.EndedByAdministrator, null, ct);
        AuditWriter.Add(db, AuditAction.SignOut, "user", person.Id.ToString(), $"{ended} sessions ended");
        return Result.Ok;
    }, ct);

    /// <summary>From the next signing in on, and for what is open now: he does nothing before he has chosen another password. Refuses: users.in-directory.</summary>
    public Task<Result> RequirePasswordChangeAsync(Guid id, CancellationToken ct) => act.RunAsync(id, null, async (db, person) =>
    {
        if (person.DirectoryName is not null) return Refusal.Conflict(PeopleRefusals.InDirectory);
        person.MustChangePassword = true;
        await SessionEnding.EndAllAsync(db, person.Id, SessionEnd.EndedByAdministrator, null, ct);
        return Result.Ok;
    }, ct);

    /// <summary>For a telephone that is lost: code application, passkeys, codes by SMS and recovery codes are gone, and so are his sessions. Refuses: users.no-second-factor.</summary>
    public Task<Result> RemoveSecondFactorAsync(Guid id, CancellationToken ct) => act.RunAsync(id, null, async (db, person) =>
    {
        var passkeys = await db.Set<IdentityUserPasskey<Guid>>().Where(p => p.UserId == id).ToListAsync(ct);
        if (person is { TotpSecret: null, SmsFactorAt: null } && passkeys.Count == 0) return Refusal.Conflict(PeopleRefusals.NoSecondFactor);
        (person.TotpSecret, person.LastTotpStep, person.SmsFactorAt) = (null, null, null);
        await codes.VoidAsync(db, person.Id, ct);
        db.RemoveRange(passkeys);
        AuditWriter.Add(db, AuditAction.Change, "user", person.Id.ToString(), "second-factor-reset");
        await change.FactorRemovedAsync(db, person, isLast: true, CredentialNews.SecondFactorReset, ct);
        return Result.Ok;
    }, ct);
}
