using System.Collections.Frozen;

namespace OpsFlux.Kernel.Access;

/// <summary>How far one permission reaches for one person. Levels include those before: any reach includes one's own records.</summary>
/// <param name="Structures">Structures in reach, subtrees expanded; empty where only one's own records are.</param>
public sealed record Reach(bool All, Guid[] Structures)
{
    public bool Covers(Guid structureId) => All || Array.IndexOf(Structures, structureId) >= 0;
}

/// <summary>All that one person may do at one moment. Immutable; replaced as a whole when anything of it changes.</summary>
/// <param name="renew">Computes the snapshot of a later moment from the same grants; null where time changes nothing.</param>
public sealed class AccessSnapshot(
    Guid userId, IReadOnlyDictionary<string, Reach> reaches, DateTimeOffset validUntil, Func<DateTimeOffset, AccessSnapshot>? renew = null)
{
    private readonly FrozenDictionary<string, Reach> reaches = reaches.ToFrozenDictionary();

    public static AccessSnapshot Nothing(Guid userId) => new(userId, new Dictionary<string, Reach>(), DateTimeOffset.MaxValue);

    public Guid UserId => userId;

    /// <summary>The next instant at which a dated grant begins or ends.</summary>
    public DateTimeOffset ValidUntil => validUntil;

    /// <summary>This one, or its successor once a dated grant has begun or ended: dates pass without a question to the database.</summary>
    public AccessSnapshot At(DateTimeOffset now) => now < validUntil || renew is null ? this : renew(now);

    /// <summary>Whether another one allows all that this one does.</summary>
    public bool IsWithin(AccessSnapshot other) => reaches.All(
        mine => other.ReachOf(mine.Key) is { } theirs && (theirs.All || (!mine.Value.All && mine.Value.Structures.All(theirs.Covers))));

    public Reach? ReachOf(string permission) => reaches.GetValueOrDefault(permission);
}
