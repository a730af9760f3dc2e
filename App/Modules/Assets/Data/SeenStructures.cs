using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Modules.Assets.Data;

/// <summary>The structures that a permission reaches for this user: those that a filter or a form offers and names.</summary>
internal static class SeenStructures
{
    public static IQueryable<Structure> Of(AppDbContext db, ICurrentUser user, string permission)
    {
        var reach = user.ReachOf(permission) ?? new(false, []);
        var structures = reach.Structures;
        return db.Set<Structure>().Where(s => reach.All || structures.Contains(s.Id));
    }
}
