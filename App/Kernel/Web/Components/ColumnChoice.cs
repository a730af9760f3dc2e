namespace OpsFlux.Kernel.Web;

/// <summary>A column in the dialog that chooses them. <paramref name="IsFixed"/>: it cannot be left out.</summary>
public sealed record ColumnChoice(string Key, string Title, bool IsShown, bool IsFixed)
{
    /// <summary>All of a list's: the shown ones in their order, then the rest in the list's.</summary>
    public static IReadOnlyList<ColumnChoice> Of<TRow>(IReadOnlyList<ListColumn<TRow>> all, IReadOnlyList<ListColumn<TRow>> shown) =>
        [.. shown.Concat(all.Except(shown)).Select(c => new ColumnChoice(c.Key, c.Title, shown.Contains(c), c.IsTitle))];
}
