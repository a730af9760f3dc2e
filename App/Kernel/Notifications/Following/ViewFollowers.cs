using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Notifications.Following;

/// <summary>A view that somebody follows.</summary>
/// <param name="ZoneId">The follower's own; null: the organisation's.</param>
public sealed record FollowedView(Guid FollowId, Guid UserId, Guid ViewId, string Name, string Address, string? ZoneId);

/// <summary>Who follows views. Whoever does not find a view among his tabs any more hears nothing of it, whatever became of the group or structure.</summary>
public static class ViewFollowers
{
    /// <summary>For <see cref="Finds"/>: the structures of those who follow views, each with itself and all above it.</summary>
    private const string Above =
        """
        with recursive above (of_id, id, parent_id, distance) as (
            select s.id, s.id, s.parent_id, 0 from kernel.structures s
            where s.id in (select w.structure_id from kernel.users w join kernel.follows o on o.user_id = w.id where o.view_id is not null)
            union all
            select a.of_id, s.id, s.parent_id, a.distance + 1 from kernel.structures s join above a on s.id = a.parent_id where a.distance < 50
        )
        """;

    /// <summary>Follows f of a view v that its person still finds: the rule of <c>ViewSharing</c>, for many people at once.</summary>
    private const string Finds =
        """
        (v.owner_id = f.user_id or v.audience = 'Everyone'
            or (v.audience = 'Group' and exists (select 1 from kernel.group_members m where m.user_id = f.user_id and m.group_id = v.group_id))
            or (v.audience = 'Structure' and (f.user_id, v.structure_id) in (select w.id, a.id from above a join kernel.users w on w.structure_id = a.of_id)))
        """;

    private const string OfList =
        $$"""
        {{Above}}
        select f.id as "FollowId", f.user_id as "UserId", v.id as "ViewId", v.name as "Name", v.address as "Address", u.zone_id as "ZoneId"
        from kernel.follows f
        join kernel.saved_views v on v.id = f.view_id
        join kernel.users u on u.id = f.user_id and u.is_active
        where v.list = {0} and f.since <= {1} and v.updated_at <= {1} and f.user_id <> {2} and {{Finds}}
        order by f.id
        """;

    private const string Forget =
        $$"""
        {{Above}}
        delete from kernel.follows f using kernel.saved_views v
        where v.id = f.view_id and v.id = coalesce({0}, v.id) and not {{Finds}}
        """;

    /// <summary>Those of a list's views that were followed before an event, and have not been changed since: what a view shows when it changes is known.</summary>
    public static async Task<IReadOnlyList<FollowedView>> OfListAsync(AppDbContext db, string list, DateTimeOffset at, Guid? except, CancellationToken ct) =>
        await db.Database.SqlQueryRaw<FollowedView>(OfList, list, at, except ?? Guid.Empty).ToListAsync(ct);

    /// <summary>Ends the follows of those who do not find the view any more; null: of every view.</summary>
    public static Task<int> ForgetAsync(AppDbContext db, Guid? view, CancellationToken ct) =>
        db.Database.ExecuteSqlRawAsync(Forget, [new NpgsqlParameter { Value = (object?)view ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid }], ct);
}
