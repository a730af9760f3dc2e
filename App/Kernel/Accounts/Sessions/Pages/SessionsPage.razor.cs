using OpsFlux.Kernel.Accounts.SigningIn.Journal;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Accounts.Sessions.Pages;

/// <summary>Where one is signed in, and how one has signed in lately.</summary>
public sealed partial class SessionsPage(GetMySessions get, ListSignIns journal, EndSessions end)
{
    private const int Recent = 20;

    private IReadOnlyList<OpenSession>? sessions;
    private IReadOnlyList<SignInLine> recent = [];
    private InstantWording wording = null!;   // set before anything is shown
    private OpenSession? ending;
    private bool endingAll;
    private string? done;

    protected override void OnInitialized()
    {
        wording = new(Zone, Texts);
        Follow([LiveTopic.Person(Public.UserEvents.Kind, User.Id)], ReadAsync);   // somebody signed in as oneself
    }

    protected override Task OnInitializedAsync() => LoadAsync(ReadAsync);

    private async Task ReadAsync() => (sessions, recent) = (await get.RunAsync(Gone), await journal.MineAsync(Recent, Gone));

    private string NameOf(OpenSession session) =>
        session.IsApi ? $"{Texts["Sessions.Api"]} · {SignInColumns.Agent(session.UserAgent, Texts)}" : SignInColumns.Agent(session.UserAgent, Texts);

    private async Task EndOneAsync()
    {
        if (ending is not { } session) return;
        if (await ActAsync(() => end.OneAsync(session.Id, Gone))) done = Texts["Sessions.Ended"];
        ending = null;
        await LoadAsync(ReadAsync);
    }

    private async Task EndOthersAsync()
    {
        if (await ActAsync(() => end.MineAsync(keepThis: true, Gone))) done = Texts["Sessions.OthersEnded"];
        await LoadAsync(ReadAsync);
    }

    /// <summary>This session too: the circuit hears of it and leads to the sign-in page by itself.</summary>
    private async Task EndAllAsync()
    {
        await ActAsync(() => end.MineAsync(keepThis: false, Gone));
        endingAll = false;
    }
}
