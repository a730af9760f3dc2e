namespace OpsFlux.Kernel.Web;

public enum ListFilterKind
{
    /// <summary>One or several of the options.</summary>
    Choice,
    /// <summary>One of the options.</summary>
    One,
    /// <summary>A day, as yyyy-MM-dd in the address.</summary>
    Date,
}

/// <param name="IsAlone">Cannot be chosen together with others.</param>
public sealed record ListOption(string Value, string Label, bool IsAlone = false);

/// <summary>
/// Options that stand in the database. They are read when somebody opens the menu, since a list that is merely open would
/// hold hundreds of them in its circuit for nothing; several filters may share them.
/// </summary>
/// <param name="All">Those on offer, in their order.</param>
/// <param name="Named">Those of some values in an address whose names the reader may know; null where a value is its own name.</param>
public sealed record ListSource(
    Func<CancellationToken, Task<IReadOnlyList<ListOption>>> All, Func<IReadOnlyList<string>, CancellationToken, Task<IReadOnlyList<ListOption>>>? Named);

/// <summary>A filter, by its name in the address.</summary>
/// <param name="Options">Those that need no reading; they stand before those of the source.</param>
public sealed record ListFilter(string Name, string Label, IReadOnlyList<ListOption> Options, ListFilterKind Kind = ListFilterKind.Choice)
{
    public ListSource? Source { get; init; }

    /// <summary>With fewer options than this there is nothing to choose, and the menu leaves the filter out.</summary>
    public int Fewest { get; init; }
}
