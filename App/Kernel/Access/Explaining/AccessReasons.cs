using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access.Roles;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Kernel.Access.Explaining;

/// <summary>Names of what grants come from, and the way down to a structure: three statements.</summary>
internal sealed record AccessNames(IReadOnlyDictionary<Guid, string> Roles, IReadOnlyDictionary<Guid, string> Groups, IReadOnlyDictionary<Guid, (string Name, Guid? Parent)> Structures)
{
    public static async Task<AccessNames> ReadAsync(AppDbContext db, TextCatalog texts, CancellationToken ct) => new(
        (await db.Set<Role>().Select(r => new { r.Id, r.Code, r.Name }).ToListAsync(ct)).ToDictionary(r => r.Id, r => RoleWords.Of(texts, r.Code, r.Name)),
        await db.Set<Group>().ToDictionaryAsync(g => g.Id, g => g.Name, ct),
        (await db.Set<Structure>().Select(s => new { s.Id, s.Name, s.ParentId }).ToListAsync(ct)).ToDictionary(s => s.Id, s => (s.Name, s.ParentId)));

    /// <summary>From the structure of a grant down to the one asked for; empty where it does not lie below.</summary>
    public IReadOnlyList<string> Path(Guid from, Guid to)
    {
        var path = new List<string>();
        for (Guid? at = to; at is { } id && Structures.TryGetValue(id, out var structure) && path.Count <= Structures.Count; at = structure.Parent)
        {
            path.Insert(0, structure.Name);
            if (id == from) return path;
        }

        return [];
    }
}

/// <summary>Goes through every grant of one permission, one's own and lent, and says of each whether it covers the target.</summary>
/// <param name="structureId">Null: whether the permission is held at all.</param>
internal sealed class AccessReasons(AccessFacts facts, AccessNames names, string permission, Guid? structureId, bool isOwn, DateTimeOffset now)
{
    public IReadOnlyList<AccessReason> Of(Guid userId)
    {
        if (!facts.People.TryGetValue(userId, out var person)) return [];
        var own = Asked(userId).Select(g => Reason(g, person, null, null));
        var lent = facts.Borrowed[userId].Where(d => d.Permissions.Contains(permission)).SelectMany(Lent);
        return [.. own.Concat(lent).OrderBy(r => r.Why is not null)];
    }

    private IEnumerable<HeldGrant> Asked(Guid userId) => facts.Grants[userId].Where(g => g.Permission == permission);

    private IEnumerable<AccessReason> Lent(HeldDelegation delegation)
    {
        if (!facts.People.TryGetValue(delegation.From, out var lender)) return [];
        var held = Asked(lender.Id).Select(g => Reason(g, lender, lender.Name, delegation)).ToList();
        return held.Count > 0 ? held
            : [new(null, null, lender.Name, Scope.Own, [], null, false, false, delegation.ValidFrom, delegation.ValidTo, NotCounting.LenderLost)];
    }

    private AccessReason Reason(HeldGrant grant, AccessPerson holder, string? lender, HeldDelegation? delegation)
    {
        var byOwn = isOwn && structureId is not null && delegation is null && !grant.ReachFrom(holder.Home, facts.Tree).Covers(structureId.Value);
        var root = grant.Root(holder.Home);
        return new(
            grant.RoleId is { } role ? names.Roles.GetValueOrDefault(role) : null, grant.GroupId is { } team ? names.Groups.GetValueOrDefault(team) : null, lender, grant.Scope,
            root is { } from && structureId is { } to ? names.Path(from.Id, to) : [],
            root is { } at && names.Structures.TryGetValue(at.Id, out var structure) ? structure.Name : null, root?.WithSub ?? false, byOwn,
            delegation?.ValidFrom ?? grant.From, delegation is null ? grant.To : grant.To < delegation.ValidTo ? grant.To : delegation.ValidTo, Why(grant, holder, delegation));
    }

    private NotCounting? Why(HeldGrant grant, AccessPerson holder, HeldDelegation? delegation)
    {
        if (grant.From > now || delegation?.ValidFrom > now) return NotCounting.NotYet;
        if (grant.To <= now || delegation?.ValidTo <= now) return NotCounting.Over;
        var reach = grant.ReachFrom(holder.Home, facts.Tree) with { IncludesOwn = delegation is null };
        if (delegation is not null && !reach.All && reach.Structures is []) return NotCounting.LenderLost;
        if (structureId is not { } target || reach.Covers(target, isOwn)) return null;
        return grant.Scope == Scope.Own ? NotCounting.OnlyOwnRecords : NotCounting.OtherStructure;
    }
}
