using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.People.Editing;
using OpsFlux.Kernel.Accounts.Public;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Mail.Refused;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Settings;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.Directory;

/// <summary>
/// Brings the account of somebody who proved himself to what the directory says: made at the first time, refreshed at the
/// others. Written by the application, not by the person.
/// </summary>
public sealed class DirectoryAccounts(IServiceScopeFactory scopes, DirectorySettings settings, ILogger<DirectoryAccounts> log)
{
    /// <summary>Whether somebody new gets an account at his first sign-in.</summary>
    public static readonly FlagSetting CreatesPeople = new("Directory.CreatePeople", true) { IsForAll = true };

    /// <summary>As the columns that keep them.</summary>
    private const int LongestName = 200, LongestMail = 256;

    /// <summary>Null: he has no account and gets none.</summary>
    public async Task<User?> TakeOverAsync(DirectoryPerson said, CancellationToken ct)
    {
        try
        {
            return await TryTakeOverAsync(said, ct);
        }
        catch (DbUpdateException)
        {
            return await TryTakeOverAsync(said, ct);   // he came in twice at once, and the other was quicker
        }
    }

    private async Task<User?> TryTakeOverAsync(DirectoryPerson said, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var person = await FindAsync(db, said, ct);
        if (person is null)
        {
            if (!await scope.ServiceProvider.GetRequiredService<ReadSettings>().FlagAsync(db, CreatesPeople, Guid.Empty, ct)) return null;
            person = await NewAsync(db, said, ct);
            if (person is null) return null;
        }
        else
        {
            await RefreshAsync(db, person, said, ct);
        }

        await DirectoryRoles.SyncAsync(db, person.Id, settings, said.Groups, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return person;
    }

    /// <summary>By what never changes; by name only where one of the two sides knows nothing better.</summary>
    internal static async Task<User?> FindAsync(AppDbContext db, DirectoryPerson said, CancellationToken ct)
    {
        var (id, name) = (said.Id, said.Name);
        var found = await db.Set<User>().Where(u => (id != null && u.DirectoryId == id) || u.DirectoryName == name).ToListAsync(ct);
        return found.Find(u => id is not null && u.DirectoryId == id) ?? found.Find(u => id is null || u.DirectoryId is null);
    }

    private async Task<User?> NewAsync(AppDbContext db, DirectoryPerson said, CancellationToken ct)
    {
        if (await StructureAsync(db, ct) is not { } structure)
        {
            log.LogWarning("Directory:Structure names no structure: nobody new can come in");
            return null;
        }

        var mail = MailOf(said);
        if (await IsTakenAsync(db, mail, Guid.Empty, ct))
        {
            log.LogWarning("Somebody of the directory has the mail address of an account of our own and was not let in");
            return null;
        }

        await FreeNameAsync(db, said, Guid.Empty, ct);
        var userName = await ProposeUserName.FreeAsync(db, said.DisplayName, ct);
        var person = new User
        {
            UserName = userName, NormalizedUserName = userName.ToUpperInvariant(),
            Email = mail, NormalizedEmail = mail?.ToUpperInvariant(), EmailConfirmed = mail is not null,
            DisplayName = NameOf(said), StructureId = structure.Id, Language = await db.Set<OrganisationSettings>().Select(o => o.Language).SingleOrDefaultAsync(ct) ?? "fr",
            DirectoryName = said.Name, DirectoryId = said.Id, SecurityStamp = GeneratedPassword.New(),
        };
        db.Add(person);
        UserEvents.Raise(db, person, new UserCreated(person.Id, userName, structure.Id));
        return person;
    }

    private async Task RefreshAsync(AppDbContext db, User person, DirectoryPerson said, CancellationToken ct)
    {
        await FreeNameAsync(db, said, person.Id, ct);
        (person.DirectoryName, person.DirectoryId, person.DisplayName) = (said.Name, said.Id ?? person.DirectoryId, NameOf(said));
        if (person.DirectoryLeftAt is not null) (person.DirectoryLeftAt, person.IsActive) = (null, true);   // whom the directory sent away comes back by it
        var mail = MailOf(said);
        if (mail is null || string.Equals(mail, person.Email, StringComparison.Ordinal)) return;
        if (await IsTakenAsync(db, mail, person.Id, ct)) log.LogWarning("The mail address that the directory has for user {UserId} belongs to somebody else", person.Id);
        else
        {
            await MailRefusals.LiftAsync(db, person.Email, ct);
            (person.Email, person.NormalizedEmail, person.EmailConfirmed) = (mail, mail.ToUpperInvariant(), true);
        }
    }

    /// <summary>A name given to somebody else since: who had it is known by his id.</summary>
    private static async Task FreeNameAsync(AppDbContext db, DirectoryPerson said, Guid personId, CancellationToken ct)
    {
        var name = said.Name;
        if (await db.Set<User>().SingleOrDefaultAsync(u => u.DirectoryName == name && u.Id != personId, ct) is not { } former) return;
        former.DirectoryName = $"id={former.DirectoryId}";
        await db.SaveChangesAsync(ct);
    }

    private async Task<Structure?> StructureAsync(AppDbContext db, CancellationToken ct)
    {
        var structures = db.Set<Structure>().AsNoTracking().Where(s => s.IsActive);
        if (settings.Structure is { } code) return await structures.SingleOrDefaultAsync(s => s.Code == code, ct);
        return await structures.Where(s => s.ParentId == null && s.Kind == StructureKind.Internal).Take(2).ToListAsync(ct) is [var root] ? root : null;
    }

    internal static Task<bool> IsTakenAsync(AppDbContext db, string? mail, Guid personId, CancellationToken ct)
    {
        var normal = mail?.ToUpperInvariant();
        return normal is null ? Task.FromResult(false) : db.Set<User>().AnyAsync(u => u.NormalizedEmail == normal && u.Id != personId, ct);
    }

    private static string NameOf(DirectoryPerson said) => said.DisplayName.CutTo(LongestName);

    /// <summary>Null: it has none, or none that a mail could be sent to.</summary>
    internal static string? MailOf(DirectoryPerson said) => said.Mail is { Length: <= LongestMail } mail && EmailForm.Fits(mail) ? mail : null;
}
