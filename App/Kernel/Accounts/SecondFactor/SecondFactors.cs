using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Accounts.SecondFactor;

/// <summary>
/// What somebody has besides his password. An authenticator application, a passkey and codes by SMS count alike: whoever has
/// one is asked for it at every door, whether or not a role demands it. Codes are of the application, of a message that was
/// sent for this sign-in, or of the paper.
/// </summary>
public sealed class SecondFactors(IDataProtectionProvider protection, SmsFactor sms, CredentialMails mails, TimeProvider clock) : ISecondFactor
{
    private readonly IDataProtector protector = protection.CreateProtector("OpsFlux.TotpSecret");

    public async Task<bool> HasAsync(AppDbContext db, User person, CancellationToken ct) =>
        person.TotpSecret is not null || await db.Set<IdentityUserPasskey<Guid>>().AnyAsync(p => p.UserId == person.Id, ct) || await sms.IsOnAsync(db, person, ct);

    public async Task<bool> VerifyAsync(AppDbContext db, User person, string code, Guid? challengeId, CancellationToken ct)
    {
        var typed = string.Concat(code.Where(c => !char.IsWhiteSpace(c)));
        return typed.Length == Totp.Digits && typed.All(char.IsAsciiDigit)
            ? await UseCodeAsync(db, person, typed, ct) || (challengeId is { } challenge && await sms.UseAsync(db, person, challenge, typed, ct))
            : await UseRecoveryCodeAsync(db, person, typed, ct);
    }

    /// <summary>As the column holds it.</summary>
    public string Seal(byte[] secret) => protector.Protect(Base32.Encode(secret));

    /// <summary>A step counts once: the statement that notes it is the one that decides, whichever instance asks first.</summary>
    private async Task<bool> UseCodeAsync(AppDbContext db, User person, string code, CancellationToken ct)
    {
        if (SecretOf(person) is not { } secret || Totp.StepOf(secret, code, clock.GetUtcNow()) is not { } step) return false;
        return await db.Set<User>().Where(u => u.Id == person.Id && (u.LastTotpStep == null || u.LastTotpStep < step))
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.LastTotpStep, step), ct) == 1;
    }

    private async Task<bool> UseRecoveryCodeAsync(AppDbContext db, User person, string code, CancellationToken ct)
    {
        if (!await RecoveryCodes.UseAsync(db, person.Id, code, clock.GetUtcNow(), ct)) return false;
        AuditWriter.Add(db, AuditAction.Change, "user", person.Id.ToString(), "recovery-code-used");
        await mails.TellAsync(db, person, CredentialNews.RecoveryCodeUsed, ct);
        await db.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>Null without one, and where the keys that sealed it are gone: then the recovery codes remain.</summary>
    private byte[]? SecretOf(User person)
    {
        try
        {
            return person.TotpSecret is null ? null : Base32.Decode(protector.Unprotect(person.TotpSecret));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
