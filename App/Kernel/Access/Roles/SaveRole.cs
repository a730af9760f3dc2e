using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access.Granting;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Access.Roles;

/// <summary>
/// Makes a role, or changes one, built-in ones included, whose name stays ours. Answers its code. Refuses: invalid (a name
/// that is missing or taken, a permission that nobody declared), forbidden, not-found, stale, access.beyond-own (for each
/// permission that is added, widened, narrowed or taken out), access.last-administrator.
/// </summary>
[Needs(AccessPermissions.ManageRoles, Everywhere = true)]
public sealed class SaveRole(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ModuleCatalog catalog) : IUseCase
{
    /// <summary>The address at which a new one is made, which no role may have.</summary>
    public const string NewRole = "new";
    private const int LongestCode = 50;

    public async Task<Result<string>> RunAsync(SaveRoleRequest request, CancellationToken ct)
    {
        if (!user.CanEverywhere(AccessPermissions.ManageRoles)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        if (Unknown(request) is { } unknown) return unknown;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var role = request.Id is { } id ? await db.Set<Role>().SingleOrDefaultAsync(r => r.Id == id, ct) : null;
        if (request.Id is not null && role is null) return Refusal.NotFound;
        if (role is not { IsBuiltIn: true } && await CheckNameAsync(db, request, ct) is { } taken) return taken;
        if (role is null) db.Add(role = new Role { Code = await FreeCodeAsync(db, request.Name!, ct) });   // checked just above
        else db.Expect(role, request.Version);

        if (!role.IsBuiltIn) role.Name = request.Name!.Trim();
        role.RequiresSecondFactor = request.RequiresSecondFactor;
        if (await ChangeGrantsAsync(db, role, request.Grants, ct) is { } beyond) return beyond;
        var saved = await db.TrySaveKeepingAdministratorAsync(ct);
        return saved.Failed ? saved.Refusal : role.Code;
    }

    private Refusal? Unknown(SaveRoleRequest request) =>
        request.Grants.Any(g => !catalog.PermissionCodes.Contains(g.Permission) || !Enum.IsDefined(g.Scope)) || request.Grants.DistinctBy(g => g.Permission).Count() != request.Grants.Count
            ? Refusal.Invalid(new FieldError(nameof(request.Grants), "unknown-value")) : null;

    /// <summary>What stays as it is may be more than this user holds: only what changes is measured, before and after.</summary>
    private async Task<Refusal?> ChangeGrantsAsync(AppDbContext db, Role role, List<RoleGrantRequest> wanted, CancellationToken ct)
    {
        var standing = await db.Set<Grant>().Where(g => g.RoleId == role.Id).ToListAsync(ct);
        foreach (var grant in standing)
        {
            var scope = wanted.FirstOrDefault(w => w.Permission == grant.Permission)?.Scope;
            if (scope is { } same && (Scope)same == grant.Scope) continue;
            if (GrantingRules.CheckRoleGrant(user, grant.Permission, grant.Scope) is { } before) return before;
            if (scope is not { } next) db.Remove(grant);
            else if (GrantingRules.CheckRoleGrant(user, grant.Permission, (Scope)next) is { } after) return after;
            else grant.Scope = (Scope)next;
        }

        foreach (var added in wanted.Where(w => standing.All(g => g.Permission != w.Permission)))
        {
            if (GrantingRules.CheckRoleGrant(user, added.Permission, (Scope)added.Scope) is { } beyond) return beyond;
            db.Add(new Grant { RoleId = role.Id, Permission = added.Permission, Scope = (Scope)added.Scope });
        }

        return null;
    }

    private static async Task<Refusal?> CheckNameAsync(AppDbContext db, SaveRoleRequest request, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Name)) return Refusal.Invalid(new FieldError(nameof(request.Name), "required"));
        var name = LikePattern.Escape(request.Name.Trim());
        return await db.Set<Role>().AnyAsync(r => r.Id != request.Id && r.Name != null && EF.Functions.ILike(r.Name, name), ct)
            ? Refusal.Invalid(new FieldError(nameof(request.Name), "name-taken")) : null;
    }

    /// <summary>For addresses: the name in plain letters, with a number where that is taken.</summary>
    private static async Task<string> FreeCodeAsync(AppDbContext db, string name, CancellationToken ct)
    {
        var letters = name.Trim().Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            .Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-').Take(LongestCode);
        var code = string.Join('-', new string([.. letters]).Split('-', StringSplitOptions.RemoveEmptyEntries));
        if (code.Length == 0 || code == NewRole) code = "role";
        var taken = await db.Set<Role>().Where(r => r.Code.StartsWith(code)).Select(r => r.Code).ToListAsync(ct);
        return Enumerable.Range(1, taken.Count + 1).Select(n => n == 1 ? code : $"{code}-{n}").First(c => !taken.Contains(c));
    }
}

/// <summary>
/// Deletes a role that somebody made. Refuses: forbidden, not-found, stale, access.built-in, access.role-held (naming
/// holders, unless asked to take it from them), access.beyond-own, access.last-administrator.
/// </summary>
[Needs(AccessPermissions.ManageRoles, Everywhere = true)]
public sealed class DeleteRole(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    private const int Named = 3;

    public async Task<Result> RunAsync(DeleteRoleRequest request, CancellationToken ct)
    {
        if (!user.CanEverywhere(AccessPermissions.ManageRoles)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Set<Role>().SingleOrDefaultAsync(r => r.Id == request.Id, ct) is not { } role) return Refusal.NotFound;
        if (role.IsBuiltIn) return Refusal.Conflict(AccessRefusals.BuiltIn);
        if (role.Version != request.Version) return Refusal.Stale;

        var held = await db.Set<RoleAssignment>().Where(a => a.RoleId == role.Id).ToListAsync(ct);
        if (held.Count > 0 && !request.EvenIfHeld) return Refusal.Conflict(AccessRefusals.RoleHeld, held.Count, await NamesAsync(db, role.Id, ct));
        if (held.Count > 0 && !user.CanEverywhere(AccessPermissions.Assign)) return Refusal.Forbidden;

        var grants = await db.Set<Grant>().Where(g => g.RoleId == role.Id).ToListAsync(ct);
        if (grants.Select(g => GrantingRules.CheckRoleGrant(user, g.Permission, g.Scope)).FirstOrDefault(r => r is not null) is { } beyond) return beyond;
        db.RemoveRange(held);
        db.RemoveRange(grants);
        db.Remove(role);
        return await db.TrySaveKeepingAdministratorAsync(ct);
    }

    private static async Task<string> NamesAsync(AppDbContext db, Guid roleId, CancellationToken ct)
    {
        var names = await RoleHolders.Of(db, roleId).OrderBy(h => h.Name).Select(h => h.Name).Take(Named).ToListAsync(ct);
        return string.Join(", ", names);
    }
}
