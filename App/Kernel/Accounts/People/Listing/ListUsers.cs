using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Listing;

/// <param name="Roles">Codes and own names of the roles he holds, by himself or by a group in use.</param>
/// <param name="LastSignInAt">Null: never, or longer ago than the journal remembers.</param>
public sealed record UserRow(
    Guid Id, string UserName, string DisplayName, string? Email, string Structure, PersonState State, PersonSource Source, bool HasSecondFactor,
    string Language, DateTimeOffset? LastSignInAt, IReadOnlyList<RoleName> Roles, Guid StructureId);

/// <param name="Name">Null for a built-in role, whose name is a text: key <c>Role.{Code}</c>.</param>
public sealed record RoleName(string Code, string? Name);

/// <summary>One page of the people whom users.view.user covers: four statements, however many rows. Refuses: forbidden, unknown-filter.</summary>
[Needs(UserPermissions.View)]
public sealed class ListUsers(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result<ListPage<UserRow>>> RunAsync(UserFilter filter, int size, CancellationToken ct)
    {
        if (!user.Can(UserPermissions.View)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var people = await db.Set<User>().AsNoTracking().InReach(user, UserPermissions.View).MatchingAsync(db, filter, ct);
        if (people.Paged(filter, size) is not { } paged) return Refusal.Conflict("unknown-filter", "after", filter.After?.Key ?? filter.Before?.Key ?? "");

        var found = await Described(db, paged, filter).ToListAsync(ct);
        var page = ListPage.Of(found, size, filter.Before is not null, filter.After is null && filter.Before is null, f => UserQueries.CursorOf(filter.Sort, f.Person));
        return new ListPage<UserRow>(await RowsAsync(db, page.Rows, ct), page.Next, page.Previous);
    }

    /// <summary>How many there are, for whoever asks for it. Refuses: forbidden.</summary>
    public async Task<Result<int>> CountAsync(UserFilter filter, CancellationToken ct)
    {
        if (!user.Can(UserPermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await (await db.Set<User>().InReach(user, UserPermissions.View).MatchingAsync(db, filter, ct)).CountAsync(ct);
    }

    internal sealed record Found(User Person, string Structure, bool HasFactor, DateTimeOffset? LastSignInAt);

    /// <summary>Names joined to a page that was cut before: sorted again, since a join promises no order.</summary>
    internal static IQueryable<Found> Described(AppDbContext db, IQueryable<User> page, UserFilter filter)
    {
        var ids = page.Select(u => u.Id);
        var people = db.Set<User>().AsNoTracking().Where(u => ids.Contains(u.Id)).Sorted(filter.Sort, filter.IsDescending != (filter.Before is not null));
        var sms = SmsFactor.AllowedIn(db);
        return people.Select(u => new Found(
            u,
            db.Set<Structure>().Where(s => s.Id == u.StructureId).Select(s => s.Name).First(),
            u.TotpSecret != null || db.Set<IdentityUserPasskey<Guid>>().Any(p => p.UserId == u.Id) || (u.SmsFactorAt != null && sms.Any()),
            db.Set<SignInRecord>().Where(r => r.UserId == u.Id && r.Outcome == SignInOutcome.SignedIn).OrderByDescending(r => r.At).ThenByDescending(r => r.Id).Select(r => (DateTimeOffset?)r.At).FirstOrDefault()));
    }

    internal static async Task<IReadOnlyList<UserRow>> RowsAsync(AppDbContext db, IReadOnlyList<Found> found, CancellationToken ct)
    {
        var roles = await RolesAsync(db, [.. found.Select(f => f.Person.Id)], ct);
        var locked = await LockedPeople.AmongAsync(db, found.Select(f => f.Person.Id), ct);
        return [.. found.Select(f => new UserRow(
            f.Person.Id, f.Person.UserName ?? "", f.Person.DisplayName, f.Person.Email, f.Structure, PersonStates.Of(f.Person, locked.Contains(f.Person.Id)), PersonStates.SourceOf(f.Person),
            f.HasFactor, f.Person.Language, f.LastSignInAt, [.. roles[f.Person.Id]], f.Person.StructureId))];
    }

    private static async Task<ILookup<Guid, RoleName>> RolesAsync(AppDbContext db, Guid[] people, CancellationToken ct)
    {
        var straight = db.Set<RoleAssignment>().Where(a => a.UserId != null && people.Contains(a.UserId.Value)).Select(a => new { Person = a.UserId!.Value, a.RoleId });
        var byGroup =
            from m in db.Set<GroupMember>().Where(m => people.Contains(m.UserId))
            join g in db.Set<Group>().Where(g => g.IsActive) on m.GroupId equals g.Id
            join a in db.Set<RoleAssignment>() on g.Id equals a.GroupId
            select new { Person = m.UserId, a.RoleId };
        var rows = await straight.Union(byGroup).Join(db.Set<Role>(), a => a.RoleId, r => r.Id, (a, r) => new { a.Person, r.Code, r.Name }).OrderBy(r => r.Code).ToListAsync(ct);
        return rows.ToLookup(r => r.Person, r => new RoleName(r.Code, r.Name));
    }
}
