using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.People;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.Teams;

/// <param name="Structure">Null: the whole organisation's.</param>
public sealed record GroupRow(Guid Id, string Name, string? Structure, int Members, bool IsActive);

/// <summary>Which groups the list shows. Parsed from an address; anything unknown in it is refused by name.</summary>
public sealed record GroupFilter
{
    /// <summary>Any part of the name; capitals and accents do not count.</summary>
    public string? Words { get; init; }
    public bool? IsActive { get; init; }
    public bool IsDescending { get; init; }
    public Cursor? After { get; init; }
    public Cursor? Before { get; init; }

    public static Result<GroupFilter> Parse(ListQuery query)
    {
        var filter = new GroupFilter();
        foreach (var (name, value) in query.Values)
        {
            if (filter.With(name.ToLowerInvariant(), value) is not { } next) return Refusal.Conflict("unknown-filter", name, value.CutTo(60));
            filter = next;
        }

        return filter;
    }

    private GroupFilter? With(string name, string value) => (name, value) switch
    {
        ("page" or "saved", _) => this,
        ("q", _) => value.Length <= 200 && !value.Any(char.IsControl) ? this with { Words = value.Trim() } : null,
        ("state", "active") => this with { IsActive = true },
        ("state", "inactive") => this with { IsActive = false },
        ("sort", "name") => this with { IsDescending = false },
        ("sort", "-name") => this with { IsDescending = true },
        ("after", _) => Cursor.Parse(value) is { } cursor ? this with { After = cursor } : null,
        ("before", _) => Cursor.Parse(value) is { } cursor ? this with { Before = cursor } : null,
        _ => null,
    };
}

/// <summary>One page of the groups that users.manage.group covers, by name: one statement. Refuses: forbidden.</summary>
[Needs(UserPermissions.ManageGroups)]
public sealed class ListGroups(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result<ListPage<GroupRow>>> RunAsync(GroupFilter filter, int size, CancellationToken ct)
    {
        if (!user.Can(UserPermissions.ManageGroups)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var groups = Matching(db.Set<Group>().AsNoTracking().InReach(user, UserPermissions.ManageGroups), filter);
        // Backwards is the same walk the other way round.
        var descending = filter.IsDescending != (filter.Before is not null);
        var sorted = descending ? groups.OrderByDescending(g => g.Name).ThenByDescending(g => g.Id) : groups.OrderBy(g => g.Name).ThenBy(g => g.Id);
        var rows = await sorted.Take(size + 1).Select(g => new GroupRow(
            g.Id, g.Name, db.Set<Structure>().Where(s => s.Id == g.StructureId).Select(s => s.Name).FirstOrDefault(), db.Set<GroupMember>().Count(m => m.GroupId == g.Id), g.IsActive)).ToListAsync(ct);
        return ListPage.Of(rows, size, filter.Before is not null, filter.After is null && filter.Before is null, g => Cursor.At(g.Name, g.Id));
    }

    private static IQueryable<Group> Matching(IQueryable<Group> groups, GroupFilter filter)
    {
        if (filter.Words is { Length: > 0 } words) groups = groups.Where(g => EF.Functions.ILike(EF.Functions.Unaccent(g.Name), EF.Functions.Unaccent(LikePattern.Containing(words))));
        if (filter.IsActive is { } active) groups = groups.Where(g => g.IsActive == active);
        if ((filter.After ?? filter.Before) is not { } cursor) return groups;
        return filter.IsDescending != (filter.Before is not null)
            ? groups.Where(g => EF.Functions.LessThan(ValueTuple.Create(g.Name, g.Id), ValueTuple.Create(cursor.Key, cursor.Id)))
            : groups.Where(g => EF.Functions.GreaterThan(ValueTuple.Create(g.Name, g.Id), ValueTuple.Create(cursor.Key, cursor.Id)));
    }
}
