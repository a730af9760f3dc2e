using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Kernel.Access;

/// <summary>One grant as it counts for one person, with where it comes from: directly, or by a role that he or his group holds.</summary>
/// <param name="RoleId">Null: given straight to the person.</param>
/// <param name="GroupId">The group that holds the role; null: the person himself does.</param>
/// <param name="StructureId">Of the assignment.</param>
/// <param name="From">The later of the assignment's beginning and the grant's.</param>
/// <param name="To">The earlier of their ends.</param>
internal sealed record HeldGrant(
    string Permission, Scope Scope, Guid? RoleId, Guid? GroupId, Guid? StructureId, bool WithSubStructures, DateTimeOffset? From, DateTimeOffset? To)
{
    public bool IsInForce(DateTimeOffset now) => (From is null || From <= now) && (To is null || To > now);

    public bool IsEverywhere => Scope == Scope.All && StructureId is null;

    /// <summary>The structure from which it reaches, and whether into what lies below; null where it reaches one's own records alone, or all.</summary>
    public (Guid Id, bool WithSub)? Root(Guid home) =>
        Scope == Scope.Own || IsEverywhere ? null : StructureId is { } id ? (id, WithSubStructures) : (home, true);

    public Reach ReachFrom(Guid home, StructureTree tree) => Together([this], home, tree);

    /// <summary>What grants of one permission add up to.</summary>
    public static Reach Together(IReadOnlyList<HeldGrant> grants, Guid home, StructureTree tree)
    {
        if (grants.Any(g => g.IsEverywhere)) return new(true, []);
        var reached = new HashSet<Guid>();
        foreach (var root in grants.Select(g => g.Root(home)).OfType<(Guid Id, bool WithSub)>())
        {
            if (root.WithSub) reached.UnionWith(tree.SubtreeOf(root.Id));
            else reached.Add(root.Id);
        }

        return new(false, [.. reached]);
    }
}
