using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Accounts.SigningIn;

/// <summary>Who has to show a second factor: whoever holds, himself or by a group in use, a role that asks for it.</summary>
internal static class SecondFactorRule
{
    public static async Task<bool> HoldsAsync(AppDbContext db, Guid userId, DateTimeOffset now, CancellationToken ct) => await (
        from assignment in db.Set<RoleAssignment>()
        join role in db.Set<Role>() on assignment.RoleId equals role.Id
        where role.RequiresSecondFactor
            && (assignment.ValidFrom == null || assignment.ValidFrom <= now) && (assignment.ValidTo == null || assignment.ValidTo > now)
            && (assignment.UserId == userId || db.Set<GroupMember>().Any(m => m.UserId == userId && m.GroupId == assignment.GroupId && db.Set<Group>().Any(g => g.Id == m.GroupId && g.IsActive)))
        select role.Id).AnyAsync(ct);
}
