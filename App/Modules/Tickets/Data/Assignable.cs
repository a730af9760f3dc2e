using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Data;

/// <summary>To whom this user may give tickets: what the dialog offers, and what the use case accepts.</summary>
internal static class Assignable
{
    /// <summary>Teams in use that serve everybody, and those of the structures for which he may assign.</summary>
    public static IQueryable<Group> Teams(AppDbContext db, ICurrentUser user)
    {
        var reach = user.ReachOf(TicketPermissions.Assign) ?? new(false, []);
        var structures = reach.Structures;
        var teams = db.Set<Group>().Where(g => g.IsActive);
        return reach.All ? teams : teams.Where(g => g.StructureId == null || structures.Contains(g.StructureId.Value));
    }

    /// <summary>Active members of those teams.</summary>
    public static IQueryable<User> People(AppDbContext db, ICurrentUser user)
    {
        var members = db.Set<GroupMember>().Where(m => Teams(db, user).Any(g => g.Id == m.GroupId));
        return db.Set<User>().Where(u => u.IsActive && members.Any(m => m.UserId == u.Id));
    }
}
