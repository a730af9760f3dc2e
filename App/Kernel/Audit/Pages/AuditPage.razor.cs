using OpsFlux.Kernel.Audit.Reading;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Audit.Pages;

/// <summary>The log, newest first, with its filters in the address and the state of its proof on top.</summary>
public sealed partial class AuditPage(ListAudit list, GetAuditState getState)
{
    private ListQuery query = ListQuery.Parse(null);
    private ListPage<AuditLine>? page;
    private AuditState? state;
    private IReadOnlyList<ListColumn<AuditLine>> columns = [];
    private IReadOnlyList<ListFilter> filters = [];
    private ReadOrder reads;
    private bool loading;

    protected override void OnInitialized()
    {
        columns = AuditColumns.All(Texts, new InstantWording(Zone, Texts));
        FollowAddress(ReadAddressAsync);
    }

    protected override async Task OnInitializedAsync()
    {
        await ReadAddressAsync();
        StateHasChanged();   // rows first: what the filters offer can come a moment later
        await LoadAsync(async () =>
        {
            state = (await getState.RunAsync(Gone)) is { Failed: false, Value: var read } ? read : null;
            filters = Offer(await list.ChoicesAsync(Gone));
        });
    }

    private Task ReadAddressAsync()
    {
        query = ListQuery.Parse(new Uri(Nav.Uri).Query);
        return LoadAsync(RefreshAsync);
    }

    private async Task RefreshAsync()
    {
        loading = page is null;
        var filter = AuditFilter.Parse(query);
        var turn = reads.Start();
        var result = filter.Failed ? filter.Refusal : await list.RunAsync(filter.Value, ListQuery.PageSize, Gone);
        if (reads.IsOvertaken(turn)) return;
        (refusal, loading) = (result.Refusal, false);
        page = result.Failed ? new([], null) : result.Value;
    }

    private IReadOnlyList<ListFilter> Offer(AuditChoices choices) =>
    [
        new("action", Texts["Audit.Action"], [.. Enum.GetValues<AuditAction>().Select(a => new ListOption(a.ToString(), AuditWords.Of(a, Texts)))]),
        new("subject", Texts["Audit.Subject"], [.. choices.Subjects.Select(s => new ListOption(s, AuditWords.Subject(s, Texts))).OrderBy(o => o.Label, StringComparer.CurrentCulture)]),
        new("actor", Texts["Audit.Actor"], [.. choices.Actors.Select(a => new ListOption(a.Id.ToString(), a.Name))]),
        new("from", Texts["Audit.From"], [], ListFilterKind.Date),
        new("to", Texts["Audit.To"], [], ListFilterKind.Date),
    ];

    private static string AddressOf(AuditLine row) => $"/admin/audit/{row.Id}";
}
