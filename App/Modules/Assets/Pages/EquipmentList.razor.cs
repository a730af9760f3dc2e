using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Lists.Views;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Assets.Data;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.Lists;
using OpsFlux.Modules.Assets.UseCases;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Pages;

/// <summary>The list of equipment: views as tabs, filters and order in the address, live, as each person arranged it.</summary>
public sealed partial class EquipmentList(ListEquipment list, EquipmentChoices choices, ReadPersonalList readPersonal, IStringLocalizer<AssetsText> L)
{
    private const string DefaultView = nameof(EquipmentView.All);
    private static readonly string[] Formats = ["xlsx", "pdf", "csv"];

    private ListQuery query = ListQuery.Parse(null);
    private ListPage<EquipmentRow>? page;
    private PersonalList personal = PersonalList.None;
    private IReadOnlyList<ListColumn<EquipmentRow>> columns = [], shown = [];
    private IReadOnlyList<PersonalTab> allTabs = [];
    private IReadOnlyList<ListTab> tabs = [];
    private IReadOnlyList<ListFilter> filters = [];
    private ReadOrder reads;
    private bool loading;

    protected override void OnInitialized()
    {
        columns = EquipmentColumns.All(L, Texts);
        filters = new EquipmentFilters(choices, L, Texts).All();
        Follow(Topics(), RefreshAsync);
        FollowAddress(ReadAddressAsync);
    }

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync(ReadPersonalAsync);
        await ReadAddressAsync();
    }

    /// <summary>Exactly the changes that the list's scope can show.</summary>
    private IEnumerable<string> Topics()
    {
        var reach = User.ReachOf(AssetPermissions.View);
        return reach is { All: true } ? [LiveTopic.Everything(Equipment.RecordKind)] : (reach?.Structures ?? []).Select(s => LiveTopic.Structure(Equipment.RecordKind, s));
    }

    private Task ReadAddressAsync()
    {
        query = personal.Open(ListQuery.Parse(new Uri(Nav.Uri).Query), DefaultView);   // named, so that the export shows the same
        shown = columns.Chosen(personal.ColumnsFor(query));
        ShowTabs(tabs.ToDictionary(t => t.View, t => t.Count));
        return LoadAsync(RefreshAsync);
    }

    private async Task ReadPersonalAsync()
    {
        personal = (await readPersonal.RunAsync(EquipmentListKind.ListCode, Gone)).Value ?? PersonalList.None;
        allTabs = personal.Tabs(Enum.GetValues<EquipmentView>().Select(v => (v.ToString(), L[$"EquipmentView.{v}"].Value)));
    }

    private async Task PersonalChangedAsync()
    {
        await LoadAsync(ReadPersonalAsync);
        await ReadAddressAsync();
    }

    private async Task RefreshAsync()
    {
        loading = page is null;
        var filter = EquipmentFilter.Parse(query);
        refusal = filter.Failed ? filter.Refusal : await ListAsync(filter.Value);
        if (filter.Failed) page ??= new([], null);
        var counted = allTabs.Where(IsShown).ToList();
        var counts = await list.CountAsync([.. counted.Select(t => t.Query)], Gone);
        ShowTabs(counts.Failed ? [] : counted.Zip(counts.Value).ToDictionary(p => p.First.Key, p => p.Second));
        loading = false;
    }

    private async Task<Refusal?> ListAsync(EquipmentFilter filter)
    {
        var turn = reads.Start();
        var result = await list.RunAsync(filter, ListQuery.PageSize, Gone);
        if (reads.IsOvertaken(turn)) return refusal;
        page = result.Failed ? new ListPage<EquipmentRow>([], null) : result.Value;
        return result.Refusal;
    }

    private void ShowTabs(Dictionary<string, int?> counts) =>
        tabs = [.. allTabs.Where(IsShown).Select(t => new ListTab(t.Key, t.Title, counts.GetValueOrDefault(t.Key), t.View is null ? null : t.Query))];

    /// <summary>A hidden tab that is shown all the same, by a link, stands among the others while it is.</summary>
    private bool IsShown(PersonalTab tab) => !tab.IsHidden || string.Equals(tab.Key, query.Saved ?? query.View, StringComparison.OrdinalIgnoreCase);

    private static string AddressOf(EquipmentRow row) => $"/equipment/{row.Number}";
}
