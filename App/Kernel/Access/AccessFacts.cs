using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Kernel.Access;

/// <summary>An active person, with the structure from which the scope 'structure' counts.</summary>
internal sealed record AccessPerson(Guid Id, string Name, Guid Home);

/// <summary>A delegation that has not ended yet.</summary>
internal sealed record HeldDelegation(Guid Id, Guid From, Guid To, IReadOnlyList<string> Permissions, DateTimeOffset ValidFrom, DateTimeOffset ValidTo)
{
    public bool IsInForce(DateTimeOffset now) => ValidFrom <= now && ValidTo > now;
}

/// <summary>What snapshots are computed from: the same for one person and for many, for the answer and for its reasons.</summary>
/// <param name="People">Active ones alone: somebody inactive holds nothing and lends nothing.</param>
internal sealed record AccessFacts(
    IReadOnlyDictionary<Guid, AccessPerson> People, ILookup<Guid, HeldGrant> Grants, ILookup<Guid, HeldDelegation> Borrowed, StructureTree Tree)
{
    /// <summary>Of nothing for those who are unknown or inactive.</summary>
    public AccessSnapshot SnapshotOf(Guid userId, DateTimeOffset now)
    {
        if (!People.TryGetValue(userId, out var person)) return AccessSnapshot.Nothing(userId);
        var own = Grants[userId].ToList();
        var borrowed = Borrowed[userId].Where(d => People.ContainsKey(d.From)).Select(d => new Loan(d, People[d.From], [.. Grants[d.From].Where(g => d.Permissions.Contains(g.Permission))])).ToList();
        var (tree, lenders) = (Tree, borrowed.Select(b => b.Lender.Id).ToHashSet());
        return At(now);

        // Holds on to this person's grants, not to everybody's facts.
        AccessSnapshot At(DateTimeOffset instant)
        {
            var pool = new ReachPool(tree);
            var until = NextChange(own, borrowed, instant);
            return new(userId, pool.ReachesOf(own, person.Home, instant), until, until == DateTimeOffset.MaxValue ? null : At, LentAt(borrowed, pool, instant)) { Lenders = lenders };
        }
    }

    private sealed record Loan(HeldDelegation Delegation, AccessPerson Lender, IReadOnlyList<HeldGrant> Grants);

    /// <summary>What reaches no more than the lender's own records is about him, and is not lent.</summary>
    private static List<LentReaches> LentAt(List<Loan> loans, ReachPool pool, DateTimeOffset now) =>
    [
        .. from loan in loans
           where loan.Delegation.IsInForce(now)
           orderby loan.Delegation.ValidFrom, loan.Delegation.Id
           let reaches = pool.ReachesOf(loan.Grants, loan.Lender.Home, now).Where(r => r.Value.All || r.Value.Structures is not [])
               .ToDictionary(r => r.Key, r => r.Value with { IncludesOwn = false })
           where reaches.Count > 0
           select new LentReaches(new(loan.Lender.Id, loan.Lender.Name), reaches),
    ];

    private static DateTimeOffset NextChange(List<HeldGrant> own, List<Loan> loans, DateTimeOffset now) =>
        own.Concat(loans.SelectMany(l => l.Grants)).SelectMany(g => new[] { g.From, g.To }).OfType<DateTimeOffset>()
            .Concat(loans.SelectMany(l => new[] { l.Delegation.ValidFrom, l.Delegation.ValidTo }))
            .Where(at => at > now).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
}

/// <summary>
/// Computes reaches so that permissions that come from the same assignments share one array: twenty permissions over a
/// thousand structures would otherwise hold twenty thousand ids for every open circuit.
/// </summary>
internal sealed class ReachPool(StructureTree tree)
{
    private readonly Dictionary<string, Reach> known = [];

    public Dictionary<string, Reach> ReachesOf(IEnumerable<HeldGrant> grants, Guid home, DateTimeOffset now) =>
        grants.Where(g => g.IsInForce(now)).GroupBy(g => g.Permission).ToDictionary(g => g.Key, g => Shared([.. g], home));

    private Reach Shared(IReadOnlyList<HeldGrant> grants, Guid home)
    {
        var key = grants.Any(g => g.IsEverywhere) ? "*" : string.Join(' ', grants.Select(g => g.Root(home)).OfType<(Guid Id, bool WithSub)>().Distinct().Order());
        if (!known.TryGetValue(key, out var reach)) known[key] = reach = HeldGrant.Together(grants, home, tree);
        return reach;
    }
}
