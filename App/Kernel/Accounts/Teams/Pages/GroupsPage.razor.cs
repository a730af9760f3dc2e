using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Accounts.Teams.Pages;

/// <summary>The groups of one's reach. Filters stand in the address.</summary>
public sealed partial class GroupsPage(ListGroups list)
{
    private ListQuery query = ListQuery.Parse(null);
    private ListPage<GroupRow>? page;
    private IReadOnlyList<ListColumn<GroupRow>> columns = [];
    private IReadOnlyList<ListFilter> filters = [];
    private ReadOrder reads;
    private bool loading;

    protected override void OnInitialized()
    {
        columns = Columns();
        filters = [new("state", Texts["People.State"], [new("active", Texts["Groups.Active"]), new("inactive", Texts["Groups.Inactive"])], ListFilterKind.One)];
        FollowAddress(ReadAddressAsync);
    }

    protected override Task OnInitializedAsync() => ReadAddressAsync();

    private Task ReadAddressAsync()
    {
        query = ListQuery.Parse(new Uri(Nav.Uri).Query);
        return LoadAsync(RefreshAsync);
    }

    private async Task RefreshAsync()
    {
        loading = page is null;
        var turn = reads.Start();
        var filter = GroupFilter.Parse(query);
        if (filter.Failed)
        {
            (refusal, page, loading) = (filter.Refusal, new([], null), false);
            return;
        }

        var result = await list.RunAsync(filter.Value, ListQuery.PageSize, Gone);
        if (reads.IsOvertaken(turn)) return;
        (page, refusal, loading) = (result.Failed ? new([], null) : result.Value, result.Refusal, false);
    }
}
