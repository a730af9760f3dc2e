using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Modules.Maintenance;

/// <summary>Those of our own people who look after what belongs to a structure, and nobody of the client.</summary>
public sealed class Keepers(AccessCache access)
{
    /// <summary>Active people of our own structures whose permission reaches the structure, administrators with a role of their own included.</summary>
    public async Task<IReadOnlyList<Guid>> OfAsync(AppDbContext db, string permission, Guid structure, CancellationToken ct)
    {
        var ours = await db.Set<User>().Where(u => u.IsActive && db.Set<Structure>().Any(s => s.Id == u.StructureId && s.Kind == StructureKind.Internal)
            && (db.Set<RoleAssignment>().Any(a => a.UserId == u.Id) || db.Set<GroupMember>().Any(m => m.UserId == u.Id && db.Set<RoleAssignment>().Any(a => a.GroupId == m.GroupId))))
            .Select(u => u.Id).ToListAsync(ct);
        var snapshots = await access.LoadManyAsync(ours, ct);
        return [.. snapshots.Values.Where(s => s.ReachOf(permission)?.Covers(structure) == true).Select(s => s.UserId)];
    }
}
