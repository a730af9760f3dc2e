using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Editing;

/// <summary>What adding and changing a person check and write alike.</summary>
internal static class UserRules
{
    /// <summary>Whether somebody else has this address. Code: email-taken.</summary>
    public static async Task<Refusal?> CheckEmailAsync(AppDbContext db, string? email, Guid personId, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(email)) return null;
        var normal = PersonVersion.Normal(email.Trim());
        return await db.Set<User>().AnyAsync(u => u.NormalizedEmail == normal && u.Id != personId, ct) ? Refusal.Invalid(new FieldError(nameof(UserFields.Email), "email-taken")) : null;
    }

    /// <summary>Whether whoever acts may put people into this structure. Code: unknown-value.</summary>
    public static async Task<Refusal?> CheckStructureAsync(AppDbContext db, ICurrentUser user, Guid structureId, CancellationToken ct) =>
        await db.Set<Structure>().Where(s => s.IsActive).InReach(user, UserPermissions.Manage).AnyAsync(s => s.Id == structureId, ct)
            ? null : Refusal.Invalid(new FieldError(nameof(UserFields.StructureId), "unknown-value"));

    /// <summary>Writes what was said; what is the same stays untouched.</summary>
    public static void Apply(UserFields said, User person)
    {
        var email = string.IsNullOrWhiteSpace(said.Email) ? null : said.Email.Trim();
        if (email != person.Email) (person.Email, person.NormalizedEmail, person.EmailConfirmed) = (email, email is null ? null : PersonVersion.Normal(email), email is not null);
        (person.DisplayName, person.Language, person.IsAvailable) = (said.DisplayName.Trim(), said.Language, said.IsAvailable);
        person.ZoneId = string.IsNullOrEmpty(said.ZoneId) ? null : said.ZoneId;
        var skills = said.Skills.Select(s => s.Trim().ToLowerInvariant()).Where(s => s.Length > 0).Distinct().ToList();
        if (!skills.SequenceEqual(person.Skills)) person.Skills = skills;
    }
}
