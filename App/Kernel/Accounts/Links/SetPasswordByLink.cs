using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Accounts.Passwords;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.Links;

/// <summary>Whose link it is, for the page that asks for the password.</summary>
public sealed record LinkOffer(string UserName, string DisplayName, LinkPurpose Purpose);

/// <summary>
/// Sets a password by the link of a mail. Whoever has the mail is that person: he goes on through the <see cref="Doorway"/>,
/// which asks for his second factor as any door does. Refuses: link-unknown, link-used, link-expired, link-replaced, invalid.
/// </summary>
[AnyoneMay("whoever holds the link")]
public sealed class SetPasswordByLink(
    IDbContextFactory<AppDbContext> dbs, CurrentUser current, AccountLinks links, NewPasswords passwords, CredentialChange change, TimeProvider clock) : IUseCase
{
    /// <summary>Looks and uses nothing up: mail programs open links before people do.</summary>
    public async Task<Result<LinkOffer>> LookAsync(string token, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var link = await links.FindAsync(db, token, ct);
        if (link.Failed) return link.Refusal;
        return await PersonOfAsync(db, link.Value, ct) is { } person
            ? new LinkOffer(person.UserName ?? "", person.DisplayName, link.Value.Purpose)
            : Refusal.Conflict(CredentialRefusals.LinkUnknown);
    }

    public async Task<Result<User>> RunAsync(string token, NewPasswordRequest request, string? ipAddress, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var link = await links.FindAsync(db, token, ct);
        if (link.Failed) return link.Refusal;
        if (await PersonOfAsync(db, link.Value, ct) is not { } owner) return Refusal.Conflict(CredentialRefusals.LinkUnknown);
        if (await passwords.RefusalOfAsync(owner, request, ct) is { } wrong) return wrong;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await AccountLinks.UseAsync(db, link.Value, clock.GetUtcNow(), ct)) return Refusal.Conflict(CredentialRefusals.LinkUsed);
        if (await CredentialChange.LockAsync(db, owner.Id, ct) is not { IsActive: true } person) return Refusal.Conflict(CredentialRefusals.LinkUnknown);
        current.Become(person.Id, person.DisplayName, ipAddress);   // what follows is his own act
        passwords.Set(person, request.Password!);   // checked above
        person.EmailConfirmed = true;               // the mail arrived
        await SignInThrottle.ForgetPasswordAsync(db, person.Id, ct);
        await change.PasswordSetAsync(db, person, keptSession: null, ct);
        await transaction.CommitAsync(ct);
        return person;
    }

    private static Task<User?> PersonOfAsync(AppDbContext db, AccountLink link, CancellationToken ct) => db.Set<User>().AsNoTracking()
        .SingleOrDefaultAsync(u => u.Id == link.UserId && u.IsActive && u.AnonymisedAt == null && u.MergedIntoId == null && u.DirectoryName == null, ct);
}
