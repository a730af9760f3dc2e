using System.Collections.Frozen;

namespace OpsFlux.Kernel.Access;

/// <summary>How far one permission reaches for one person.</summary>
/// <param name="Structures">Structures in reach, subtrees expanded; empty where only one's own records are.</param>
public sealed record Reach(bool All, Guid[] Structures)
{
    /// <summary>
    /// Whether one's own records are in reach wherever they lie. They are in everything one holds oneself, and not in what is
    /// only lent: that reaches as far as its lender's, whose records are not the borrower's.
    /// </summary>
    public bool IncludesOwn { get; init; } = true;

    public bool Covers(Guid structureId) => All || Array.IndexOf(Structures, structureId) >= 0;

    public bool Covers(Guid structureId, bool isOwn) => (isOwn && IncludesOwn) || Covers(structureId);

    /// <summary>Whether nothing of the other lies outside.</summary>
    public bool Includes(Reach other) => All || (!other.All && (IncludesOwn || !other.IncludesOwn) && other.Structures.All(s => Array.IndexOf(Structures, s) >= 0));
}

/// <summary>What one lender's delegations let somebody else do.</summary>
public sealed record LentReaches(ActingFor Lender, IReadOnlyDictionary<string, Reach> Reaches);

/// <summary>
/// All that one person may do at one moment: what is his own, and what others lend him, kept apart so that an act that only
/// the latter covers can say for whom it was done. Immutable; replaced as a whole when anything of it changes.
/// </summary>
/// <param name="renew">Computes the snapshot of a later moment from the same grants; null where time changes nothing.</param>
public sealed class AccessSnapshot(
    Guid userId, IReadOnlyDictionary<string, Reach> own, DateTimeOffset validUntil, Func<DateTimeOffset, AccessSnapshot>? renew = null, IReadOnlyList<LentReaches>? lent = null)
{
    private readonly FrozenDictionary<string, Reach> own = own.ToFrozenDictionary();
    private readonly FrozenDictionary<string, Reach>? all = lent is null or [] ? null : Together(own, lent).ToFrozenDictionary();

    public static AccessSnapshot Nothing(Guid userId) => new(userId, new Dictionary<string, Reach>(), DateTimeOffset.MaxValue);

    public Guid UserId => userId;

    /// <summary>The next instant at which a dated grant or delegation begins or ends.</summary>
    public DateTimeOffset ValidUntil => validUntil;

    /// <summary>By lender, in the order in which they lent; empty for most people.</summary>
    public IReadOnlyList<LentReaches> Lent => lent ?? [];

    /// <summary>Everybody whose own permissions this snapshot was computed from besides its person's: lenders now and later.</summary>
    public IReadOnlyCollection<Guid> Lenders { get; init; } = [];

    /// <summary>This one, or its successor once a dated grant has begun or ended: dates pass without a question to the database.</summary>
    public AccessSnapshot At(DateTimeOffset now) => now < validUntil || renew is null ? this : renew(now);

    /// <summary>Whether another one allows all that this one does.</summary>
    public bool IsWithin(AccessSnapshot other) => (all ?? own).All(mine => other.ReachOf(mine.Key)?.Includes(mine.Value) == true);

    /// <summary>A permission that reaches one of these structures here and not in the other; null: none does.</summary>
    public string? FirstBeyond(AccessSnapshot other, Func<Guid, bool> among) => (all ?? own)
        .Where(mine => mine.Value.Structures.Any(s => among(s) && other.ReachOf(mine.Key)?.Covers(s) != true)).Select(mine => mine.Key).Order(StringComparer.Ordinal).FirstOrDefault();

    /// <summary>With what is lent.</summary>
    public Reach? ReachOf(string permission) => (all ?? own).GetValueOrDefault(permission);

    /// <summary>From roles, groups and grants alone: what one may give, and lend.</summary>
    public Reach? OwnReachOf(string permission) => own.GetValueOrDefault(permission);

    private static IEnumerable<KeyValuePair<string, Reach>> Together(IReadOnlyDictionary<string, Reach> own, IReadOnlyList<LentReaches> lent) =>
        own.Concat(lent.SelectMany(l => l.Reaches)).GroupBy(r => r.Key, r => r.Value).Select(r => KeyValuePair.Create(r.Key, Union([.. r])));

    private static Reach Union(IReadOnlyList<Reach> reaches) => reaches is [var only] ? only
        : reaches.Any(r => r.All) ? new(true, []) { IncludesOwn = reaches.Any(r => r.IncludesOwn) }
        : new(false, [.. reaches.SelectMany(r => r.Structures).Distinct()]) { IncludesOwn = reaches.Any(r => r.IncludesOwn) };
}
