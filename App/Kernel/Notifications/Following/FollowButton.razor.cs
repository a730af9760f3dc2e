using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Notifications.Following;

/// <summary>The button that follows a site or a saved view. It asks by itself how things stand, unless it is told.</summary>
public sealed partial class FollowButton(ListFollowed list, FollowTarget follow, UnfollowTarget unfollow)
{
    private (FollowKind, Guid, bool?)? shown;
    private bool? isFollowing;

    [Parameter, EditorRequired] public FollowKind Kind { get; set; }
    [Parameter, EditorRequired] public Guid Id { get; set; }

    /// <summary>How things stand, where a page knows it of many at once; null: it is asked for.</summary>
    [Parameter] public bool? Known { get; set; }

    /// <summary>Said to readers of the screen beside others of its kind; null where there is but one.</summary>
    [Parameter] public string? Name { get; set; }

    protected override Task OnParametersSetAsync()
    {
        if (shown == (Kind, Id, Known)) return Task.CompletedTask;
        (shown, isFollowing, refusal) = ((Kind, Id, Known), Known, null);
        return Known is null ? LoadAsync(ReadAsync) : Task.CompletedTask;
    }

    private async Task ReadAsync() => isFollowing = Kind is FollowKind.View
        ? await list.IsFollowingViewAsync(Id, Gone)
        : (await list.SitesAsync([Id], Gone)).TryGetValue(Id, out var follows) ? follows : null;

    private async Task ChangeAsync(bool begin)
    {
        if (await ActAsync(() => begin ? follow.RunAsync(Kind, Id, Gone) : unfollow.RunAsync(Kind, Id, Gone))) isFollowing = begin;
    }

    private string Label(bool follows) => Name is null ? $"Follows.{Kind}.{(follows ? "Stop" : "Start")}" : follows ? "Follows.Stop" : "Follows.Start";
}
