using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;

namespace OpsFlux.Kernel.Access;

/// <summary>
/// Writes the built-in roles, and the default grants of permissions that are new since the last start. What an
/// administrator changed afterwards stays as he left it.
/// </summary>
internal static class BuiltInAccess
{
    public static async Task SyncAsync(AppDbContext db, ModuleCatalog catalog, CancellationToken ct)
    {
        var roles = await RolesAsync(db, ct);
        var known = await db.Set<KnownPermission>().Select(p => p.Code).ToListAsync(ct);
        foreach (var permission in catalog.Permissions.Where(p => !known.Contains(p.Code)))
        {
            db.Add(new KnownPermission { Code = permission.Code });
            db.Add(new Grant { RoleId = roles[BuiltInRoles.Administrator], Permission = permission.Code, Scope = Scope.All });
            foreach (var (role, scope) in permission.Defaults.Where(d => d.Role != BuiltInRoles.Administrator))
                db.Add(new Grant { RoleId = roles[role], Permission = permission.Code, Scope = scope });
        }

        await db.SaveChangesAsync(ct);
    }

    private static async Task<Dictionary<string, Guid>> RolesAsync(AppDbContext db, CancellationToken ct)
    {
        var existing = await db.Set<Role>().ToDictionaryAsync(r => r.Code, r => r.Id, ct);
        foreach (var code in BuiltInRoles.Codes.Where(c => !existing.ContainsKey(c)))
        {
            var role = new Role { Code = code, IsBuiltIn = true };
            db.Add(role);
            existing[code] = role.Id;
        }

        return existing;
    }
}
