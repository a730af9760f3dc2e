using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sms;

namespace OpsFlux.Kernel.Accounts.Credentials;

/// <param name="Id">Of the credential, as an address takes it.</param>
public sealed record PasskeyLine(string Id, string? Name, DateTimeOffset CreatedAt, bool IsBackedUp);

/// <summary>How one signs in, as one's own page shows it.</summary>
/// <param name="IsRequired">A role asks for a second factor.</param>
/// <param name="HasSms">Codes by SMS are a factor of his that counts.</param>
/// <param name="CodesLeft">Recovery codes not used yet.</param>
/// <param name="NeedsProof">Changes ask for a proof first.</param>
public sealed record SecurityView(
    bool InDirectory, bool HasPassword, DateTimeOffset? PasswordChangedAt, bool HasAuthenticator, bool HasSms, int CodesLeft,
    IReadOnlyList<PasskeyLine> Passkeys, bool IsRequired, SessionDebt Owes, bool NeedsProof)
{
    /// <summary>A code can be sent for a proof.</summary>
    public bool SendsSms { get; init; }
    public bool HasFactor => HasAuthenticator || HasSms || Passkeys.Count > 0;
}

/// <summary>Reads one's own page of security. Refuses: not-found.</summary>
[SignedInOnly("one's own account")]
public sealed class GetSecurity(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, SmsFactor sms, SmsGateway gateway, CredentialChange change, TimeProvider clock) : IUseCase
{
    public async Task<Result<SecurityView>> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == user.Id, ct) is not { } me) return Refusal.NotFound;
        var passkeys = await db.Set<IdentityUserPasskey<Guid>>().AsNoTracking().Where(p => p.UserId == me.Id).ToListAsync(ct);
        return new SecurityView(
            me.DirectoryName is not null,
            me.PasswordHash is not null,
            me.PasswordChangedAt,
            me.TotpSecret is not null,
            await sms.IsOnAsync(db, me, ct),
            await RecoveryCodes.LeftAsync(db, me.Id, ct),
            [.. passkeys.OrderBy(p => p.Data.CreatedAt).Select(p => new PasskeyLine(WebEncoders.Base64UrlEncode(p.CredentialId), p.Data.Name, p.Data.CreatedAt, p.Data.IsBackedUp))],
            await SecondFactorRule.HoldsAsync(db, me.Id, clock.GetUtcNow(), ct),
            await db.Set<Session>().Where(s => s.Id == user.SessionId).Select(s => s.Owes).SingleOrDefaultAsync(ct),
            !await change.IsProofFreshAsync(db, ct)) { SendsSms = gateway.IsOn };
    }
}
