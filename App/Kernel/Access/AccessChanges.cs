using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using OpsFlux.Kernel.Access.Delegations;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Kernel.Access;

/// <summary>Tells whether a save changes what people may do, so that every instance forgets what it knew before.</summary>
internal static class AccessChanges
{
    /// <summary>
    /// Null: nobody's permissions change. What a role or a group may do and the tree concern many people, so everybody is
    /// read again; a change to one person concerns that person and, as each instance knows by itself, whoever borrows from
    /// him; nobody has read a new one yet.
    /// </summary>
    public static Signal? SignalOf(AppDbContext db)
    {
        var changed = db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        if (changed.Any(e => e.Entity is Role or Structure or Grant { RoleId: not null } or RoleAssignment { GroupId: not null } || IsGroupSwitched(e))) return new(SignalKind.Access, []);

        var people = changed.Select(PersonOf).OfType<Guid>().Distinct().ToList();
        return people.Count switch
        {
            0 => null,
            <= Signal.MaxIds => new(SignalKind.Access, people),
            _ => new(SignalKind.Access, []),
        };
    }

    private static Guid? PersonOf(EntityEntry entry) => entry.Entity switch
    {
        Grant grant => grant.UserId,
        RoleAssignment assignment => assignment.UserId,
        GroupMember member => member.UserId,
        Delegation delegation => delegation.ToUserId,
        User person when ConcernsAccess(entry) => person.Id,
        _ => null,
    };

    private static bool IsGroupSwitched(EntityEntry entry) => entry is { Entity: Group, State: EntityState.Modified } && entry.Property(nameof(Group.IsActive)).IsModified;

    /// <summary>Signing in writes to the account too, and gives or takes nothing.</summary>
    private static bool ConcernsAccess(EntityEntry entry) => entry is { Entity: User, State: EntityState.Deleted }
        || (entry is { Entity: User, State: EntityState.Modified }
            && (entry.Property(nameof(User.IsActive)).IsModified || entry.Property(nameof(User.StructureId)).IsModified));
}
