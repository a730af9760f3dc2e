using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Notifications.Channels;
using OpsFlux.Kernel.Notifications.Rules;

namespace OpsFlux.Kernel.Notifications.Delivering;

/// <summary>What an attempt makes of a delivery. Put off: again after 1, 2 and 4 minutes, then given up; a service that cannot be used costs no attempt.</summary>
internal static class DeliveryRecord
{
    private const int MostAttempts = 4;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1), WhileUnavailable = TimeSpan.FromMinutes(2), LongestPause = TimeSpan.FromHours(1);

    /// <summary>An urgent message that comes a day late helps nobody: what leaves the process is given up after this.</summary>
    private static readonly TimeSpan LongestUnavailable = TimeSpan.FromHours(12);

    public static void Note(DueBundle bundle, ChannelOutcome outcome, DateTimeOffset now)
    {
        foreach (var delivery in bundle.All.Select(d => d.Delivery))
        {
            if (outcome.Silence is { } silence) Skip(delivery, silence, now);
            else Note(delivery, outcome, now);
        }
    }

    public static void Skip(NotificationDelivery delivery, Silence silence, DateTimeOffset now) =>
        (delivery.State, delivery.Silence, delivery.DoneAt) = (NotificationState.Skipped, silence, now);

    private static void Note(NotificationDelivery delivery, ChannelOutcome outcome, DateTimeOffset now)
    {
        (delivery.Answer, delivery.MailId) = (outcome.Answer?.CutTo(NotificationDelivery.LongestAnswer), outcome.MailId ?? delivery.MailId);
        switch (outcome.Verdict)
        {
            case ChannelVerdict.Done:
                (delivery.State, delivery.DoneAt) = (NotificationState.Sent, now);
                break;
            case ChannelVerdict.PutOff when delivery.Attempts < MostAttempts:
                (delivery.State, delivery.DueAt) = (NotificationState.Pending, now + Pause(FirstPause * Math.Pow(2, delivery.Attempts - 1), outcome.After));
                break;
            case ChannelVerdict.Unavailable when now - delivery.CreatedAt < LongestUnavailable:
                (delivery.State, delivery.DueAt, delivery.Attempts) = (NotificationState.Pending, now + Pause(WhileUnavailable, outcome.After), delivery.Attempts - 1);
                break;
            default:
                (delivery.State, delivery.DoneAt) = (NotificationState.Failed, now);
                break;
        }
    }

    private static TimeSpan Pause(TimeSpan ours, TimeSpan? asked) => asked is { } longer && longer > ours ? (longer < LongestPause ? longer : LongestPause) : ours;
}
