using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access.Granting;
using OpsFlux.Kernel.Access.Roles;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Access.Delegations;

/// <summary>A delegation with its names.</summary>
public sealed record DelegationLine(
    Guid Id, Guid FromId, string From, Guid ToId, string To, IReadOnlyList<string> Permissions, DateTimeOffset ValidFrom, DateTimeOffset ValidTo, string? Reason, DateTimeOffset? EndedAt)
{
    public bool IsOver(DateTimeOffset now) => EndedAt is not null || ValidTo <= now;
}

internal static class DelegationLines
{
    /// <summary>The last to end first.</summary>
    public static IQueryable<DelegationLine> Of(AppDbContext db, IQueryable<Delegation> delegations) =>
        from delegation in delegations
        join lender in db.Set<User>() on delegation.FromUserId equals lender.Id
        join borrower in db.Set<User>() on delegation.ToUserId equals borrower.Id
        orderby delegation.ValidTo descending, delegation.Id
        select new DelegationLine(delegation.Id, lender.Id, lender.DisplayName, borrower.Id, borrower.DisplayName, delegation.Permissions, delegation.ValidFrom, delegation.ValidTo, delegation.Reason, delegation.EndedAt);
}

/// <param name="Lendable">Permissions of one's own that reach further than one's own records.</param>
/// <param name="MayLend">Whether one may lend at all.</param>
public sealed record MyAccess(
    IReadOnlyList<RoleHolding> Roles, IReadOnlyList<DirectGrant> Grants, IReadOnlyList<DelegationLine> Lent, IReadOnlyList<DelegationLine> Borrowed, IReadOnlyList<string> Lendable, bool MayLend);

/// <summary>Somebody to lend to.</summary>
public sealed record Colleague(Guid Id, string Name, string? UserName);

/// <summary>What one holds, lent and borrowed oneself: for everybody who is signed in.</summary>
[SignedInOnly("what one may do oneself")]
public sealed class ReadMyAccess(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ModuleCatalog catalog) : IUseCase
{
    private const int MostDelegations = 100, MostColleagues = 8;

    public async Task<MyAccess> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var groups = db.Set<GroupMember>().Where(m => m.UserId == user.Id).Join(db.Set<Group>().Where(g => g.IsActive), m => m.GroupId, g => g.Id, (_, g) => (Guid?)g.Id);
        var held = await RoleHolders.Of(db, db.Set<RoleAssignment>().Where(a => a.UserId == user.Id || groups.Contains(a.GroupId)))
            .OrderBy(h => h.RoleName).ThenBy(h => h.RoleCode).ThenBy(h => h.AssignmentId).ToListAsync(ct);
        var grants = await db.Set<Grant>().Where(g => g.UserId == user.Id).OrderBy(g => g.Permission).ThenBy(g => g.Id)
            .Select(g => new DirectGrant(g.Id, user.Id, g.Permission, g.Scope, g.ValidFrom, g.ValidTo)).ToListAsync(ct);
        var delegations = await DelegationLines.Of(db, db.Set<Delegation>().Where(d => d.FromUserId == user.Id || d.ToUserId == user.Id)).Take(MostDelegations).ToListAsync(ct);
        var lendable = catalog.Permissions.Select(p => p.Code).Where(p => user.OwnReachOf(p) is { } reach && (reach.All || reach.Structures is not []));
        return new(
            held, grants, [.. delegations.Where(d => d.FromId == user.Id)], [.. delegations.Where(d => d.ToId == user.Id)], [.. lendable], user.OwnReachOf(AccessPermissions.Delegate) is not null);
    }

    /// <summary>Colleagues whose name or user name begins so, or has a part that does: at most eight. Nobody, for who may not lend.</summary>
    public async Task<IReadOnlyList<Colleague>> ColleaguesAsync(string typed, CancellationToken ct)
    {
        var words = typed.Where(c => !char.IsControl(c)).ToArray() is { Length: > 0 } kept ? new string(kept).Trim().Replace(@"\", "").Replace("%", "").Replace("_", "") : "";
        if (words.Length == 0 || user.OwnReachOf(AccessPermissions.Delegate) is null) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        var home = await db.Set<User>().Where(u => u.Id == user.Id).Select(u => u.StructureId).SingleOrDefaultAsync(ct);
        return await Borrowers.Of(db, home).Where(u => u.Id != user.Id && (EF.Functions.ILike(u.DisplayName, words + "%") || EF.Functions.ILike(u.DisplayName, "% " + words + "%") || EF.Functions.ILike(u.UserName!, words + "%")))
            .OrderBy(u => u.DisplayName).ThenBy(u => u.Id).Take(MostColleagues).Select(u => new Colleague(u.Id, u.DisplayName, u.UserName)).ToListAsync(ct);
    }
}
