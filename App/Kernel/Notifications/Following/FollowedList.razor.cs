using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Notifications.Following;

/// <summary>What one follows, with a way to stop.</summary>
public sealed partial class FollowedList(ListFollowed list, UnfollowTarget unfollow)
{
    private readonly Dictionary<FollowKind, ElementReference> headings = [];
    private IReadOnlyList<FollowedItem>? followed;
    private ElementReference nothing;
    private bool wasLast;

    protected override Task OnInitializedAsync() => LoadAsync(ReadAsync);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!wasLast || followed is not []) return;
        wasLast = false;
        await nothing.TryFocusAsync();
    }

    private async Task ReadAsync() => followed = await list.RunAsync(Gone);

    /// <summary>The button goes with its line: whoever works by keys stands at the heading then, or where it says that none is left.</summary>
    private async Task StopAsync(FollowedItem item)
    {
        if (!await ActAsync(() => unfollow.RunAsync(item.Kind, item.Id, Gone))) return;
        await LoadAsync(ReadAsync);
        wasLast = followed is [];
        if (followed is not [var first, ..]) return;
        await headings[followed.Any(f => f.Kind == item.Kind) ? item.Kind : first.Kind].TryFocusAsync();
    }
}
