using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Access.Granting;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Audit.Erasure;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Mail.Refused;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Privacy.Anonymising;

/// <summary>What an area holds on a person, and what becomes of it.</summary>
public sealed record AreaCount(string Area, long Rows, WhenAnonymised End);

/// <summary>What anonymising a person would do.</summary>
public sealed record AnonymisePreview(Guid Id, string Name, string UserName, string Pseudonym, IReadOnlyList<AreaCount> Areas, IReadOnlyList<Mention> Mentions);

/// <summary>
/// Replaces a person by a stable pseudonym, for good: names, addresses, credentials, sessions and what was only his are
/// erased, records and history keep their sense, the audit log's values on his account are emptied. What the log says of
/// his acts, and values of other things that name him, stay until its months are dropped. Run again where the last step was
/// cut off, it ends it. Refuses: forbidden (it also takes the permission to erase audit values), not-found,
/// invalid (UserName: not-the-name), privacy.not-yourself, privacy.last-administrator, privacy.already-done.
/// </summary>
[Needs(UserPermissions.Anonymise)]
[Needs(AuditPermissions.Erase, Everywhere = true)]
public sealed class AnonymisePerson(
    IDbContextFactory<AppDbContext> dbs, ICurrentUser user, PersonalRows rows, IEnumerable<WrittenColumn> written, EmptyAuditValues emptying, TimeProvider clock) : IUseCase
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly int[] Lengths = [4, 6, 8, 12];

    public async Task<Result<AnonymisePreview>> PreviewAsync(Guid personId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.AllowLongReadsAsync(Longest, ct);
        var found = await FindAsync(db, personId, ct);
        if (found.Failed) return found.Refusal;
        if (found.Value is { AnonymisedAt: not null }) return Refusal.Conflict(PrivacyRefusals.AlreadyDone);
        if (await db.IsOnlyAdministratorAsync(personId, ct)) return Refusal.Conflict(PrivacyRefusals.LastAdministrator);
        var areas = new List<AreaCount>();
        foreach (var column in rows.Columns)   // one statement a table
            if (await PersonalRows.CountAsync(db, column, personId, ct) is > 0 and var count) areas.Add(new(column.Area, count, column.End));
        return new AnonymisePreview(
            personId, found.Value.DisplayName, found.Value.UserName ?? "", await PseudonymAsync(db, found.Value, ct), areas, await PersonMentions.ListAsync(db, found.Value, ct));
    }

    public async Task<Result> RunAsync(AnonymiseRequest request, CancellationToken ct)
    {
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.AllowLongReadsAsync(Longest, ct);
        var found = await FindAsync(db, request.PersonId, ct);
        if (found.Failed) return found.Refusal;
        if (found.Value.AnonymisedAt is null)
        {
            if (!string.Equals(request.UserName.Trim(), found.Value.UserName, StringComparison.OrdinalIgnoreCase))
                return Refusal.Invalid(new FieldError(nameof(request.UserName), "not-the-name"));
            var erased = await EraseAsync(db, found.Value, request.Reason, ct);
            if (erased.Failed) return erased;
        }

        // Once the names are gone: their own disappearance stands in the log with the values before it.
        var id = request.PersonId.ToString();
        var entries = await db.Set<AuditEntry>().Where(e => e.Subject == "user" && e.SubjectId == id).Select(e => e.Id).ToListAsync(ct);
        return new Result((await emptying.RunAsync(entries, request.Reason, ct)).Refusal);
    }

    private async Task<Result<User>> FindAsync(AppDbContext db, Guid personId, CancellationToken ct)
    {
        if (!user.Can(UserPermissions.Anonymise) || !user.CanEverywhere(AuditPermissions.Erase)) return Refusal.Forbidden;
        var person = await db.Set<User>().SingleOrDefaultAsync(u => u.Id == personId, ct);
        if (person is null || !user.Can(UserPermissions.Anonymise, person.StructureId, isOwn: false)) return Refusal.NotFound;
        return personId == user.Id ? Refusal.Conflict(PrivacyRefusals.NotYourself) : person;
    }

    private async Task<Result> EraseAsync(AppDbContext db, User person, string reason, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.IsOnlyAdministratorAsync(person.Id, ct)) return Refusal.Conflict(PrivacyRefusals.LastAdministrator);
        var pseudonym = await PseudonymAsync(db, person, ct);
        var sessions = await db.Set<Session>().Where(s => s.UserId == person.Id && s.EndedAt == null).Select(s => s.Id).ToListAsync(ct);
        var erasure = AuditWriter.Add(db, AuditAction.Erase, "person", person.Id.ToString(), reason);
        await db.SaveChangesAsync(ct);   // the database asks for the entry before it lets names be erased

        var lines = await PersonMentions.Lines(db, person).Select(e => e.Id).ToArrayAsync(ct);
        await db.Database.ExecuteSqlAsync($"select kernel.pseudonymise_timeline({erasure}, {person.Id}, {pseudonym}, {lines})", ct);
        foreach (var column in written) await PersonMentions.ReplaceAsync(db, column, person, pseudonym, ct);
        await PersonNews.ReplaceAsync(db, person, pseudonym, ct);
        foreach (var column in rows.Columns.Where(c => c.End is WhenAnonymised.Delete)) await PersonalRows.DeleteAsync(db, column, person.Id, ct);
        await db.Database.ExecuteSqlAsync($"select kernel.erase_sign_ins({erasure}, {person.Id})", ct);
        await MailRefusals.LiftAsync(db, person.Email, ct);   // it stands by the address alone
        Forget(person, pseudonym, clock.GetUtcNow());
        foreach (var some in sessions.Chunk(Signal.MaxIds)) await Outbox.SignalAsync(db, new(SignalKind.Sessions, some), ct);
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Failed) await transaction.CommitAsync(ct);
        return saved;
    }

    private static void Forget(User person, string pseudonym, DateTimeOffset now)
    {
        person.UserName = $"anonyme.{person.Id:N}";
        person.NormalizedUserName = person.UserName.ToUpperInvariant();
        (person.DisplayName, person.Email, person.NormalizedEmail) = (pseudonym, null, null);
        (person.PhoneNumber, person.PhoneNumberConfirmed, person.SmsFactorAt) = (null, false, null);
        (person.PasswordHash, person.TotpSecret, person.LastTotpStep, person.PasswordChangedAt) = (null, null, null, null);
        (person.DirectoryId, person.DirectoryLeftAt) = (null, null);
        (person.DirectoryName, person.ExternalId, person.ZoneId, person.Theme, person.Skills) = (null, null, null, null, []);
        (person.IsActive, person.IsAvailable, person.TwoFactorEnabled) = (false, false, false);
        (person.SecurityStamp, person.AnonymisedAt) = (Guid.CreateVersion7().ToString("N"), now);
    }

    /// <summary>Made of his id, so that it is the same whenever it is made; longer where somebody has the short one.</summary>
    private static async Task<string> PseudonymAsync(AppDbContext db, User person, CancellationToken ct)
    {
        var digits = Convert.ToHexString(SHA256.HashData(person.Id.ToByteArray()));
        var language = await db.Set<Organisation.OrganisationSettings>().Select(o => o.Language).FirstOrDefaultAsync(ct);
        string[] candidates = [.. Lengths.Select(length => $"{(language == "en" ? "Person" : "Personne")} {digits[..length]}")];
        var taken = await db.Set<User>().Where(u => candidates.Contains(u.DisplayName) && u.Id != person.Id).Select(u => u.DisplayName).ToListAsync(ct);
        return candidates.Except(taken).First();
    }
}
