using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Notifications.Following;

/// <summary>What one follows, with a way to stop.</summary>
public sealed partial class FollowedList(ListFollowed list, UnfollowTarget unfollow)
{
    private readonly Dictionary<FollowKind, ElementReference> headings = [];
    private IReadOnlyList<FollowedItem>? followed;

    protected override Task OnInitializedAsync() => LoadAsync(ReadAsync);

    private async Task ReadAsync() => followed = await list.RunAsync(Gone);

    /// <summary>The button goes with its line: whoever works by keys stands at the heading then, if one is left.</summary>
    private async Task StopAsync(FollowedItem item)
    {
        if (!await ActAsync(() => unfollow.RunAsync(item.Kind, item.Id, Gone))) return;
        await LoadAsync(ReadAsync);
        if (followed?.Any(f => f.Kind == item.Kind) == true) await headings[item.Kind].TryFocusAsync();
    }
}
