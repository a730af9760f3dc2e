using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Kernel.Notifications.Rules;

namespace OpsFlux.Kernel.Notifications.Channels;

/// <summary>What became of an attempt.</summary>
public enum ChannelVerdict
{
    Done,

    /// <summary>Again later, a few times.</summary>
    PutOff,

    /// <summary>Never again: the address or number is not good, or refuses.</summary>
    Refused,

    /// <summary>The service itself cannot be used: again later, and it counts against no message.</summary>
    Unavailable,
}

/// <param name="Answer">What the service said; shown to administrators.</param>
/// <param name="After">Earliest next attempt, where the service named one.</param>
public sealed record ChannelOutcome(ChannelVerdict Verdict, string? Answer = null, TimeSpan? After = null)
{
    public static readonly ChannelOutcome Done = new(ChannelVerdict.Done);

    /// <summary>Why nothing was sent after all; then the verdict says nothing.</summary>
    public Silence? Silence { get; init; }

    /// <summary>The mail that took the news along.</summary>
    public Guid? MailId { get; init; }
}

/// <summary>A delivery with what it tells.</summary>
public sealed record DueNews(NotificationDelivery Delivery, Notification News);

/// <summary>What is delivered to one person in one go: several only where the channel gathers.</summary>
public sealed record DueBundle(Guid UserId, IReadOnlyList<DueNews> All);

/// <summary>A way to somebody. One implementation a channel, registered as a scoped service.</summary>
public interface INotificationChannel
{
    NotificationChannel Channel { get; }

    /// <summary>
    /// True: it leaves the process, so it is called outside any transaction under a lease, and what was sent may be sent again
    /// where the process dies before it is written down. False: it takes part in the transaction that writes it down.
    /// </summary>
    bool LeavesProcess { get; }

    /// <summary>Whether the organisation has set it up.</summary>
    Task<bool> IsOnAsync(AppDbContext db, CancellationToken ct);

    Task<ChannelOutcome> DeliverAsync(AppDbContext db, DueBundle bundle, CancellationToken ct);
}
