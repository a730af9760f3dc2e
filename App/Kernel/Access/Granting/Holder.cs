using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Access.Granting;

/// <summary>Who receives: a person or a group.</summary>
/// <param name="Structure">Where he stands; of a group null: it serves everybody.</param>
public sealed record Holder(Guid Id, string Name, Guid? Structure, bool IsGroup)
{
    /// <summary>From where the scope 'structure' counts: of a group from each member's own structure, whoever will be one.</summary>
    public Guid? Home => IsGroup ? null : Structure;
}

internal static class Holders
{
    /// <summary>Whom this user may give to and take from. Refuses: not-found, also for whom one may not reach.</summary>
    public static async Task<Result<Holder>> FindAsync(AppDbContext db, ICurrentUser user, Guid? userId, Guid? groupId, CancellationToken ct)
    {
        var holder = (userId, groupId) switch
        {
            ({ } id, null) => await db.Set<User>().Where(u => u.Id == id && u.MergedIntoId == null && u.AnonymisedAt == null)
                .Select(u => new Holder(u.Id, u.DisplayName, u.StructureId, false)).SingleOrDefaultAsync(ct),
            (null, { } id) => await db.Set<Group>().Where(g => g.Id == id).Select(g => new Holder(g.Id, g.Name, g.StructureId, true)).SingleOrDefaultAsync(ct),
            _ => null,
        };
        return holder is not null && user.CanIn(Shared.Kernel.AccessPermissions.Assign, holder.Structure) ? holder : Refusal.NotFound;
    }
}
