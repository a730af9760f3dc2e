using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Access.Granting;
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
    public async Task<Refusal?> CheckAsync(AppDbContext db, Guid personId, CancellationToken ct)
    {
        if (personId == user.Id || HoldsEverything) return null;
        var cover = await CoverAsync(db, ct);
        return (await HeldPermissions.OfPeopleAsync(db, [personId], ct)).All(cover.Covers) ? null : Refusal.Conflict(PeopleRefusals.HoldsMore);
    }

    /// <summary>
    /// Whether in another structure the person would hold more than whoever moves him, himself not excepted: what is held of
    /// one's own structure moves with one, and in a merge to the account that continues it. Refuses: users.holds-more.
    /// </summary>
    public async Task<Refusal?> CheckMoveAsync(AppDbContext db, Guid personId, Guid newHomeId, CancellationToken ct)
    {
        if (HoldsEverything) return null;
        var cover = await CoverAsync(db, ct);
        var held = await HeldPermissions.OfPeopleAsync(db, [personId], ct);
        return held.All(h => cover.Covers(h with { HomeId = newHomeId })) ? null : Refusal.Conflict(PeopleRefusals.HoldsMore);
    }

    /// <summary>Whether a person of this structure gets by the group, or loses with it, nothing that whoever puts him there or takes him out does not hold. Refuses: groups.gives-more.</summary>
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
        var giving = HoldsEverything ? GivesAll : new Giving(user, await CoverAsync(db, ct), await HeldPermissions.OfRolesAsync(db, ct), [], []);
        return [.. (await db.Set<Role>().Select(r => r.Id).ToListAsync(ct)).Where(role => giving.MayGive(role, homeId))];
    }

    /// <summary>Who of many people may be acted on, what may be given to them, and whither they may be moved, read once.</summary>
    internal async Task<Giving> GivingAsync(AppDbContext db, Guid[] people, CancellationToken ct)
    {
        if (HoldsEverything) return GivesAll;
        var groups = await db.Set<Group>().Select(g => g.Id).ToArrayAsync(ct);
        return new(
            user, await CoverAsync(db, ct), await HeldPermissions.OfRolesAsync(db, ct), await HeldPermissions.OfGroupsAsync(db, groups, ct),
            await HeldPermissions.OfPeopleAsync(db, people, ct));
    }

    /// <summary>On whom whoever acts may act, and what he may give them. Answers without a question to the database.</summary>
    /// <param name="cover">Null: he holds everything.</param>
    internal sealed class Giving(ICurrentUser user, GrantCover? cover, IReadOnlyList<HeldPermission> roles, IReadOnlyList<HeldPermission> groups, IReadOnlyList<HeldPermission> people)
    {
        private readonly ILookup<Guid, HeldPermission> roles = roles.ToLookup(r => r.HolderId), groups = groups.ToLookup(g => g.HolderId), people = people.ToLookup(p => p.HolderId);

        /// <summary>Whether the person holds more than whoever acts; nobody does so himself.</summary>
        public bool HoldsMore(Guid personId) => cover is not null && personId != user.Id && !people[personId].All(cover.Covers);

        public bool MayGive(Guid roleId, Guid homeId) => user.Can(AccessPermissions.Assign, homeId, isOwn: false) && Covers(roles[roleId], homeId);

        public bool MayPutInto(Guid groupId, Guid homeId) => user.Can(UserPermissions.ManageGroups) && Covers(groups[groupId], homeId);

        public bool MayMove(Guid personId, Guid homeId) => Covers(people[personId], homeId);

        private bool Covers(IEnumerable<HeldPermission> given, Guid homeId) => cover is null || given.All(g => cover.Covers(g with { HomeId = homeId }));
    }

    private Giving GivesAll => new(user, null, [], [], []);

    /// <summary>Himself: whoever is lent everything gives nothing of it on.</summary>
    private bool HoldsEverything => catalog.Permissions.All(p => user.OwnReachOf(p.Code) is { All: true });

    private async Task<GrantCover> CoverAsync(AppDbContext db, CancellationToken ct) => new(user, await AccessReader.TreeAsync(db, ct));

    /// <summary>Whether somebody's own reach covers what others hold. Many hold the same: each question is answered once.</summary>
    internal sealed class GrantCover(ICurrentUser user, StructureTree tree)
    {
        private readonly Dictionary<(string Permission, bool IsEverywhere, (Guid Id, bool WithSub)? Root), bool> known = [];

        public bool Covers(HeldPermission held)
        {
            var grant = new HeldGrant(held.Permission, held.Scope, null, null, held.StructureId, held.WithSubStructures, null, null);
            var asked = (held.Permission, grant.IsEverywhere, grant.Root(held.HomeId));
            if (!known.TryGetValue(asked, out var covers))
                known[asked] = covers = GrantingRules.Holds(user, held.Permission, grant.ReachFrom(held.HomeId, tree));
            return covers;
        }
    }
}
