using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Search;

/// <summary>What one source found.</summary>
/// <param name="Words">What its cursors and its list go on with: the words, or the words and what they were corrected to.</param>
/// <param name="Corrected">What was searched besides the words, where that found more.</param>
public sealed record SearchGroup(ISearchSource Source, ListPage<SearchHit> Page, string Words, string? Corrected);

/// <summary>
/// Asks every source that one may open. The words as they are come first; where they leave room, words half typed; where
/// they find next to nothing, what was probably meant. Nobody without permissions is answered anything.
/// </summary>
[SignedInOnly("each source asks its own permission and narrows itself")]
public sealed class SearchEverything(IEnumerable<ISearchSource> sources, OtherWords others, ICurrentUser user) : IUseCase
{
    public const int LongestWords = 200;

    /// <summary>With fewer exact hits than this, mistyped words are corrected.</summary>
    private const int Few = 3;

    private static readonly ListQuery FirstPage = ListQuery.Parse(null);

    /// <param name="isTyping">The last word may not be whole yet: what it begins is looked for too, after what it is.</param>
    public async Task<IReadOnlyList<SearchGroup>> RunAsync(string words, int most, bool isTyping, CancellationToken ct)
    {
        if (!IsSearchable(words)) return [];
        MeantWords? meant = null;
        var groups = new List<SearchGroup>();
        foreach (var source in Open())   // as many statements as there are modules, three times at most
        {
            var page = await source.FindAsync(words, FirstPage, most, ct);
            if (page.Rows.Count < most) meant ??= await others.RunAsync(words, ct);
            if (isTyping && page.Rows.Count < most && meant?.Completed is { } completed)
                page = Joined(page, await source.FindAsync(completed, FirstPage, most, ct), most);
            var group = new SearchGroup(source, page, words, null);
            if (page.Rows.Count < Few && meant?.Corrected is { } corrected) group = await CorrectedAsync(group, corrected, most, ct);
            if (group.Page.Rows.Count > 0) groups.Add(group);
        }

        return groups;
    }

    /// <summary>One page of one source; null where there is none of that name, or one may not search it.</summary>
    public async Task<SearchGroup?> PageAsync(string code, string words, ListQuery page, int size, CancellationToken ct) =>
        IsSearchable(words) && Open().FirstOrDefault(s => s.Code == code) is { } source ? new(source, await source.FindAsync(words, page, size, ct), words, null) : null;

    private IEnumerable<ISearchSource> Open() => sources.Where(s => user.Can(s.Permission));

    private static bool IsSearchable(string words) => !string.IsNullOrWhiteSpace(words) && words.Length <= LongestWords && !words.Contains('\0');

    /// <summary>The words or the corrected ones, as one search, so that its pages join; the group as it was where that finds no more.</summary>
    private static async Task<SearchGroup> CorrectedAsync(SearchGroup group, string corrected, int most, CancellationToken ct)
    {
        var either = $"{group.Words} or {corrected}";
        var more = await group.Source.FindAsync(either, FirstPage, most, ct);
        return more.Rows.Count > group.Page.Rows.Count ? new(group.Source, more, either, corrected) : group;
    }

    /// <summary>What the words find first, newest first; then what they begin.</summary>
    private static ListPage<SearchHit> Joined(ListPage<SearchHit> found, ListPage<SearchHit> more, int most) =>
        new([.. found.Rows.Concat(more.Rows).DistinctBy(h => h.Href).Take(most)], null);
}
