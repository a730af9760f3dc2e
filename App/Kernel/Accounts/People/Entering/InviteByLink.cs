using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts.Links;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Mail.Composing;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Entering;

/// <summary>Makes the links and sends them. The newest of a person is the only one that works.</summary>
internal sealed class InviteByLink(IDbContextFactory<AppDbContext> dbs, AccountMails mails, TimeProvider clock) : IInvitePeople
{
    private const int SecretBytes = 32;
    private static readonly TimeSpan InvitationLasts = TimeSpan.FromDays(7), ResetLasts = TimeSpan.FromMinutes(30);

    public Task<Result> InviteAsync(User person, CancellationToken ct) => SendAsync(person, LinkPurpose.Invitation, ct);

    public Task<Result> SendResetAsync(User person, CancellationToken ct) => SendAsync(person, LinkPurpose.PasswordReset, ct);

    public async Task<Result<string>> MakeLinkAsync(User person, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var path = Add(db, person, person.PasswordHash is null ? LinkPurpose.Invitation : LinkPurpose.PasswordReset);
        await db.SaveChangesAsync(ct);
        return path;
    }

    private async Task<Result> SendAsync(User person, LinkPurpose purpose, CancellationToken ct)
    {
        if (person.Email is null) return Refusal.Conflict(PeopleRefusals.NoEmail);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var key = $"WelcomeMail.{purpose}";
        var mail = new AccountMail
        {
            Headline = key, Body = $"{key}.Body", ActionText = $"{key}.Action", ActionPath = Add(db, person, purpose), IsSecret = true,
            Details = [("WelcomeMail.UserName", $"@{person.UserName}")],
        };
        if (!await mails.AddAsync(db, person, mail, ct)) return Refusal.Conflict("mail-off");
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return Result.Ok;
    }

    private string Add(AppDbContext db, User person, LinkPurpose purpose)
    {
        var now = clock.GetUtcNow();
        var token = RandomNumberGenerator.GetBytes(SecretBytes);
        db.Add(new AccountLink
        {
            UserId = person.Id, Purpose = purpose, Hash = SHA256.HashData(token), CreatedAt = now,
            ExpiresAt = now + (purpose is LinkPurpose.Invitation ? InvitationLasts : ResetLasts),
        });
        return $"/set-password?token={Base64Url.EncodeToString(token)}";
    }
}
