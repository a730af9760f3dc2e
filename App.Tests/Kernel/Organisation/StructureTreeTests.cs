using OpsFlux.Kernel.Organisation;
using Xunit;

namespace OpsFlux.Tests.Kernel.Organisation;

public sealed class StructureTreeTests
{
    private static readonly Guid Top = Guid.CreateVersion7(), Left = Guid.CreateVersion7(), Right = Guid.CreateVersion7(), Leaf = Guid.CreateVersion7();

    [Fact]
    public void A_subtree_is_the_node_and_all_below()
    {
        var tree = StructureTree.Of([new(Top, null), new(Left, Top), new(Right, Top), new(Leaf, Left)]);

        Assert.Equal([Top, Left, Right, Leaf], tree.SubtreeOf(Top).OrderBy(Position));
        Assert.Equal([Left, Leaf], tree.SubtreeOf(Left).OrderBy(Position));
        Assert.Equal([Right], tree.SubtreeOf(Right));
    }

    [Fact]
    public void What_does_not_exist_has_no_subtree() => Assert.Empty(StructureTree.Of([new(Top, null)]).SubtreeOf(Leaf));

    [Fact]
    public void A_cycle_is_cut() => Assert.Equal([Left, Right], StructureTree.Of([new(Left, Right), new(Right, Left)]).SubtreeOf(Left).OrderBy(Position));

    private static int Position(Guid id) => Array.IndexOf([Top, Left, Right, Leaf], id);
}
