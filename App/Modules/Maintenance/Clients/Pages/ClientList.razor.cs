using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Maintenance.Clients.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Clients.Pages;

/// <summary>The list of clients by name, statuses as tabs.</summary>
public sealed partial class ClientList(ListClients list)
{
    private static readonly ClientStatus?[] Views = [null, .. Enum.GetValues<ClientStatus>().Select(s => (ClientStatus?)s)];

    private ListQuery query = ListQuery.Parse(null);
    private ListPage<ClientRow>? page;
    private IReadOnlyList<ListColumn<ClientRow>> columns = [];
    private IReadOnlyList<ListTab> tabs = [];
    private ReadOrder reads;
    private bool loading;

    protected override void OnInitialized()
    {
        columns = ClientColumns.All(Texts);
        tabs = [.. Views.Select(v => TabOf(v, null))];
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
        var filter = ClientFilter.Parse(query);
        var read = filter.Failed ? filter.Refusal : await list.RunAsync(filter.Value, ListQuery.PageSize, Gone);
        if (reads.IsOvertaken(turn)) return;
        (page, refusal) = (read.Failed ? new([], null) : read.Value, read.Refusal);
        tabs = [.. Views.Zip(await list.CountAsync(Views, Gone)).Select(v => TabOf(v.First, v.Second))];
        loading = false;
    }

    private ListTab TabOf(ClientStatus? status, int? count) => new(status?.ToString() ?? "All", status is { } one ? Texts.Of(one) : Texts["Clients.All"], count);

    private static string AddressOf(ClientRow row) => $"/clients/{row.Client.Number}";
}
