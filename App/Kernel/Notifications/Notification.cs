using OpsFlux.Kernel.Audit;

namespace OpsFlux.Kernel.Notifications;

public enum NotificationCategory
{
    System,
    Comment,
    Mention,
    Update,
    Assignment,
    Closing,
    Reminder,
    Delay,
    Incident,
    Alert,
}

/// <summary>
/// One thing one person is told. <see cref="Text"/> is a resource key and <see cref="Arguments"/> fill it, so that it
/// reads in the recipient's language whatever the author's.
/// </summary>
public sealed class Notification : INotAudited
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }

    /// <summary>With the user unique: two rules that tell one person of one event send one notification.</summary>
    public required Guid EventId { get; init; }
    public required NotificationCategory Category { get; init; }

    /// <summary>1 normal, 2 high, 3 urgent.</summary>
    public int Priority { get; init; } = 1;
    public required string Text { get; init; }
    public string[] Arguments { get; init; } = [];
    public required string Href { get; init; }
    public string? RecordKind { get; init; }
    public Guid? RecordId { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ReadAt { get; set; }
}

/// <summary>How many a person has not read: kept with each insert and each reading, never recounted by a browser.</summary>
public sealed class NotificationCounter : INotAudited
{
    public required Guid UserId { get; init; }
    public int Unread { get; set; }
}
