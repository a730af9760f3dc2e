using OpsFlux.Kernel.Access.Delegations;
using OpsFlux.Kernel.Access.Review;
using OpsFlux.Kernel.Access.Roles;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Access.Pages;

/// <summary>Who holds what and by which way, with its filters in the address, and what is lent at the moment.</summary>
public sealed partial class ReviewPage(ReviewAccess review, EndDelegation end, ModuleCatalog catalog)
{
    private ListQuery query = ListQuery.Parse(null);
    private ListPage<ReviewLine>? page;
    private ReviewChoices? choices;
    private IReadOnlyList<ListColumn<ReviewLine>> columns = [];
    private IReadOnlyList<ListFilter> filters = [];
    private DelegationLine? ending;
    private ReadOrder reads;
    private bool loading;

    protected override void OnInitialized()
    {
        columns = ReviewColumns.All(Texts, new InstantWording(Zone, Texts), Clock.GetUtcNow());
        FollowAddress(ReadAddressAsync);
    }

    protected override async Task OnInitializedAsync()
    {
        await ReadAddressAsync();
        StateHasChanged();   // rows first: what the filters offer can come a moment later
        await LoadAsync(ReadChoicesAsync);
    }

    private Task ReadAddressAsync()
    {
        query = ListQuery.Parse(new Uri(Nav.Uri).Query);
        return LoadAsync(RefreshAsync);
    }

    private async Task RefreshAsync()
    {
        loading = page is null;
        var filter = ReviewFilter.Parse(query);
        var turn = reads.Start();
        var result = filter.Failed ? filter.Refusal : await review.RunAsync(filter.Value, ListQuery.PageSize, Gone);
        if (reads.IsOvertaken(turn)) return;
        (refusal, loading) = (result.Refusal, false);
        page = result.Failed ? new([], null) : result.Value;
    }

    private async Task ReadChoicesAsync()
    {
        choices = await review.ChoicesAsync(Gone);
        filters =
        [
            new("role", Texts["Access.Role"], [.. choices.Roles.Select(r => new ListOption(r.Code, RoleWords.Of(Texts, r.Code, r.Name)))], ListFilterKind.One),
            new("structure", Texts["Access.Structure"], [.. choices.Structures.Select(s => new ListOption(s.Id.ToString(), s.Name))], ListFilterKind.One),
            new("permission", Texts["Access.Permission"], [.. catalog.Permissions.Select(p => new ListOption(p.Code, Texts[$"Permission.{p.Code}"]))], ListFilterKind.One),
            new("ends", Texts["Access.Ends"], [new("soon", Texts["Access.EndsSoon"])], ListFilterKind.One),
        ];
    }

    private void Ask(DelegationLine line) => (refusal, ending) = (null, line);

    private async Task EndAsync()
    {
        if (!await ActAsync(() => end.RunAsync(ending!.Id, Gone))) return;   // asked about by the dialog
        ending = null;
        await LoadAsync(ReadChoicesAsync);
    }

    private static string AddressOf(ReviewLine row) => $"/admin/access/why?person={row.PersonId}{(row.Permission is { } permission ? $"&permission={permission}" : "")}";
}
