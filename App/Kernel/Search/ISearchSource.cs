using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;

namespace OpsFlux.Kernel.Search;

/// <summary>Something found, as the search box shows it. <paramref name="Detail"/> is already in the reader's words.</summary>
public sealed record SearchHit(string Href, string Title, string? Number = null, string? Detail = null, string Icon = "inbox");

/// <summary>Texts whose words may be what a mistyped word means. <paramref name="Position"/>: where to go on, the same as before when there was nothing.</summary>
public sealed record SearchTexts(IReadOnlyList<string> Texts, string? Position);

/// <summary>What one module lets people search, declared by <c>ModuleBuilder.Search</c>. Answers only what the current user may see.</summary>
public interface ISearchSource
{
    /// <summary>Stable short name, such as "tickets": stands in the address of the page of results.</summary>
    string Code { get; }

    /// <summary>Resource key of the group's heading.</summary>
    string Title { get; }

    /// <summary>Who does not hold it is not asked for.</summary>
    string Permission { get; }

    /// <summary>The list of the module with these words, for filters and order.</summary>
    string ListOf(string words);

    /// <param name="words">As web searches write them: words, "phrases", -without, or.</param>
    /// <param name="page">Its cursors alone count; a wrong one answers an empty page.</param>
    Task<ListPage<SearchHit>> FindAsync(string words, ListQuery page, int most, CancellationToken ct);

    /// <summary>What was written since, oldest first, whoever may see it: only <c>LearnWords</c> asks, as the system.</summary>
    /// <param name="position">Null from the beginning.</param>
    Task<SearchTexts> TextsAsync(AppDbContext db, string? position, int most, CancellationToken ct);
}
