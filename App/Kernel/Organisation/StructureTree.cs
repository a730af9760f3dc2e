namespace OpsFlux.Kernel.Organisation;

public sealed record StructureNode(Guid Id, Guid? ParentId);

/// <summary>Answers subtrees of the organisation. Built per use; a cycle, which no page can make, is cut rather than followed.</summary>
public sealed class StructureTree
{
    private readonly ILookup<Guid?, Guid> children;
    private readonly HashSet<Guid> known;

    private StructureTree(IReadOnlyCollection<StructureNode> nodes)
    {
        children = nodes.ToLookup(n => n.ParentId, n => n.Id);
        known = [.. nodes.Select(n => n.Id)];
    }

    public static StructureTree Of(IReadOnlyCollection<StructureNode> nodes) => new(nodes);

    /// <summary>The structure and everything below it; empty where it does not exist.</summary>
    public IReadOnlySet<Guid> SubtreeOf(Guid root)
    {
        var found = new HashSet<Guid>();
        var open = new Stack<Guid>(known.Contains(root) ? [root] : []);
        while (open.TryPop(out var id))
        {
            if (!found.Add(id)) continue;
            foreach (var child in children[id]) open.Push(child);
        }

        return found;
    }
}
