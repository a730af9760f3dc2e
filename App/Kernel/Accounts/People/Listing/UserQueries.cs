using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;

namespace OpsFlux.Kernel.Accounts.People.Listing;

/// <summary>What the filters of the list mean in SQL, and its orders.</summary>
internal static partial class UserQueries
{
    public static async Task<IQueryable<User>> MatchingAsync(this IQueryable<User> people, AppDbContext db, UserFilter filter, CancellationToken ct)
    {
        if (filter.Words is { } words) people = people.Named(words);
        if (filter.Structures.Count > 0)
        {
            var below = await WithBelowAsync(db, filter.Structures, ct);
            people = people.Where(u => below.Contains(u.StructureId));
        }

        if (filter.Groups.Count > 0) people = people.Where(u => db.Set<GroupMember>().Any(m => m.UserId == u.Id && filter.Groups.Contains(m.GroupId)));
        if (filter.Roles.Count > 0) people = people.Holding(db, filter.Roles);
        if (filter.HasSecondFactor is { } has)
        {
            var sms = SmsFactor.AllowedIn(db);
            people = people.Where(u => (u.TotpSecret != null || db.Set<IdentityUserPasskey<Guid>>().Any(p => p.UserId == u.Id) || (u.SmsFactorAt != null && sms.Any())) == has);
        }

        if (filter.Source is { } source) people = people.Where(PersonStates.Is(source));
        return filter.States.Count == 0 ? people : people.InStates(filter.States, filter.States.Contains(PersonState.Locked) ? await LockedPeople.AllAsync(db, ct) : []);
    }

    /// <summary>Each word begins a word of the name, the user name or the address.</summary>
    public static IQueryable<User> Named(this IQueryable<User> people, string typed)
    {
        var words = string.Join(" & ", Word().Matches(typed).Take(8).Select(m => $"{m.Value}:*"));
        return words.Length == 0
            ? people.Where(_ => false)
            : people.Where(u => EF.Property<NpgsqlTsVector>(u, PeopleMapping.Search).Matches(EF.Functions.ToTsQuery(PeopleMapping.Dictionary, words)));
    }

    /// <summary>One page and one row more. Null where the cursor is of another order.</summary>
    public static IQueryable<User>? Paged(this IQueryable<User> people, UserFilter filter, int size)
    {
        // Backwards is the same walk the other way round, from the row that the later page began with.
        var descending = filter.IsDescending != (filter.Before is not null);
        var cursor = filter.After ?? filter.Before;
        var rest = cursor is null ? people : filter.Sort switch
        {
            UserSort.Created when cursor.Key == "id" => descending ? people.Where(u => u.Id < cursor.Id) : people.Where(u => u.Id > cursor.Id),
            UserSort.Created => null,
            UserSort.UserName => descending
                ? people.Where(u => EF.Functions.LessThan(ValueTuple.Create(u.NormalizedUserName, u.Id), ValueTuple.Create(cursor.Key, cursor.Id)))
                : people.Where(u => EF.Functions.GreaterThan(ValueTuple.Create(u.NormalizedUserName, u.Id), ValueTuple.Create(cursor.Key, cursor.Id))),
            _ => descending
                ? people.Where(u => EF.Functions.LessThan(ValueTuple.Create(u.DisplayName, u.Id), ValueTuple.Create(cursor.Key, cursor.Id)))
                : people.Where(u => EF.Functions.GreaterThan(ValueTuple.Create(u.DisplayName, u.Id), ValueTuple.Create(cursor.Key, cursor.Id))),
        };
        return rest?.Sorted(filter.Sort, descending).Take(size + 1);
    }

    public static Cursor CursorOf(UserSort sort, User person) => sort switch
    {
        UserSort.Created => new("id", person.Id),
        UserSort.UserName => Cursor.At(person.NormalizedUserName ?? "", person.Id),
        _ => Cursor.At(person.DisplayName, person.Id),
    };

    public static IQueryable<User> Sorted(this IQueryable<User> people, UserSort sort, bool descending) => (sort, descending) switch
    {
        (UserSort.Created, false) => people.OrderBy(u => u.Id),   // ids are made in the order of time
        (UserSort.Created, true) => people.OrderByDescending(u => u.Id),
        (UserSort.UserName, false) => people.OrderBy(u => u.NormalizedUserName).ThenBy(u => u.Id),
        (UserSort.UserName, true) => people.OrderByDescending(u => u.NormalizedUserName).ThenByDescending(u => u.Id),
        (_, false) => people.OrderBy(u => u.DisplayName).ThenBy(u => u.Id),
        (_, true) => people.OrderByDescending(u => u.DisplayName).ThenByDescending(u => u.Id),
    };

    [GeneratedRegex(@"[\p{L}\p{Nd}]+")]
    private static partial Regex Word();

    private static async Task<Guid[]> WithBelowAsync(AppDbContext db, IReadOnlyList<Guid> roots, CancellationToken ct)
    {
        var tree = await AccessReader.TreeAsync(db, ct);
        return [.. roots.SelectMany(tree.SubtreeOf).Distinct()];
    }

    private static IQueryable<User> Holding(this IQueryable<User> people, AppDbContext db, IReadOnlyList<Guid> roles) => people.Where(u =>
        db.Set<RoleAssignment>().Any(a => a.UserId == u.Id && roles.Contains(a.RoleId))
        || db.Set<GroupMember>().Any(m => m.UserId == u.Id && db.Set<Group>().Any(g => g.Id == m.GroupId && g.IsActive)
            && db.Set<RoleAssignment>().Any(a => a.GroupId == m.GroupId && roles.Contains(a.RoleId))));

    private static IQueryable<User> InStates(this IQueryable<User> people, IReadOnlyList<PersonState> states, Guid[] locked)
    {
        if (states is [var only]) return people.Where(PersonStates.Is(only, locked));
        var chosen = states.Select(state => people.Where(PersonStates.Is(state, locked)).Select(u => u.Id)).Aggregate((a, b) => a.Concat(b));
        return people.Where(u => chosen.Contains(u.Id));
    }
}
