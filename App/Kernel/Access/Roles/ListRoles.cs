using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Access.Roles;

/// <param name="Holders">Persons and groups that hold it, those out of sight included.</param>
public sealed record RoleLine(Guid Id, string Code, string? Name, bool IsBuiltIn, bool RequiresSecondFactor, int Holders, int Permissions);

/// <summary>A permission of a role beside what it came with.</summary>
/// <param name="Scope">Null: the role does not hold it.</param>
/// <param name="Default">Null: it did not come with it. Of a role somebody made always null.</param>
public sealed record RolePermission(string Code, Scope? Scope, Scope? Default);

/// <param name="MayChange">Whether this user may define roles.</param>
public sealed record RoleDetails(
    Guid? Id, string Code, string? Name, bool IsBuiltIn, bool RequiresSecondFactor, long Version, IReadOnlyList<RolePermission> Permissions, IReadOnlyList<RoleHolding> Holders, bool MayChange);

/// <summary>A role's name: as its administrator calls it, or ours.</summary>
public static class RoleWords
{
    public static string Of(TextCatalog texts, string code, string? name) => name ?? texts[$"Role.{code}"];
}

/// <summary>All roles, in one statement: for whoever looks at them, and for whoever gives them. Refuses: forbidden.</summary>
[Needs(AccessPermissions.View, AccessPermissions.Assign)]
public sealed class ListRoles(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result<IReadOnlyList<RoleLine>>> RunAsync(CancellationToken ct)
    {
        if (!user.Can(AccessPermissions.View) && !user.Can(AccessPermissions.Assign)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<Role>().OrderByDescending(r => r.IsBuiltIn).ThenBy(r => r.Name).ThenBy(r => r.Code)
            .Select(r => new RoleLine(r.Id, r.Code, r.Name, r.IsBuiltIn, r.RequiresSecondFactor, db.Set<RoleAssignment>().Count(a => a.RoleId == r.Id), db.Set<Grant>().Count(g => g.RoleId == r.Id)))
            .ToListAsync(ct);
    }
}

/// <summary>One role with all declared permissions and its holders in sight, at most <see cref="MostHolders"/>. Refuses: forbidden, not-found.</summary>
[Needs(AccessPermissions.View)]
public sealed class GetRole(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ModuleCatalog catalog) : IUseCase
{
    public const int MostHolders = 200;

    public async Task<Result<RoleDetails>> RunAsync(string code, CancellationToken ct)
    {
        if (user.ReachOf(AccessPermissions.View) is not { } reach) return Refusal.Forbidden;
        if (code.Contains('\0')) return Refusal.NotFound;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Set<Role>().AsNoTracking().SingleOrDefaultAsync(r => r.Code == code, ct) is not { } role) return Refusal.NotFound;

        var grants = await db.Set<Grant>().Where(g => g.RoleId == role.Id).Select(g => new { g.Permission, g.Scope }).ToListAsync(ct);
        var scopes = grants.GroupBy(g => g.Permission).ToDictionary(g => g.Key, g => g.Max(x => x.Scope));
        var holders = await RoleHolders.Of(db, role.Id).SeenBy(reach).OrderBy(h => h.Name).ThenBy(h => h.AssignmentId).Take(MostHolders).ToListAsync(ct);
        return new RoleDetails(
            role.Id, role.Code, role.Name, role.IsBuiltIn, role.RequiresSecondFactor, role.Version,
            [.. catalog.Permissions.Select(p => new RolePermission(p.Code, scopes.TryGetValue(p.Code, out var scope) ? scope : null, role.IsBuiltIn ? DefaultOf(p, role.Code) : null))],
            holders, user.CanEverywhere(AccessPermissions.ManageRoles));
    }

    private static Scope? DefaultOf(PermissionDeclaration permission, string role) => role == BuiltInRoles.Administrator
        ? Scope.All
        : permission.Defaults.Where(d => d.Role == role).Select(d => (Scope?)d.Scope).FirstOrDefault();
}
