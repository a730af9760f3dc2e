using Xunit;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("OpsFlux.Tests.Support.LongestFirst", "App.Tests")]

namespace OpsFlux.Tests.Support;

/// <summary>
/// What takes minutes and cannot be divided begins first, so that no core waits for it at the end of a run. The rest stands in
/// xunit's usual order, which is another one each time.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [Browser.BrowserTests.Name, nameof(Kernel.Data.Postgres.ClusterLifeTests)];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(c => Place(c.DisplayName)).ThenBy(c => c.UniqueID);

    private static int Place(string collection)
    {
        var place = Array.FindIndex(Long, name => collection.EndsWith(name, StringComparison.Ordinal));
        return place < 0 ? Long.Length : place;
    }
}
