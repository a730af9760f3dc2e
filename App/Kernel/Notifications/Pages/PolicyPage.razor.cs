using System.Globalization;
using OpsFlux.Kernel.Notifications.Policies;
using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Pages;

/// <summary>What the organisation decides on notifications: defaults of roles, and what nobody can mute.</summary>
public sealed partial class PolicyPage(GetNotificationPolicy get, ForceNews force)
{
    private NotificationPolicy? policy;

    /// <summary>The news of which somebody is asked whether people may mute it again.</summary>
    private NewsPolicy? freeing;

    protected override Task OnInitializedAsync() => LoadAsync(ReadAsync);

    private async Task ReadAsync()
    {
        var read = await get.RunAsync(Gone);
        (policy, refusal) = (read.Value ?? policy, read.Refusal);
    }

    /// <summary>To force takes effect at once and can be taken back; to free silences whoever had muted it, so it is asked.</summary>
    private async Task ChooseAsync(NewsPolicy news)
    {
        if (news.IsForced) (freeing, refusal) = (news, null);    // the box is bound: it stays checked until it is answered
        else await SetAsync(news, isForced: true);
    }

    private async Task FreeAsync()
    {
        if (await SetAsync(freeing!, isForced: false)) freeing = null;    // the question stands on it
    }

    private async Task<bool> SetAsync(NewsPolicy news, bool isForced)
    {
        var done = await ActAsync(() => force.RunAsync(news.Kind.Code, isForced, Gone));
        if (done) await LoadAsync(ReadAsync);
        return done;
    }

    private string Summary(NotificationPreferences? preferences)
    {
        if (preferences is null) return Texts["NotificationPolicy.Usual"];
        List<string> parts = [];
        if (preferences.Muted.Count > 0) parts.Add(Texts.Format("NotificationPolicy.Muted", string.Join(", ", preferences.Muted.Select(c => Texts.Of(c)))));
        if (preferences.LeastPriority > NotificationPreferences.All) parts.Add(Texts[$"NewsPriority.Least.{preferences.LeastPriority}"]);
        if (preferences.QuietHours) parts.Add(Texts.Format("NotificationPolicy.Quiet", preferences.QuietFrom.ToString("t", CultureInfo.CurrentCulture), preferences.QuietTo.ToString("t", CultureInfo.CurrentCulture)));
        if (preferences.Digest is not DigestRhythm.Never) parts.Add(Texts.Format("NotificationPolicy.Digest", Texts.Of(preferences.Digest)));
        return parts.Count == 0 ? Texts["NotificationPolicy.Chosen"] : string.Join(" · ", parts);
    }
}
