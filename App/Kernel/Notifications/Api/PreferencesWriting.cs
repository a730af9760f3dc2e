using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Api;

/// <summary>Preferences in the words of the API, and back in those of the form.</summary>
internal static class PreferencesWriting
{
    public static PreferencesResource Describe(PreferencesForm form) => new(Fields(form.Request), form.IsOwn, ChannelsOf(form.Offered), form.MailAddress, form.HasNumber);

    public static PreferencesPatch Fields(PreferencesRequest request) => new()
    {
        Channels = [.. request.Channels.OrderBy(c => c.Key).Select(c => new CategoryChannels { Category = c.Key, Channels = ChannelsOf(c.Value) })],
        Muted = [.. request.Muted.Order()],
        LeastPriority = (NewsPriority)request.LeastPriority,
        QuietHours = request.QuietHours,
        QuietFrom = request.QuietFrom,
        QuietTo = request.QuietTo,
        Digest = request.Digest,
        DigestAt = request.DigestAt,
        DigestDay = request.DigestDay,
    };

    /// <summary>Refuses: invalid, for a category that is named twice. What the form checks is left to it.</summary>
    public static Result<PreferencesRequest> Request(PreferencesPatch wanted, long version)
    {
        if (wanted.Channels.CountBy(c => c.Category).Any(c => c.Value > 1)) return Refusal.Invalid(new FieldError(nameof(wanted.Channels), "twice-given"));
        var named = wanted.Channels.ToDictionary(c => c.Category, c => c.Channels.Aggregate(ChannelSet.None, (set, one) => set | ChannelSets.Of(one)));
        return new PreferencesRequest
        {
            Channels = Enum.GetValues<NotificationCategory>().ToDictionary(c => c, c => named.GetValueOrDefault(c, ChannelSet.Personal)),
            Muted = [.. wanted.Muted],
            LeastPriority = (int)wanted.LeastPriority,
            QuietHours = wanted.QuietHours,
            QuietFrom = wanted.QuietFrom,
            QuietTo = wanted.QuietTo,
            Digest = wanted.Digest,
            DigestAt = wanted.DigestAt,
            DigestDay = wanted.DigestDay,
            Version = version,
        };
    }

    private static NotificationChannel[] ChannelsOf(ChannelSet set) => [.. Enum.GetValues<NotificationChannel>().Where(c => set.Has(c))];
}
