using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Kernel.Accounts.People;

/// <summary>The only way to other people's accounts: those whom a permission covers, by their structure. A person is not a business record, so <c>AllowedTo</c> does not know him.</summary>
internal static class PeopleInReach
{
    /// <summary>Nobody without the permission; oneself always; those of the structures in reach; or all.</summary>
    public static IQueryable<User> InReach(this IQueryable<User> people, ICurrentUser user, string permission)
    {
        if (user.ReachOf(permission) is not { } reach) return people.Where(_ => false);
        if (reach.All) return people;

        var (me, structures) = (user.Id, reach.Structures);
        return people.Where(u => structures.Contains(u.StructureId) || u.Id == me);
    }

    /// <summary>Groups of the structures in reach. One that serves the whole organisation takes a reach of the same width.</summary>
    public static IQueryable<Group> InReach(this IQueryable<Group> groups, ICurrentUser user, string permission)
    {
        if (user.ReachOf(permission) is not { } reach) return groups.Where(_ => false);
        if (reach.All) return groups;

        var structures = reach.Structures;
        return groups.Where(g => g.StructureId != null && structures.Contains(g.StructureId.Value));
    }

    /// <summary>Structures in use to which somebody or something may be put.</summary>
    public static IQueryable<Structure> InReach(this IQueryable<Structure> structures, ICurrentUser user, string permission)
    {
        if (user.ReachOf(permission) is not { } reach) return structures.Where(_ => false);
        var ids = reach.Structures;
        return reach.All ? structures : structures.Where(s => ids.Contains(s.Id));
    }
}
