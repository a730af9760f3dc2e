using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.SecondFactor;

/// <summary>What an application is set up with. Shown once, kept by nobody until a first code proves that it arrived.</summary>
/// <param name="Secret">Base32, for typing.</param>
/// <param name="Address">For a QR code.</param>
/// <param name="Ticket">Comes back with the first code.</param>
public sealed record Enrolment(string Secret, string Address, string Ticket);

/// <summary>
/// Sets up an authenticator application for oneself, in two steps. Ends all other sessions and settles what this one owes.
/// Refuses: not-found, proof-needed, authenticator-already, enrolment-expired, second-factor-wrong.
/// </summary>
[SignedInOnly("one's own second factor")]
public sealed class EnrolAuthenticator(
    IDbContextFactory<AppDbContext> dbs, ICurrentUser user, SecondFactors factors, CredentialChange change, GetOrganisation organisation,
    IDataProtectionProvider protection, TimeProvider clock) : IUseCase
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private readonly Sealed<Pending> tickets = new(protection, "OpsFlux.TotpEnrolment", Patience, clock);

    public async Task<Result<Enrolment>> BeginAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == user.Id, ct) is not { } me) return Refusal.NotFound;
        if (await RefusalOfAsync(db, me, ct) is { } refused) return refused;

        var secret = Totp.NewSecret();
        var text = Base32.Encode(secret);
        return new Enrolment(text, Totp.Address(text, me.UserName ?? "", (await organisation.RunAsync(ct)).Name), tickets.Close(new(me.Id, text)));
    }

    /// <summary>Answers the recovery codes that come with somebody's first factor; none for who has some already.</summary>
    public async Task<Result<NewCodes>> ConfirmAsync(string ticket, string code, CancellationToken ct)
    {
        if (tickets.Open(ticket) is not { } pending || pending.UserId != user.Id) return Refusal.Conflict(CredentialRefusals.EnrolmentExpired);
        var typed = string.Concat(code.Where(c => !char.IsWhiteSpace(c)));

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await CredentialChange.LockAsync(db, user.Id, ct) is not { } me) return Refusal.NotFound;
        if (await RefusalOfAsync(db, me, ct) is { } refused) return refused;
        if (Base32.Decode(pending.Secret) is not { } secret || Totp.StepOf(secret, typed, clock.GetUtcNow()) is not { } step)
            return Refusal.Invalid(new FieldError("Code", "second-factor-wrong"));

        (me.TotpSecret, me.LastTotpStep) = (factors.Seal(secret), step);
        AuditWriter.Add(db, AuditAction.Change, "user", me.Id.ToString(), "authenticator-added");
        var codes = await change.FactorAddedAsync(db, me, CredentialNews.AuthenticatorAdded, ct);
        await transaction.CommitAsync(ct);
        return codes;
    }

    private async Task<Refusal?> RefusalOfAsync(AppDbContext db, User me, CancellationToken ct)
    {
        if (me.TotpSecret is not null) return Refusal.Conflict(CredentialRefusals.AlreadyEnrolled);
        return await change.IsProofFreshAsync(db, ct) ? null : Refusal.Conflict(CredentialRefusals.ProofNeeded);
    }

    private sealed record Pending(Guid UserId, string Secret);
}
