using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Accounts.SigningIn.Journal;

/// <summary>The connection journal, newest first, with its filters in the address. A line leads to all lines of its person.</summary>
public sealed partial class SignInsPage(ListSignIns list)
{
    private ListQuery query = ListQuery.Parse(null);
    private ListPage<SignInLine>? page;
    private IReadOnlyList<ListColumn<SignInLine>> columns = [];
    private IReadOnlyList<ListFilter> filters = [];
    private ReadOrder reads;
    private bool loading;

    protected override void OnInitialized()
    {
        columns = SignInColumns.All(Texts, new InstantWording(Zone, Texts));
        filters =
        [
            new("outcome", Texts["SignIns.Outcome"], [.. Enum.GetValues<SignInOutcome>().Select(o => new ListOption(o.ToString(), Texts.Of(o)))]),
            new("method", Texts["SignIns.Method"], [.. Enum.GetValues<SignInMethod>().Select(m => new ListOption(m.ToString(), Texts.Of(m)))]),
            new("from", Texts["SignIns.From"], [], ListFilterKind.Date),
            new("to", Texts["SignIns.To"], [], ListFilterKind.Date),
        ];
        Follow([LiveTopic.Everything(Public.UserEvents.Kind)], RefreshAsync);
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
        var filter = SignInFilter.Parse(query);
        var turn = reads.Start();
        var result = filter.Failed ? filter.Refusal : await list.RunAsync(filter.Value, ListQuery.PageSize, Gone);
        if (reads.IsOvertaken(turn)) return;
        (refusal, loading) = (result.Refusal, false);
        page = result.Failed ? new([], null) : result.Value;
    }

    private static string AddressOf(SignInLine row) => row.UserId is { } person ? $"/admin/sign-ins?person={person}" : "/admin/sign-ins?outcome=UnknownName";
}
