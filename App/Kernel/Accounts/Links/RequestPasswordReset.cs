using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.Links;

/// <summary>
/// For whoever forgot his password, before signing in. The same answer after the same time whether or not somebody has the
/// name or address, may sign in, or asked too often. Refuses: mail-off, which says nothing of anybody.
/// </summary>
[AnyoneMay("whoever forgot it: the answer is the same for all")]
public sealed class RequestPasswordReset(
    IDbContextFactory<AppDbContext> dbs, AccountLinks links, SignInThrottle throttle, MailSettings settings, TimeProvider clock) : IUseCase
{
    /// <summary>Longer than writing the mail takes, so that what was or was not written cannot be heard.</summary>
    private static readonly TimeSpan AnswersAfter = TimeSpan.FromMilliseconds(600);

    public async Task<Result> RunAsync(string userNameOrEmail, DoorRequest how, CancellationToken ct)
    {
        if (!settings.IsOn) return Refusal.Conflict(CredentialRefusals.MailOff);
        var began = clock.GetTimestamp();
        await SendAsync(TypedName.Clean(userNameOrEmail), how, ct);
        var rest = AnswersAfter - clock.GetElapsedTime(began);
        if (rest > TimeSpan.Zero) await Task.Delay(rest, ct);
        return Result.Ok;
    }

    private async Task SendAsync(string typed, DoorRequest how, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var person = await TypedName.FindAsync(db, typed, ct);
        if ((await throttle.BeginAsync("reset", person?.Id, typed, how, ct)).BlockedFor is not null) return;
        if (person is not { IsActive: true, AnonymisedAt: null, MergedIntoId: null, DirectoryName: null }) return;
        if (await links.AddAsync(db, person, LinkPurpose.PasswordReset, ct)) await db.SaveChangesAsync(ct);
    }
}
