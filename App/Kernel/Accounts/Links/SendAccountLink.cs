using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.Links;

/// <summary>
/// An administrator sends somebody the link by which that person, and nobody else, chooses a password: an invitation to who
/// never had one (seven days), else a reset (30 minutes). A later link takes the place of those before. Refuses: forbidden,
/// not-found, mail-off, person-no-address, person-inactive, person-already-active, password-in-directory.
/// </summary>
public sealed class SendAccountLink(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, AccountLinks links, MailSettings settings) : IUseCase
{
    /// <summary>Refuses person-already-active for who has a password: he is sent a reset.</summary>
    public Task<Result> InviteAsync(Guid personId, CancellationToken ct) => RunAsync(personId, LinkPurpose.Invitation, ct);

    public Task<Result> ResetAsync(Guid personId, CancellationToken ct) => RunAsync(personId, LinkPurpose.PasswordReset, ct);

    private async Task<Result> RunAsync(Guid personId, LinkPurpose purpose, CancellationToken ct)
    {
        if (!user.Can(UserPermissions.Manage)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var person = await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == personId, ct);
        if (person is null || !user.Can(UserPermissions.Manage, person.StructureId, isOwn: false)) return Refusal.NotFound;
        if (RefusalOf(person, purpose) is { } refused) return refused;
        if (!await links.AddAsync(db, person, purpose, ct)) return Refusal.Conflict(CredentialRefusals.NoAddress);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        AuditWriter.Add(db, AuditAction.Change, "user", person.Id.ToString(), purpose is LinkPurpose.Invitation ? "invitation-sent" : "password-reset-sent");
        await db.SaveChangesAsync(ct);
        await Outbox.SignalAsync(db, new(SignalKind.Mails, []), ct);
        await transaction.CommitAsync(ct);
        return Result.Ok;
    }

    private Refusal? RefusalOf(User person, LinkPurpose purpose)
    {
        if (!settings.IsOn) return Refusal.Conflict(CredentialRefusals.MailOff);
        if (person is not { IsActive: true, AnonymisedAt: null, MergedIntoId: null }) return Refusal.Conflict(CredentialRefusals.PersonInactive);
        if (person.DirectoryName is not null) return Refusal.Conflict(CredentialRefusals.InDirectory);
        return purpose is LinkPurpose.Invitation && person.PasswordHash is not null ? Refusal.Conflict(CredentialRefusals.AlreadyActive) : null;
    }
}
