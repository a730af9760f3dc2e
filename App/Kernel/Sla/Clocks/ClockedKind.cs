using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Sla.Clocks;

/// <summary>A node of a tree by which agreements are chosen: what is agreed for a node holds below it.</summary>
public sealed record FacetNode(Guid Id, Guid? ParentId);

/// <summary>
/// Something of a record that an agreement may ask for, such as its priority. Text: <c>SlaFacet.{Code}</c>.
/// </summary>
/// <param name="Property">Name of the record's property; enums count by their names, ids by themselves.</param>
public sealed record Facet(string Code, string Property)
{
    /// <summary>Where values are nodes of a tree.</summary>
    public Func<AppDbContext, IQueryable<FacetNode>>? Tree { get; init; }

    /// <summary>As <see cref="Tree"/>, where a tree holds too much to be read whole: all that stands above one value, itself included.</summary>
    public Func<AppDbContext, Guid, IQueryable<FacetNode>>? Above { get; init; }

    /// <summary>What an administrator chooses from, named for people, with what is out of use; null where values are those of <see cref="Values"/>.</summary>
    public Func<AppDbContext, IQueryable<FacetChoice>>? Choices { get; init; }

    /// <summary>All values, where they are few and known: names of an enum.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Beginning of the keys that name <see cref="Values"/>, as in <c>Priority.Critical</c>.</summary>
    public string ValueTexts { get; init; } = "";
}

/// <summary>A value that an administrator may choose for a facet.</summary>
public sealed class FacetChoice
{
    public Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Out of use it keeps its name and is offered no more.</summary>
    public bool IsActive { get; init; } = true;
}

/// <summary>
/// A kind of record on which clocks run: which ones, and by what their agreements are chosen. Declared by
/// <c>ModuleBuilder.Clocks</c>; the record tells what happens by <c>BusinessRecord.Mark</c>.
/// </summary>
/// <param name="RecordKind">First half of its <c>RecordRef</c>.</param>
/// <param name="Clocks">Codes, in the order in which they are shown. Text: <c>Clock.{code}</c>.</param>
/// <param name="Facets">The most telling first: where two agreements fit, the one that asks for an earlier facet counts.</param>
public sealed record ClockedKind(string RecordKind, IReadOnlyList<string> Clocks, IReadOnlyList<Facet> Facets);
