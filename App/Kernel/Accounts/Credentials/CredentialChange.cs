using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Links;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Accounts.Credentials;

/// <summary>
/// What follows every change of a password or a second factor, in the transaction that made it: other sessions end, links
/// sent before count no more, the owner is told.
/// </summary>
public sealed class CredentialChange(ICurrentUser user, CredentialMails mails, TimeProvider clock)
{
    /// <summary>How long ago somebody may have proved who he is, in this session, to change how he does so.</summary>
    public static readonly TimeSpan ProofLasts = TimeSpan.FromMinutes(10);

    /// <summary>The person's row until the transaction ends, so that two changes at once see one another. Null: no such person.</summary>
    public static Task<User?> LockAsync(AppDbContext db, Guid userId, CancellationToken ct) =>
        db.Set<User>().FromSql($"select * from kernel.users where id = {userId} for update").SingleOrDefaultAsync(ct);

    public async Task<bool> IsProofFreshAsync(AppDbContext db, CancellationToken ct)
    {
        var since = clock.GetUtcNow() - ProofLasts;
        return user.SessionId is { } session && await db.Set<Session>().AnyAsync(s => s.Id == session && s.UserId == user.Id && s.ProvedAt > since, ct);
    }

    /// <summary>Of somebody's own password: the session he is in goes on.</summary>
    public async Task PasswordSetAsync(AppDbContext db, User person, Guid? keptSession, CancellationToken ct)
    {
        await mails.TellAsync(db, person, CredentialNews.PasswordChanged, ct);
        await db.SaveChangesAsync(ct);
        await AccountLinks.VoidAsync(db, person.Id, clock.GetUtcNow(), ct);
        await SessionEnding.EndAllAsync(db, person.Id, SessionEnd.CredentialsChanged, keptSession, ct);
        // Of who can give a code the password was half a proof: it must not open the way to taking that factor off.
        if (keptSession is { } session && person is { TotpSecret: null, SmsFactorAt: null }) await SessionProof.ProvedAsync(db, session, ct);
    }

    /// <summary>One's own: this session has shown it. Answers recovery codes with the first factor, for who has none left.</summary>
    public async Task<NewCodes> FactorAddedAsync(AppDbContext db, User me, CredentialNews news, CancellationToken ct)
    {
        await mails.TellAsync(db, me, news, ct);
        await db.SaveChangesAsync(ct);
        await SessionEnding.EndAllAsync(db, me.Id, SessionEnd.CredentialsChanged, user.SessionId, ct);
        if (user.SessionId is { } session) await SessionProof.ProvedTwiceAsync(db, session, me.Id, ct);
        return await RecoveryCodes.LeftAsync(db, me.Id, ct) > 0 ? NewCodes.None : await RecoveryCodes.RenewAsync(db, me.Id, ct);
    }

    /// <summary>One's own, or another's by an administrator. Without any factor the recovery codes are of no use.</summary>
    public async Task FactorRemovedAsync(AppDbContext db, User person, bool isLast, CredentialNews news, CancellationToken ct)
    {
        await mails.TellAsync(db, person, news, ct);
        await db.SaveChangesAsync(ct);
        await SessionEnding.EndAllAsync(db, person.Id, SessionEnd.CredentialsChanged, person.Id == user.Id ? user.SessionId : null, ct);
        if (!isLast) return;
        await db.Set<RecoveryCode>().Where(c => c.UserId == person.Id).ExecuteDeleteAsync(ct);
        await db.Set<Session>().Where(s => s.UserId == person.Id && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.HasSecondFactor, false), ct);
    }
}
