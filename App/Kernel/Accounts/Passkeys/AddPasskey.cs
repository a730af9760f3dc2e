using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.Passkeys;

/// <summary>
/// Adds a passkey of one's own, in two requests of the browser. Ends all other sessions; what this one owes is settled.
/// Refuses: not-found, proof-needed, passkey-limit, passkey-refused.
/// </summary>
[SignedInOnly("one's own passkeys")]
public sealed class AddPasskey(
    IDbContextFactory<AppDbContext> dbs, ICurrentUser user, IPasskeyHandler<User> handler, PasskeyCeremony ceremony, CredentialChange change) : IUseCase
{
    public const int LongestName = 60;
    private const int Most = 20;
    private const string Purpose = "add";

    /// <summary>What <c>navigator.credentials.create</c> is given.</summary>
    public async Task<Result<string>> BeginAsync(HttpContext http, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == user.Id, ct) is not { } me) return Refusal.NotFound;
        if (await RefusalOfAsync(db, me, ct) is { } refused) return refused;
        var asked = await handler.MakeCreationOptionsAsync(new() { Id = me.Id.ToString(), Name = me.UserName ?? "", DisplayName = me.DisplayName }, http);
        ceremony.Begin(http, Purpose, asked.AttestationState);
        return asked.CreationOptionsJson;
    }

    /// <summary>Answers the recovery codes that come with somebody's first factor.</summary>
    /// <param name="credential">What the browser answered, as JSON.</param>
    public async Task<Result<NewCodes>> FinishAsync(HttpContext http, string credential, string? name, CancellationToken ct)
    {
        var state = await ceremony.EndAsync(http, Purpose, ct);
        if (state is null) return Refusal.Conflict(CredentialRefusals.PasskeyRefused);
        var answer = await handler.PerformAttestationAsync(new() { HttpContext = http, CredentialJson = credential, AttestationState = state });
        if (!answer.Succeeded || answer.UserEntity.Id != user.Id.ToString()) return Refusal.Conflict(CredentialRefusals.PasskeyRefused);

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await CredentialChange.LockAsync(db, user.Id, ct) is not { } me) return Refusal.NotFound;
        if (await RefusalOfAsync(db, me, ct) is { } refused) return refused;
        db.Add(Row(me.Id, answer.Passkey, NameOf(name)));
        AuditWriter.Add(db, AuditAction.Change, "user", me.Id.ToString(), "passkey-added");
        var codes = await change.FactorAddedAsync(db, me, CredentialNews.PasskeyAdded, ct);
        await transaction.CommitAsync(ct);
        return codes;
    }

    /// <summary>Null for none: the page then says "passkey".</summary>
    internal static string? NameOf(string? typed) => string.Concat((typed ?? "").Where(c => !char.IsControl(c))).Trim() is { Length: > 0 } name ? name.CutTo(LongestName) : null;

    private async Task<Refusal?> RefusalOfAsync(AppDbContext db, User me, CancellationToken ct)
    {
        if (!await change.IsProofFreshAsync(db, ct)) return Refusal.Conflict(CredentialRefusals.ProofNeeded);
        var held = await db.Set<IdentityUserPasskey<Guid>>().CountAsync(p => p.UserId == me.Id, ct);
        return held < Most ? null : Refusal.Conflict(CredentialRefusals.PasskeyLimit, Most);
    }

    private static IdentityUserPasskey<Guid> Row(Guid userId, UserPasskeyInfo made, string? name) => new()
    {
        CredentialId = made.CredentialId,
        UserId = userId,
        Data = new()
        {
            Name = name,
            PublicKey = made.PublicKey,
            CreatedAt = made.CreatedAt,
            SignCount = made.SignCount,
            Transports = made.Transports,
            IsUserVerified = made.IsUserVerified,
            IsBackupEligible = made.IsBackupEligible,
            IsBackedUp = made.IsBackedUp,
            AttestationObject = made.AttestationObject,
            ClientDataJson = made.ClientDataJson,
        },
    };
}
