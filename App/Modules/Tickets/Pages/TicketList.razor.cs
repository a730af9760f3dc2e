using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.UseCases;

namespace OpsFlux.Modules.Tickets.Pages;

/// <summary>The list of tickets: views as tabs, filters and order in the address, live.</summary>
public sealed partial class TicketList(ListTickets list, CountTickets count, TicketChoices choices, IStringLocalizer<TicketsText> L)
{
    private ListQuery query = ListQuery.Parse(null);
    private ListPage<TicketRow>? page;
    private IReadOnlyList<ListColumn<TicketRow>> columns = [];
    private IReadOnlyList<ListTab> tabs = [];
    private IReadOnlyList<ListFilter> filters = [];
    private ReadOrder reads;
    private bool loading;

    protected override void OnInitialized()
    {
        var wording = new InstantWording(Zone, Texts);
        columns = TicketColumns.All(L, Texts, at => wording.Brief(at, Clock.GetUtcNow()));
        Follow(TicketTopics.Of(User), RefreshAsync);
        FollowAddress(ReadAddressAsync);
    }

    protected override async Task OnInitializedAsync()
    {
        await ReadAddressAsync();
        StateHasChanged();   // rows first: what the filters offer can come a moment later
        await LoadAsync(async () => filters = await TicketFilters.AllAsync(choices, L, Texts, Gone));
    }

    private Task ReadAddressAsync()
    {
        query = ListQuery.Parse(new Uri(Nav.Uri).Query).InView(DefaultView);   // named, so that export and board show the same
        return LoadAsync(RefreshAsync);
    }

    private async Task RefreshAsync()
    {
        loading = page is null;
        var filter = TicketFilter.Parse(query);
        var found = filter.Failed ? filter.Refusal : await ListAsync(filter.Value);
        refusal = found;
        var views = TicketViews.For(User);
        var counts = await count.RunAsync(views, Gone);
        tabs = TicketViews.Tabs(views, counts.Value, L);
        loading = false;
    }

    private async Task<Kernel.Results.Refusal?> ListAsync(TicketFilter filter)
    {
        var turn = reads.Start();
        var result = await list.RunAsync(filter, ListQuery.PageSize, Gone);
        if (reads.IsOvertaken(turn)) return refusal;
        page = result.Failed ? new ListPage<TicketRow>([], null) : result.Value;
        return result.Refusal;
    }

    private static string AddressOf(TicketRow row) => $"/tickets/{row.Number}";

    private string DefaultView => TicketViews.For(User)[0].ToString();
}
