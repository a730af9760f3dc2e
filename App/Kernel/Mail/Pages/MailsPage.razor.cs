using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Mail.UseCases;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Mail.Pages;

/// <summary>What leaves by mail, and whether it does. Filters stand in the address.</summary>
public sealed partial class MailsPage(ListMails list, GetMailStatus getStatus, TryMailServer tryServer, SendTestMail sendTest)
{
    private ListQuery query = ListQuery.Parse(null);
    private ListPage<MailRow>? page;
    private MailStatus? status;
    private IReadOnlyList<ListColumn<MailRow>> columns = [];
    private IReadOnlyList<ListFilter> filters = [];
    private ReadOrder reads;
    private IReadOnlyList<ListTab> tabs = [];
    private IReadOnlyList<SelectedRow> selected = [];
    private MailView view;
    private bool loading;
    private string? done;

    /// <summary>What the last trial of the server was refused for: it is said until something else is done, though the list is read again.</summary>
    private Results.Refusal? tried;

    private bool MayManage => User.CanEverywhere(MailPermissions.Manage);

    private string EmptyHint => view switch
    {
        MailView.Scheduled => "Mails.Empty.Scheduled",
        MailView.Dead => "Mails.Empty.Dead",
        _ => status is { IsOn: true } && MayManage ? "Mails.Empty.HintTest" : "Mails.Empty.Hint",
    };

    protected override void OnInitialized()
    {
        filters =
        [
            new("state", Texts["Mails.State"], [.. Enum.GetValues<MailState>().Select(s => new ListOption(s.ToString(), Texts.Of(s)))]),
            new("from", Texts["Mails.From"], [], ListFilterKind.Date),
            new("to", Texts["Mails.To"], [], ListFilterKind.Date),
        ];
        Follow([LiveTopic.Everything("mail")], RefreshAsync);
        FollowAddress(ReadAddressAsync);
    }

    protected override Task OnInitializedAsync() => ReadAddressAsync();

    private Task ReadAddressAsync()
    {
        (query, tried) = (ListQuery.Parse(new Uri(Nav.Uri).Query), null);
        return LoadAsync(RefreshAsync);
    }

    private async Task RefreshAsync()
    {
        loading = page is null;
        var turn = reads.Start();
        var filter = MailFilter.Parse(query);
        var found = filter.Failed ? filter.Refusal : await ListAsync(filter.Value, turn);
        if (reads.IsOvertaken(turn)) return;
        (refusal, view) = (found ?? tried, filter.Value?.View ?? MailView.All);
        var wording = new InstantWording(Zone, Texts);
        columns = MailColumns.All(Texts, at => wording.Brief(at, Clock.GetUtcNow()), view);
        status = (await getStatus.RunAsync(Gone)).Value;
        tabs = TabsOf((await list.CountAsync(Gone)).Value);
        loading = false;
    }

    private IReadOnlyList<ListTab> TabsOf(MailCounts? counts) =>
    [
        new("all", Texts["Mails.View.all"], null),
        new("scheduled", Texts["Mails.View.scheduled"], counts?.Scheduled),
        new("dead", Texts["Mails.View.dead"], counts?.Dead),
    ];

    /// <summary>Mails have no versions: each act looks at the state itself. The name is the recipient's, without what separates rows.</summary>
    private static SelectedRow PickOf(MailRow row) => new(row.Id, 0, row.Recipient.Replace(',', ' ').CutTo(40));

    private async Task<Results.Refusal?> ListAsync(MailFilter filter, int turn)
    {
        var result = await list.RunAsync(filter, ListQuery.PageSize, Gone);
        if (!reads.IsOvertaken(turn)) page = result.Failed ? new ListPage<MailRow>([], null) : result.Value;
        return result.Refusal;
    }

    private async Task TryAsync()
    {
        (done, tried) = (null, null);
        if (await ActAsync(TryServerAsync)) done = Texts["Mails.Try.Done"];
        status = (await getStatus.RunAsync(Gone)).Value;
    }

    private async Task<Results.Result> TryServerAsync()
    {
        var result = await tryServer.RunAsync(Gone);
        tried = result.Refusal;
        return result;
    }

    private async Task TestAsync()
    {
        (done, tried) = (null, null);
        if (!await ActAsync(async () => new((await sendTest.RunAsync(Gone)).Refusal))) return;
        done = Texts["Mails.Test.Done"];
        await LoadAsync(RefreshAsync);
    }
}
