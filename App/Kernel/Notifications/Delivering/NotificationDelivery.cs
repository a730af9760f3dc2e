using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Notifications.Rules;

namespace OpsFlux.Kernel.Notifications.Delivering;

/// <summary>Texts: <c>NotificationState.{name}</c>.</summary>
public enum NotificationState
{
    /// <summary>Waits until it is due.</summary>
    Pending,

    /// <summary>On the wire, or left there by a process that was killed: then again once its lease is over.</summary>
    Sending,

    /// <summary>Shown, accepted by the gateway, or handed to the queue of mails, whose page says the rest.</summary>
    Sent,
    Failed,

    /// <summary>Nothing was sent; <see cref="NotificationDelivery.Silence"/> says why.</summary>
    Skipped,
}

/// <summary>
/// What became of telling one person by one channel, or why it was not done: the queue of what is to come and the log of
/// what was, in one. With event, person, channel and target unique.
/// </summary>
public sealed class NotificationDelivery : INotAudited
{
    public const int LongestAnswer = 300;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid EventId { get; init; }
    public required Guid UserId { get; init; }

    /// <summary>Code of the <see cref="NewsKind"/>.</summary>
    public required string Kind { get; init; }
    public required NotificationCategory Category { get; init; }
    public required int Priority { get; init; }
    public string? RecordKind { get; init; }
    public Guid? RecordId { get; init; }

    /// <summary>Null where the person was not told at all.</summary>
    public Guid? NotificationId { get; init; }

    /// <summary>Null where the person was not told at all.</summary>
    public NotificationChannel? Channel { get; init; }

    /// <summary>The registered browser, for push.</summary>
    public Guid? TargetId { get; init; }
    public NotificationState State { get; set; }
    public Silence? Silence { get; set; }
    public Hold Hold { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>While it is being sent: when its lease ends.</summary>
    public required DateTimeOffset DueAt { get; set; }
    public int Attempts { get; set; }
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>The mail that took it along.</summary>
    public Guid? MailId { get; set; }

    /// <summary>What the gateway or service said last.</summary>
    public string? Answer { get; set; }
}
