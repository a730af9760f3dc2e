using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Accounts.People;

/// <summary>Whose account rests at this moment because of too many guesses. The throttle knows accounts by a hash alone.</summary>
internal static class LockedPeople
{
    /// <summary>Those of the people.</summary>
    public static async Task<IReadOnlySet<Guid>> AmongAsync(AppDbContext db, IEnumerable<Guid> people, CancellationToken ct)
    {
        var byKey = people.Distinct().ToDictionary(SignInThrottle.KeyOf);
        if (byKey.Count == 0) return new HashSet<Guid>();
        var (keys, now) = (byKey.Keys.ToArray(), db.Clock.GetUtcNow());
        var resting = await db.Set<SignInFailures>().Where(f => keys.Contains(f.Key) && f.BlockedUntil > now).Select(f => f.Key).ToListAsync(ct);
        return resting.Select(k => byKey[k]).ToHashSet();
    }

    /// <summary>All of them: few, but to find them every account is hashed, which at a hundred thousand takes a tenth of a second.</summary>
    public static async Task<Guid[]> AllAsync(AppDbContext db, CancellationToken ct) => await db.Database.SqlQuery<Guid>(
        $"""
         select u.id as "Value" from kernel.users u
         join kernel.sign_in_failures f on f.key = 'name:' || encode(sha256(convert_to(u.id::text, 'UTF8')), 'hex')
         where f.blocked_until > {db.Clock.GetUtcNow()}
         """).ToArrayAsync(ct);
}
