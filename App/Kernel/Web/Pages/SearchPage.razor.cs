using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Search;

namespace OpsFlux.Kernel.Web.Pages;

/// <summary>All that the search box finds, by module, page by page. The words and where one is stand in the address.</summary>
public sealed partial class SearchPage(SearchEverything search)
{
    private const string SourceKey = "in";
    private const int PerSource = 20;

    private ListQuery query = ListQuery.Parse(null);
    private IReadOnlyList<SearchGroup>? groups;
    private ReadOrder reads;
    private string? words;

    protected override Task OnInitializedAsync()
    {
        FollowAddress(ReadAddressAsync);
        return ReadAddressAsync();
    }

    private Task ReadAddressAsync()
    {
        query = ListQuery.Parse(new Uri(Nav.Uri).Query);
        words = query.Search;
        return LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        var turn = reads.Start();
        var asked = query.Search ?? "";
        IReadOnlyList<SearchGroup> found = query.Values.TryGetValue(SourceKey, out var source)
            ? await search.PageAsync(source, asked, query, PerSource, Gone) is { Page.Rows.Count: > 0 } one ? [one] : []
            : await search.RunAsync(asked, PerSource, isTyping: false, Gone);
        if (!reads.IsOvertaken(turn)) groups = found;
    }

    /// <summary>A page of one source goes on with what was searched: corrected words, where those found it.</summary>
    private string Next(SearchGroup group, string cursor) => "/search" + Of(group).NextPage(cursor);

    private string Previous(SearchGroup group, string cursor) => "/search" + Of(group).PreviousPage(cursor);

    private ListQuery Of(SearchGroup group) => query.With("q", group.Words).With(SourceKey, group.Source.Code);

    private void SearchNow() => Nav.NavigateTo("/search" + ListQuery.Parse(null).With("q", words?.Trim()));
}
