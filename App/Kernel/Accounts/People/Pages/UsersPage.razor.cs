using OpsFlux.Kernel.Access.Roles;
using OpsFlux.Kernel.Accounts.People.Editing;
using OpsFlux.Kernel.Accounts.People.Listing;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Pages;

/// <summary>The people of one's reach. Filters stand in the address.</summary>
public sealed partial class UsersPage(ListUsers list, UserChoices choices)
{
    private ListQuery query = ListQuery.Parse(null);
    private ListPage<UserRow>? page;
    private IReadOnlyList<ListColumn<UserRow>> columns = [];
    private IReadOnlyList<ListFilter> filters = [];
    private ReadOrder reads;
    private bool loading;

    protected override void OnInitialized()
    {
        var wording = new InstantWording(Zone, Texts);
        columns = UserColumns.All(Texts, at => wording.Brief(at, Clock.GetUtcNow()));
        FollowAddress(ReadAddressAsync);
    }

    protected override async Task OnInitializedAsync()
    {
        await ReadAddressAsync();
        StateHasChanged();   // rows first: what the filters offer can come a moment later
        await LoadAsync(async () => filters = await FiltersAsync());
    }

    private async Task<IReadOnlyList<ListFilter>> FiltersAsync()
    {
        var structures = await choices.StructuresAsync(UserPermissions.View, Gone);
        var (roles, groups) = await choices.FiltersAsync(Gone);
        return
        [
            new("structure", Texts["People.Structure"], [.. structures.Select(s => new ListOption(s.Id.ToString(), s.Name))]),
            new("role", Texts["People.Role"], [.. roles.Select(r => new ListOption(r.Id.ToString(), RoleWords.Of(Texts, r.Name.Code, r.Name.Name)))]),
            new("group", Texts["People.Group"], [.. groups.Select(g => new ListOption(g.Id.ToString(), g.Name))]),
            new("state", Texts["People.State"], [.. Enum.GetValues<PersonState>().Select(s => new ListOption(s.ToString(), Texts.Of(s)))]),
            new("factor", Texts["People.SecondFactor"], [new("yes", Texts["People.Yes"]), new("no", Texts["People.No"])], ListFilterKind.One),
            new("source", Texts["People.Source"], [.. Enum.GetValues<PersonSource>().Select(s => new ListOption(s.ToString(), Texts.Of(s)))], ListFilterKind.One),
        ];
    }

    private Task ReadAddressAsync()
    {
        query = ListQuery.Parse(new Uri(Nav.Uri).Query);
        return LoadAsync(RefreshAsync);
    }

    private async Task RefreshAsync()
    {
        loading = page is null;
        var turn = reads.Start();
        var filter = UserFilter.Parse(query);
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
