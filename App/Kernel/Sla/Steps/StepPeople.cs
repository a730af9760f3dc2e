using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Sla.OnCall;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Kernel.Sla.Sweep;

namespace OpsFlux.Kernel.Sla.Steps;

/// <summary>Finds the people whom a step means.</summary>
internal static class StepPeople
{
    /// <summary>Whom a step tells, out of those who are there. Where nobody is assigned, the group hears what the assignee would.</summary>
    public static async Task<IReadOnlyList<Guid>> OfAsync(AppDbContext db, PolicyStep step, ClockedCard card, DateTimeOffset at, CancellationToken ct) => step.Receiver switch
    {
        StepReceiver.Assignee when card.AssigneeId is { } assignee => await PresentAsync(db, [assignee], ct),
        StepReceiver.Assignee or StepReceiver.Group => await MembersAsync(db, card.GroupId, ct),
        StepReceiver.Manager => await ManagersAsync(db, card.StructureId, at, ct),
        StepReceiver.OnCall when await ReadOnCall.AtAsync(db, step.ReceiverId, at, ct) is { } person => await PresentAsync(db, [person], ct),
        StepReceiver.Person when step.ReceiverId is { } person => await PresentAsync(db, [person], ct),
        StepReceiver.Team => await MembersAsync(db, step.ReceiverId, ct),
        _ => [],
    };

    /// <summary>These people, or the accounts that took their place, as far as they are active.</summary>
    public static async Task<IReadOnlyList<Guid>> PresentAsync(AppDbContext db, Guid[] ids, CancellationToken ct)
    {
        // A merge leads to the kept account whatever was merged into it before: one step is enough.
        var current = await db.Set<User>().Where(u => ids.Contains(u.Id)).Select(u => u.MergedIntoId ?? u.Id).Distinct().ToArrayAsync(ct);
        return await db.Set<User>().Where(u => current.Contains(u.Id) && u.IsActive).Select(u => u.Id).ToListAsync(ct);
    }

    public static async Task<IReadOnlyList<Guid>> MembersAsync(AppDbContext db, Guid? group, CancellationToken ct) => group is null ? []
        : await db.Set<GroupMember>().Where(m => m.GroupId == group && db.Set<Group>().Any(g => g.Id == group && g.IsActive))
            .Join(db.Set<User>().Where(u => u.IsActive), m => m.UserId, u => u.Id, (_, u) => u.Id).ToListAsync(ct);

    /// <summary>Whoever has the built-in role of manager, himself or by a group, where it reaches that structure.</summary>
    public static async Task<IReadOnlyList<Guid>> ManagersAsync(AppDbContext db, Guid structure, DateTimeOffset at, CancellationToken ct)
    {
        var parents = await db.Set<Structure>().ToDictionaryAsync(s => s.Id, s => s.ParentId, ct);
        var above = new List<Guid>();
        for (Guid? next = structure; next is { } id && !above.Contains(id); next = parents.GetValueOrDefault(id)) above.Add(id);

        var held = db.Set<RoleAssignment>().Where(a => (a.ValidFrom == null || a.ValidFrom <= at) && (a.ValidTo == null || a.ValidTo > at)
            && db.Set<Role>().Any(r => r.Id == a.RoleId && r.Code == BuiltInRoles.Manager));
        var own = held.Where(a => a.UserId != null).Select(a => new { Person = a.UserId!.Value, a.StructureId, a.WithSubStructures });   // filtered
        var byGroup = from a in held
                      join g in db.Set<Group>().Where(g => g.IsActive) on a.GroupId equals g.Id
                      join m in db.Set<GroupMember>() on g.Id equals m.GroupId
                      select new { Person = m.UserId, a.StructureId, a.WithSubStructures };
        var reaching = from a in own.Concat(byGroup)
                       join u in db.Set<User>().Where(u => u.IsActive) on a.Person equals u.Id
                       where a.StructureId == structure || (a.WithSubStructures && above.Contains(a.StructureId ?? u.StructureId)) || (a.StructureId == null && above.Contains(u.StructureId))
                       select u.Id;
        return await reaching.Distinct().ToListAsync(ct);
    }
}
