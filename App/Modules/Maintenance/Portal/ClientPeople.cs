using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Modules.Maintenance.Portal;

/// <summary>The portal is for the people of clients; whoever holds its permission besides, such as an administrator, has no client to look at.</summary>
public sealed class ClientPeople(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IMenuCondition
{
    private bool? known;

    /// <summary>Asked once a circuit or request.</summary>
    public async Task<bool> HoldsAsync(CancellationToken ct)
    {
        if (known is { } answered) return answered;
        await using var db = await dbs.CreateDbContextAsync(ct);
        known = await StructureOf(db, user).AnyAsync(ct);
        return known.Value;
    }

    /// <summary>The client to which this person belongs; none for everybody else.</summary>
    public static IQueryable<Structure> StructureOf(AppDbContext db, ICurrentUser user) =>
        db.Set<Structure>().AsNoTracking().Where(s => s.Kind == StructureKind.Client && s.IsActive && db.Set<User>().Any(u => u.Id == user.Id && u.StructureId == s.Id));
}
