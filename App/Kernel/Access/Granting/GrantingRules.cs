using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Access.Granting;

/// <summary>
/// Nobody gives, or takes, what he does not hold himself at least as far: measured by what the receiver would reach with it,
/// against the giver's own permissions, never those lent to him.
/// </summary>
public static class GrantingRules
{
    /// <summary>Whether a role may be given to this holder, or taken from him, in this structure. Refuses: access.beyond-own.</summary>
    public static Refusal? CheckRole(ICurrentUser giver, Holder holder, IEnumerable<Grant> grants, Guid? structureId, bool withSubStructures, StructureTree tree) =>
        grants.Select(g => CheckReach(giver, g.Permission, ReachOf(g.Scope, structureId, withSubStructures, holder.Home, tree))).FirstOrDefault(r => r is not null);

    /// <summary>Whether one permission may be given straight to a person, or taken. Refuses: access.beyond-own.</summary>
    public static Refusal? CheckGrant(ICurrentUser giver, Holder person, string permission, Scope scope, StructureTree tree) =>
        CheckReach(giver, permission, ReachOf(scope, null, true, person.Home, tree));

    /// <summary>
    /// Whether a role may hold a permission with this scope, or hold it no longer: it is given anywhere, so beyond one's own
    /// records the permission has to be held everywhere. Refuses: access.beyond-own.
    /// </summary>
    public static Refusal? CheckRoleGrant(ICurrentUser giver, string permission, Scope scope) =>
        CheckReach(giver, permission, new(scope != Scope.Own, []));

    /// <summary>The one measure: whether the giver holds the permission himself, at least as far.</summary>
    internal static bool Holds(ICurrentUser giver, string permission, Reach given) => giver.OwnReachOf(permission) is { } own && own.Includes(given);

    private static Reach ReachOf(Scope scope, Guid? structureId, bool withSub, Guid? home, StructureTree tree) =>
        scope == Scope.Structure && structureId is null && home is null
            ? new(true, [])   // from wherever a member stands: nothing smaller is certain
            : new HeldGrant("", scope, null, null, structureId, withSub, null, null).ReachFrom(home ?? Guid.Empty, tree);

    private static Refusal? CheckReach(ICurrentUser giver, string permission, Reach given) =>
        Holds(giver, permission, given) ? null : Refusal.Conflict(AccessRefusals.BeyondOwn, new TextKey($"Permission.{permission}"));
}
