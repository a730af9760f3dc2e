using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Kernel.Accounts.Directory;

/// <summary>Roles by groups of the directory: what the mapping says is given, what it gave and says no longer is taken away, the rest is let be.</summary>
internal static class DirectoryRoles
{
    public static async Task SyncAsync(AppDbContext db, Guid personId, DirectorySettings settings, IReadOnlyList<string> groups, CancellationToken ct)
    {
        var due = await DueAsync(db, settings, groups, ct);
        var held = await db.Set<RoleAssignment>().Where(a => a.UserId == personId).ToListAsync(ct);
        db.RemoveRange(held.Where(a => a.FromDirectory && !due.Contains((a.RoleId, a.StructureId))));
        var standing = held.Where(a => a.FromDirectory || a is { ValidFrom: null, ValidTo: null, WithSubStructures: true }).Select(a => (a.RoleId, a.StructureId)).ToHashSet();
        db.AddRange(due.Where(d => !standing.Contains(d)).Select(d => new RoleAssignment { RoleId = d.RoleId, UserId = personId, StructureId = d.StructureId, FromDirectory = true }));
    }

    /// <summary>Lines of the mapping that these groups fulfil.</summary>
    public static IEnumerable<DirectoryRole> LinesFor(DirectorySettings settings, IReadOnlyList<string> groups)
    {
        var names = groups.Select(DistinguishedName.Normal).ToHashSet();
        return settings.Roles.Where(r => r.Group == DirectoryRole.Everybody || names.Contains(DistinguishedName.Normal(r.Group)));
    }

    /// <summary>A line that names a role or a structure we do not have gives nothing: nothing wider may come of a slip.</summary>
    private static async Task<HashSet<(Guid RoleId, Guid? StructureId)>> DueAsync(AppDbContext db, DirectorySettings settings, IReadOnlyList<string> groups, CancellationToken ct)
    {
        var lines = LinesFor(settings, groups).ToList();
        var (codes, places) = (lines.Select(l => l.Role).ToList(), lines.Select(l => l.Structure).OfType<string>().ToList());
        var roles = await db.Set<Role>().Where(r => codes.Contains(r.Code)).ToDictionaryAsync(r => r.Code, r => r.Id, ct);
        var structures = await db.Set<Structure>().Where(s => places.Contains(s.Code)).ToDictionaryAsync(s => s.Code, s => s.Id, ct);
        return
        [
            .. lines.Where(l => roles.ContainsKey(l.Role) && (l.Structure is null || structures.ContainsKey(l.Structure)))
                .Select(l => (roles[l.Role], l.Structure is null ? (Guid?)null : structures[l.Structure])),
        ];
    }
}
