using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People;

/// <summary>
/// The one rule on who may act on whose account: nobody on that of a person who holds more than he does. Whoever may change
/// an address or send a link could otherwise become that person. Counted is what the person holds, has been lent, or will
/// hold on a later date, by himself or by his groups, active or not.
/// </summary>
public sealed class PersonGuard(ICurrentUser user, ModuleCatalog catalog)
{
    /// <summary>Refuses: users.holds-more.</summary>
    public async Task<Refusal?> CheckAsync(AppDbContext db, Guid personId, CancellationToken ct) =>
        (await BeyondAsync(db, [personId], ct)).Count > 0 ? Refusal.Conflict(PeopleRefusals.HoldsMore) : null;

    /// <summary>
    /// Whether in another structure the person would hold more than whoever moves him, himself not excepted: what is held of
    /// one's own structure moves with one. Refuses: users.holds-more.
    /// </summary>
    public async Task<Refusal?> CheckMoveAsync(AppDbContext db, Guid personId, Guid newHomeId, CancellationToken ct)
    {
        if (HoldsEverything) return null;
        var cover = await CoverAsync(db, ct);
        var held = await HeldPermissions.OfPeopleAsync(db, [personId], ct);
        return held.All(h => cover.Covers(h with { HomeId = newHomeId })) ? null : Refusal.Conflict(PeopleRefusals.HoldsMore);
    }

    /// <summary>
    /// Whether one account may take over what the other holds: what is held of one's own structure then counts from the kept
    /// one's. Refuses: users.holds-more.
    /// </summary>
    public Task<Refusal?> CheckMergeAsync(AppDbContext db, User gone, User kept, CancellationToken ct) => CheckMoveAsync(db, gone.Id, kept.StructureId, ct);

    /// <summary>Those of the people who hold more: at most five statements, however many.</summary>
    public async Task<IReadOnlySet<Guid>> BeyondAsync(AppDbContext db, IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        var others = people.Where(p => p != user.Id).Distinct().ToArray();
        if (others.Length == 0 || HoldsEverything) return new HashSet<Guid>();

        var cover = await CoverAsync(db, ct);
        return (await HeldPermissions.OfPeopleAsync(db, others, ct)).Where(h => !cover.Covers(h)).Select(h => h.HolderId).ToHashSet();
    }

    /// <summary>Whether being put into the group gives a person of this structure nothing that whoever puts him there does not hold. Refuses: groups.gives-more.</summary>
    public Task<Refusal?> CheckGroupAsync(AppDbContext db, Guid groupId, Guid homeId, CancellationToken ct) => CheckGroupsAsync(db, [groupId], [homeId], ct);

    /// <inheritdoc cref="CheckGroupAsync"/>
    public async Task<Refusal?> CheckGroupsAsync(AppDbContext db, Guid[] groups, IReadOnlyList<Guid> homes, CancellationToken ct)
    {
        if (HoldsEverything) return null;
        var cover = await CoverAsync(db, ct);
        var given = await HeldPermissions.OfGroupsAsync(db, groups, ct);
        return given.All(g => homes.All(home => cover.Covers(g with { HomeId = home }))) ? null : Refusal.Conflict(PeopleRefusals.GroupGivesMore);
    }

    /// <summary>Roles that whoever acts may give to people of this structure: those that hold nothing beyond what he holds.</summary>
    public async Task<IReadOnlyList<Guid>> GivableRolesAsync(AppDbContext db, Guid homeId, CancellationToken ct)
    {
        var giving = await GivingAsync(db, [], ct);
        return [.. (await db.Set<Role>().Select(r => r.Id).ToListAsync(ct)).Where(role => giving.MayGive(role, homeId))];
    }

    /// <summary>What may be given to many people, and whither they may be moved, read once.</summary>
    internal async Task<Giving> GivingAsync(AppDbContext db, Guid[] people, CancellationToken ct)
    {
        if (HoldsEverything) return new(user, null, [], [], []);
        var groups = await db.Set<Group>().Select(g => g.Id).ToArrayAsync(ct);
        return new(
            user, await CoverAsync(db, ct), await HeldPermissions.OfRolesAsync(db, ct), await HeldPermissions.OfGroupsAsync(db, groups, ct),
            people.Length == 0 ? [] : await HeldPermissions.OfPeopleAsync(db, people, ct));
    }

    /// <summary>Roles and memberships that whoever acts may give. Answers without a question to the database.</summary>
    /// <param name="cover">Null: he holds everything.</param>
    internal sealed class Giving(ICurrentUser user, GrantCover? cover, IReadOnlyList<HeldPermission> roles, IReadOnlyList<HeldPermission> groups, IReadOnlyList<HeldPermission> people)
    {
        private readonly ILookup<Guid, HeldPermission> roles = roles.ToLookup(r => r.HolderId), groups = groups.ToLookup(g => g.HolderId), people = people.ToLookup(p => p.HolderId);

        public bool MayGive(Guid roleId, Guid homeId) => user.Can(AccessPermissions.Assign, homeId, isOwn: false) && Covers(roles[roleId], homeId);

        public bool MayPutInto(Guid groupId, Guid homeId) => user.Can(UserPermissions.ManageGroups) && Covers(groups[groupId], homeId);

        public bool MayMove(Guid personId, Guid homeId) => Covers(people[personId], homeId);

        private bool Covers(IEnumerable<HeldPermission> given, Guid homeId) => cover is null || given.All(g => cover.Covers(g with { HomeId = homeId }));
    }

    /// <summary>Himself: whoever is lent everything gives nothing of it on.</summary>
    private bool HoldsEverything => catalog.Permissions.All(p => user.OwnReachOf(p.Code) is { All: true });

    private async Task<GrantCover> CoverAsync(AppDbContext db, CancellationToken ct) =>
        new(user, StructureTree.Of(await db.Set<Structure>().Select(s => new StructureNode(s.Id, s.ParentId)).ToListAsync(ct)));

    /// <summary>Whether somebody's own reach covers what another holds.</summary>
    internal sealed class GrantCover(ICurrentUser user, StructureTree tree)
    {
        private readonly Dictionary<(string Permission, Guid Root, bool WithSubtree), bool> known = [];

        public bool Covers(HeldPermission held)
        {
            if (user.OwnReachOf(held.Permission) is not { } reach) return false;   // what is lent is not given on
            if (reach.All || held.Scope == Scope.Own) return true;
            if (held.Scope == Scope.All && held.StructureId is null) return false;

            var asked = (held.Permission, held.StructureId ?? held.HomeId, held.StructureId is null || held.WithSubStructures);
            if (!known.TryGetValue(asked, out var covers))
                known[asked] = covers = asked.Item3 ? tree.SubtreeOf(asked.Item2).All(reach.Covers) : reach.Covers(asked.Item2);
            return covers;
        }
    }
}
