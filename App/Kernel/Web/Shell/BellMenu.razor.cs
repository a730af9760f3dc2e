using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Web.Shell;

/// <summary>The bell: how many one has not read, live, and the latest ten once it is opened.</summary>
public sealed partial class BellMenu(Inbox inbox)
{
    private const int Shown = 10;

    private IReadOnlyList<InboxItem>? latest;
    private int unread;
    private bool isOpened;

    private string Name => unread == 0 ? Texts["Notifications.None"] : Texts.Format(unread == 1 ? "Notifications.UnreadOne" : "Notifications.Unread", unread);

    protected override async Task OnInitializedAsync()
    {
        Follow([LiveTopic.Notifications(User.Id)], ReadInboxAsync);
        await LoadAsync(ReadInboxAsync);
    }

    private async Task ReadInboxAsync()
    {
        unread = await inbox.UnreadAsync(Gone);
        if (isOpened) latest = await inbox.LatestAsync(Shown, null, Gone);
    }

    private async Task OpenAsync()
    {
        isOpened = true;
        await LoadAsync(ReadInboxAsync);
    }

    private Task ReadAsync(Guid? id) => ActAsync(async () =>
    {
        await inbox.ReadAsync(id, Gone);
        await ReadInboxAsync();
        return Result.Ok;
    });
}
