using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Public;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts;

/// <summary>
/// Adds a person with a role, all or nothing; the first one brings the organisation's settings and root structure with him.
/// For the operator's verbs, which need no permission: no page may call it. Refuses with the codes of <see cref="UserRefusals"/>.
/// </summary>
/// <param name="db">The scope's own context, because Identity's store writes through it: one transaction holds both.</param>
public sealed class AddUser(AppDbContext db, UserManager<User> users)
{
    private const int LongestName = 200;
    private const string RootCode = "ORG";

    public async Task<Result<User>> RunAsync(NewUser person, string password, CancellationToken ct)
    {
        if (await RefusalOfAccountAsync(person) is { } refused) return refused;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await EnsureOrganisationAsync(person.Organisation, ct);
        var role = await FindRoleAsync(person.Role, ct);
        if (role.Failed) return role.Refusal;
        var structure = await FindStructureAsync(person.StructureCode, ct);
        if (structure.Failed) return structure.Refusal;

        var user = Describe(person, structure.Value.Id, person.Language ?? await db.Set<OrganisationSettings>().Select(o => o.Language).FirstAsync(ct));
        var created = await users.CreateAsync(user, password);
        if (!created.Succeeded) return Translate(created);

        db.Add(new RoleAssignment { RoleId = role.Value.Id, UserId = user.Id });
        UserEvents.Raise(db, user, new UserCreated(user.Id, person.UserName, user.StructureId));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return user;
    }

    private async Task<Refusal?> RefusalOfAccountAsync(NewUser person)
    {
        if (!UserNames.Fits(person.UserName)) return Refusal.Conflict(UserRefusals.UserNameForm, person.UserName);
        if (person.DisplayName.Trim() is { Length: 0 or > LongestName }) return Refusal.Conflict(UserRefusals.NameRequired);
        if (!EmailForm.Fits(person.Email)) return Refusal.Conflict(UserRefusals.EmailForm, person.Email);
        if (await users.FindByNameAsync(person.UserName) is not null) return Refusal.Conflict(UserRefusals.UserNameTaken, person.UserName);
        return await users.FindByEmailAsync(person.Email) is null ? null : Refusal.Conflict(UserRefusals.EmailTaken, person.Email);
    }

    private async Task EnsureOrganisationAsync(string name, CancellationToken ct)
    {
        if (!await db.Set<OrganisationSettings>().AnyAsync(ct)) db.Add(new OrganisationSettings { Name = name });
        if (!await db.Set<Structure>().AnyAsync(ct)) db.Add(new Structure { Code = RootCode, Name = name });
        await db.SaveChangesAsync(ct);
    }

    private async Task<Result<Role>> FindRoleAsync(string code, CancellationToken ct)
    {
        var roles = await db.Set<Role>().AsNoTracking().OrderBy(r => r.Code).ToListAsync(ct);
        var found = roles.Find(r => string.Equals(r.Code, code, StringComparison.OrdinalIgnoreCase));
        return found is not null ? found : Refusal.Conflict(UserRefusals.RoleUnknown, code, string.Join(", ", roles.Select(r => r.Code)));
    }

    private async Task<Result<Structure>> FindStructureAsync(string? code, CancellationToken ct)
    {
        var structures = await db.Set<Structure>().AsNoTracking().Where(s => s.IsActive).OrderBy(s => s.Code).ToListAsync(ct);
        var codes = string.Join(", ", structures.Select(s => s.Code));
        if (code is not null)
            return structures.Find(s => string.Equals(s.Code, code, StringComparison.OrdinalIgnoreCase)) is { } named
                ? named : Refusal.Conflict(UserRefusals.StructureUnknown, code, codes);
        return structures.FindAll(s => s is { ParentId: null, Kind: StructureKind.Internal }) is [var root] ? root : Refusal.Conflict(UserRefusals.StructureRequired, codes);
    }

    private static User Describe(NewUser person, Guid structureId, string language) => new()
    {
        UserName = person.UserName,
        Email = person.Email,
        EmailConfirmed = true,   // whoever adds the person vouches for it
        DisplayName = person.DisplayName.Trim(),
        StructureId = structureId,
        Language = language,
        Skills = [.. person.Skills],
    };

    private static Refusal Translate(IdentityResult failed) => failed.Errors.FirstOrDefault(e => e.Code.StartsWith("password-", StringComparison.Ordinal)) is { } flaw
        ? Refusal.Conflict(flaw.Code, flaw.Description)
        : throw new InvalidOperationException($"The account was refused: {failed}");   // what else Identity checks was checked above
}
