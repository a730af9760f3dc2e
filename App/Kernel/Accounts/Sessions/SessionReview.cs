using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;

namespace OpsFlux.Kernel.Accounts.Sessions;

/// <summary>
/// Brings open sessions to what accounts and roles say now: those of people who may not sign in any more end, the others
/// owe what is asked of them. Runs in the transaction of every save that may change it, so that no use case can forget it,
/// and by <see cref="ReviewSessions"/> for what time alone changes.
/// </summary>
internal static class SessionReview
{
    /// <summary>The people whose sessions a save concerns: empty means everybody, null nobody.</summary>
    public static IReadOnlyCollection<Guid>? ConcernedBy(AppDbContext db, Signal? access)
    {
        var people = db.ChangeTracker.Entries<User>().Where(IsConcerned).Select(e => e.Entity.Id).ToList();
        if (access is null) return people.Count == 0 ? null : people;
        return access.Ids.Count == 0 ? [] : [.. access.Ids.Union(people)];
    }

    /// <summary>For the named people, or for everybody where none is named. Answers how many sessions are not what they were.</summary>
    public static async Task<int> RunAsync(AppDbContext db, IReadOnlyCollection<Guid> userIds, CancellationToken ct)
    {
        Guid[] people = [.. userIds];
        var now = db.Clock.GetUtcNow();
        var gone = db.Set<Session>().Where(s => people.Length == 0 || people.Contains(s.UserId))
            .Where(s => db.Set<User>().Any(u => u.Id == s.UserId && (!u.IsActive || u.AnonymisedAt != null || u.MergedIntoId != null || u.LockoutEnd > now)));
        var ended = await SessionEnding.EndAsync(db, gone, SessionEnd.Deactivated, ct);
        var owing = await SetDebtsAsync(db, people, now, ct);
        await SessionEnding.TellAsync(db, owing, ct);
        return ended + owing.Count;
    }

    private static bool IsConcerned(Microsoft.EntityFrameworkCore.ChangeTracking.EntityEntry<User> entry) => entry.State is EntityState.Modified
        && new[] { nameof(User.IsActive), nameof(User.MustChangePassword), nameof(User.AnonymisedAt), nameof(User.MergedIntoId), nameof(User.LockoutEnd) }
            .Any(name => entry.Property(name).IsModified);

    private static Task<List<Guid>> SetDebtsAsync(AppDbContext db, Guid[] people, DateTimeOffset now, CancellationToken ct) => db.Database.SqlQuery<Guid>(
        $"""
         update kernel.sessions s set owes = due.owes
         from (
             select o.id, case
                 when u.must_change_password then 'ChangePassword'
                 when not o.has_second_factor and exists (
                     select 1 from kernel.role_assignments a join kernel.roles r on r.id = a.role_id
                     where r.requires_second_factor and (a.valid_from is null or a.valid_from <= {now}) and (a.valid_to is null or a.valid_to > {now})
                       and (a.user_id = o.user_id or a.group_id in (
                           select m.group_id from kernel.group_members m join kernel.groups g on g.id = m.group_id where m.user_id = o.user_id and g.is_active)))
                     then 'EnrolSecondFactor'
                 else 'Nothing' end as owes
             from kernel.sessions o join kernel.users u on u.id = o.user_id
             where o.ended_at is null and o.expires_at > {now} and (cardinality({people}) = 0 or o.user_id = any({people}))
         ) due
         where due.id = s.id and due.owes <> s.owes
         returning s.id as "Value"
         """).ToListAsync(ct);
}
