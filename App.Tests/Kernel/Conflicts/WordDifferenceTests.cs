using OpsFlux.Kernel.Conflicts;
using Xunit;

namespace OpsFlux.Tests.Kernel.Conflicts;

public sealed class WordDifferenceTests
{
    [Theory]
    [InlineData("la presse 3 fuit", "la presse 4 fuit", "3", "4")]
    [InlineData("la presse fuit", "la presse 3 fuit", "", "3 ")]
    [InlineData("rien", "rien", "", "")]
    [InlineData("", "tout", "", "tout")]
    [InlineData(null, null, "", "")]
    [InlineData("été 1", "eté 1", "été", "eté")]
    public void Words_that_the_other_does_not_have_are_marked(string? first, string? second, string inFirst, string inSecond)
    {
        var (a, b) = WordDifference.Between(first, second);

        Assert.Equal((inFirst, inSecond), (Own(a), Own(b)));
        Assert.Equal((first ?? "", second ?? ""), (Whole(a), Whole(b)));
    }

    [Fact]
    public void Texts_too_long_to_compare_are_whole_all_the_same_with_their_common_ends_unmarked()
    {
        var first = "début " + string.Join(' ', Enumerable.Range(0, 3000).Select(i => $"a{i}")) + " fin";
        var second = "début " + string.Join(' ', Enumerable.Range(0, 3000).Select(i => $"b{i}")) + " fin";

        var (a, b) = WordDifference.Between(first, second);

        Assert.Equal((first, second), (Whole(a), Whole(b)));
        Assert.Equal([false, true, false], a.Select(r => r.IsOwn));
    }

    private static string Own(IEnumerable<WordRun> runs) => string.Concat(runs.Where(r => r.IsOwn).Select(r => r.Text));

    private static string Whole(IEnumerable<WordRun> runs) => string.Concat(runs.Select(r => r.Text));
}
