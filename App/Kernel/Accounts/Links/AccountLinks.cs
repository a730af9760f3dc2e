using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Mail.Composing;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.Links;

/// <summary>Links by which somebody chooses a password: made here, sent by mail, good once. The token is in the mail alone.</summary>
public sealed class AccountLinks(AccountMails mails, TimeProvider clock)
{
    public static readonly TimeSpan InvitationLasts = TimeSpan.FromDays(7), ResetLasts = TimeSpan.FromMinutes(30);

    /// <summary>Adds a link to <paramref name="db"/> and answers where it leads, which nothing else will tell again.</summary>
    public string Add(AppDbContext db, User person, LinkPurpose purpose) => Make(db, person, purpose).Path;

    /// <summary>Adds link and mail to <paramref name="db"/>; both are there once the caller has saved. False where no mail can be sent: then nothing is to be saved.</summary>
    public async Task<bool> AddAsync(AppDbContext db, User person, LinkPurpose purpose, CancellationToken ct)
    {
        var (path, until) = Make(db, person, purpose);
        return await mails.AddAsync(db, person, MailOf(purpose, person.UserName ?? "", path, until), ct);
    }

    internal static AccountMail MailOf(LinkPurpose purpose, string userName, string path, DateTimeOffset until) => new()
    {
        Headline = $"LinkMail.{purpose}",
        Body = $"LinkMail.{purpose}.Body",
        Details = [("LinkMail.UserName", userName), ("LinkMail.Until", until)],
        ActionText = $"LinkMail.{purpose}.Action",
        ActionPath = path,
        IsSecret = true,
    };

    private (string Path, DateTimeOffset Until) Make(AppDbContext db, User person, LinkPurpose purpose)
    {
        var (token, now) = (RandomKey.New(), clock.GetUtcNow());
        var until = now + (purpose is LinkPurpose.Invitation ? InvitationLasts : ResetLasts);
        db.Add(new AccountLink { UserId = person.Id, Purpose = purpose, Hash = RandomKey.HashOf(token)!, CreatedAt = now, ExpiresAt = until });   // made just now
        return ($"/set-password?token={token}", until);
    }

    /// <summary>The link of a token that may still be used. Refuses: link-unknown, link-used, link-expired, link-replaced (by a later one).</summary>
    public async Task<Result<AccountLink>> FindAsync(AppDbContext db, string token, CancellationToken ct)
    {
        if (RandomKey.HashOf(token) is not { } hash || await db.Set<AccountLink>().AsNoTracking().SingleOrDefaultAsync(l => l.Hash == hash, ct) is not { } link)
            return Refusal.Conflict(CredentialRefusals.LinkUnknown);
        if (link.UsedAt is not null) return Refusal.Conflict(CredentialRefusals.LinkUsed);
        if (await db.Set<AccountLink>().AnyAsync(l => l.UserId == link.UserId && l.CreatedAt > link.CreatedAt, ct)) return Refusal.Conflict(CredentialRefusals.LinkReplaced);
        return link.ExpiresAt > clock.GetUtcNow() ? link : Refusal.Conflict(CredentialRefusals.LinkExpired);
    }

    /// <summary>False for all but the first who asks, however many ask at once: they wait for one another, in the caller's transaction.</summary>
    public static async Task<bool> UseAsync(AppDbContext db, AccountLink link, DateTimeOffset now, CancellationToken ct) =>
        await db.Set<AccountLink>().Where(l => l.Id == link.Id && l.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, now), ct) == 1;

    /// <summary>None of a person's links counts any more: his password was set, his address changed, or he left.</summary>
    public static Task VoidAsync(AppDbContext db, Guid userId, DateTimeOffset now, CancellationToken ct) => VoidAsync(db, [userId], now, ct);

    /// <inheritdoc cref="VoidAsync(AppDbContext, Guid, DateTimeOffset, CancellationToken)"/>
    public static Task VoidAsync(AppDbContext db, IReadOnlyCollection<Guid> people, DateTimeOffset now, CancellationToken ct) =>
        db.Set<AccountLink>().Where(l => people.Contains(l.UserId) && l.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, now), ct);
}
