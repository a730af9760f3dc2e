using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Web.Pages;

/// <summary>All one has been told, newest first; more is read from the last one shown, and nothing is ever counted.</summary>
public sealed partial class NotificationsPage(Inbox inbox)
{
    private const int PageSize = 30;

    private List<InboxItem>? items;
    private bool hasMore;

    protected override async Task OnInitializedAsync()
    {
        Follow([LiveTopic.Notifications(User.Id)], ReadAgainAsync);
        await LoadAsync(ReadAgainAsync);
    }

    /// <summary>Reads as far as was shown, so that a new one does not fold the list.</summary>
    private async Task ReadAgainAsync()
    {
        var size = Math.Max(PageSize, items?.Count ?? 0);
        var read = await inbox.LatestAsync(size + 1, null, Gone);
        (items, hasMore) = ([.. read.Take(size)], read.Count > size);
    }

    private Task MoreAsync() => LoadAsync(async () =>
    {
        var read = await inbox.LatestAsync(PageSize + 1, items?.LastOrDefault(), Gone);
        (items, hasMore) = ([.. items ?? [], .. read.Take(PageSize)], read.Count > PageSize);
    });

    private Task ReadAsync(Guid? id) => ActAsync(async () =>
    {
        await inbox.ReadAsync(id, Gone);
        await ReadAgainAsync();
        return Result.Ok;
    });
}
