using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Lists.Views;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Showing;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Lists;
using OpsFlux.Modules.Tickets.Many;
using OpsFlux.Modules.Tickets.UseCases;

namespace OpsFlux.Modules.Tickets.Pages;

/// <summary>The list of tickets: views as tabs, filters and order in the address, live, as each person arranged it.</summary>
public sealed partial class TicketList(ListTickets list, CountTickets count, TicketChoices choices, ChoiceNames names, ReadPersonalList readPersonal, IStringLocalizer<TicketsText> L)
{
    private ListQuery query = ListQuery.Parse(null);
    private ListPage<TicketRow>? page;
    private PersonalList personal = PersonalList.None;
    private IReadOnlyList<ListColumn<TicketRow>> columns = [], shown = [];
    private IReadOnlyList<PersonalTab> allTabs = [];
    private IReadOnlyList<ListTab> tabs = [];
    private IReadOnlyList<ListFilter> filters = [];
    private IReadOnlyList<SelectedRow> selected = [];
    private Func<TicketRow, SelectedRow>? pick;
    private ReadOrder reads;
    private bool loading;

    private string DefaultView => TicketViews.For(User)[0].ToString();

    protected override void OnInitialized()
    {
        var wording = new InstantWording(Zone, Texts);
        columns = TicketColumns.All(L, Texts, at => wording.Brief(at, Clock.GetUtcNow()), row => ClockMarks.Sign(row.Due, Texts, Zone, Clock.GetUtcNow()));
        filters = new TicketFilters(choices, names, L, Texts).All();
        if (ManyBar.IsFor(User)) pick = row => new(row.Id, row.Version, row.Number);
        Follow(TicketTopics.Of(User), RefreshAsync, update => update.Concerns(query, IsHere(update)), IsHere);
        FollowAddress(ReadAddressAsync);
    }

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync(ReadPersonalAsync);
        await ReadAddressAsync();
    }

    private bool IsHere(LiveUpdate update) => page?.Rows.Any(row => row.Id == update.Record.Id) == true;

    private Task ReadAddressAsync()
    {
        query = personal.Open(ListQuery.Parse(new Uri(Nav.Uri).Query), DefaultView);   // named, so that export and board show the same
        shown = columns.Chosen(personal.ColumnsFor(query));
        ShowTabs(tabs.ToDictionary(t => t.View, t => t.Count));
        return LoadAsync(RefreshAsync);
    }

    private async Task ReadPersonalAsync()
    {
        personal = (await readPersonal.RunAsync(TicketListKind.ListCode, Gone)).Value ?? PersonalList.None;
        allTabs = personal.Tabs(TicketViews.For(User).Select(v => (v.ToString(), L[$"View.{v}"].Value)));
    }

    private async Task PersonalChangedAsync()
    {
        await LoadAsync(ReadPersonalAsync);
        await ReadAddressAsync();
    }

    private async Task RefreshAsync()
    {
        loading = page is null;
        var filter = TicketFilter.Parse(query);
        refusal = filter.Failed ? filter.Refusal : await ListAsync(filter.Value);
        if (filter.Failed) page ??= new([], null);
        await CountAsync();
        loading = false;
    }

    private async Task<Refusal?> ListAsync(TicketFilter filter)
    {
        var turn = reads.Start();
        var result = await list.RunAsync(filter, ListQuery.PageSize, Gone);
        if (reads.IsOvertaken(turn)) return refusal;
        page = result.Failed ? new ListPage<TicketRow>([], null) : result.Value;
        return result.Refusal;
    }

    private async Task CountAsync()
    {
        var counted = allTabs.Where(IsShown).ToList();
        var counts = await count.RunAsync([.. counted.Select(t => t.Query)], Gone);
        ShowTabs(counts.Failed ? [] : counted.Zip(counts.Value).ToDictionary(p => p.First.Key, p => p.Second));
    }

    private void ShowTabs(Dictionary<string, int?> counts) =>
        tabs = [.. allTabs.Where(IsShown).Select(t => new ListTab(t.Key, t.Title, counts.GetValueOrDefault(t.Key), t.View is null ? null : t.Query))];

    /// <summary>A hidden tab that is shown all the same, by a link, stands among the others while it is.</summary>
    private bool IsShown(PersonalTab tab) => !tab.IsHidden || string.Equals(tab.Key, query.Saved ?? query.View, StringComparison.OrdinalIgnoreCase);

    private static string AddressOf(TicketRow row) => $"/tickets/{row.Number}";
}
