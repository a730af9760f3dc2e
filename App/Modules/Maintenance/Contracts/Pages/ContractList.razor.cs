using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Maintenance.Contracts.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Pages;

/// <summary>The list of contracts: views as tabs, filters and order in the address, what is left of each as a bar.</summary>
public sealed partial class ContractList(ListContracts list)
{
    private static readonly ContractView[] Views = Enum.GetValues<ContractView>();

    private ListQuery query = ListQuery.Parse(null);
    private ListPage<ContractRow>? page;
    private IReadOnlyList<ListColumn<ContractRow>> columns = [];
    private IReadOnlyList<ListTab> tabs = [];
    private IReadOnlyList<ListFilter> filters = [];
    private ReadOrder reads;
    private bool loading;

    protected override void OnInitialized()
    {
        columns = ContractColumns.All(Texts);
        filters = [new("type", Texts["Contract.Type"], [.. Enum.GetValues<ContractType>().Select(t => new ListOption(t.ToString(), Texts.Of(t)))], ListFilterKind.One)];
        tabs = [.. Views.Select(v => new ListTab(v.ToString(), Texts.Of(v), null))];
        FollowAddress(ReadAsync);
    }

    protected override Task OnInitializedAsync() => ReadAsync();

    private Task ReadAsync()
    {
        query = ListQuery.Parse(new Uri(Nav.Uri).Query);
        return LoadAsync(RefreshAsync);
    }

    private async Task RefreshAsync()
    {
        loading = page is null;
        var turn = reads.Start();
        var filter = ContractFilter.Parse(query);
        var read = filter.Failed ? filter.Refusal : await list.RunAsync(filter.Value, ListQuery.PageSize, Gone);
        if (reads.IsOvertaken(turn)) return;
        (page, refusal) = (read.Failed ? new([], null) : read.Value, read.Refusal);
        var counts = await list.CountAsync(Views, Gone);
        tabs = [.. Views.Zip(counts).Select(v => new ListTab(v.First.ToString(), Texts.Of(v.First), v.Second))];
        loading = false;
    }

    private static string AddressOf(ContractRow row) => $"/contracts/{row.Contract.Number}";
}
