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
/// reads in the recipient's language whatever the author's. How it reaches him stands in its deliveries.
/// </summary>
public sealed class Notification : INotAudited
{
    public const int LongestExcerpt = 1000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }

    /// <summary>With the user unique: two rules that tell one person of one event send one notification.</summary>
    public required Guid EventId { get; init; }

    /// <summary>Code of its <see cref="NewsKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Code of the module whose record it speaks of: counters are kept per module.</summary>
    public required string Module { get; init; }
    public required NotificationCategory Category { get; init; }
    public NewsReason Reason { get; init; }

    /// <summary>Only for those who see what is internal on the record, also where it is delivered later.</summary>
    public bool IsInternal { get; init; }

    /// <summary>0 low, 1 normal, 2 high, 3 urgent.</summary>
    public int Priority { get; init; } = 1;
    public required string Text { get; init; }
    public string[] Arguments { get; init; } = [];

    /// <summary>What somebody wrote, as plain text, cut to <see cref="LongestExcerpt"/>.</summary>
    public string? Excerpt { get; init; }
    public string? ExcerptAuthor { get; init; }

    /// <summary>What a template of the organisation said, as Markdown in each language: see <see cref="NewsArgument.InLanguages"/>.</summary>
    public string? Body { get; init; }
    public required string Href { get; init; }
    public string? RecordKind { get; init; }
    public Guid? RecordId { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when it stands in the application; null while it is held back, and for whoever wants it elsewhere only.</summary>
    public DateTimeOffset? ShownAt { get; set; }

    /// <summary>
    /// The one that stands for it in the list, where several changes of one record came within the window: itself not shown
    /// by itself, and not counted.
    /// </summary>
    public Guid? FoldedIntoId { get; set; }

    /// <summary>How many changes it stands for, itself included.</summary>
    public int Changes { get; set; } = 1;
    public DateTimeOffset? ReadAt { get; set; }
}

/// <summary>How many a person has not read in one module: kept with each showing and each reading, never recounted by a browser.</summary>
public sealed class NotificationCounter : INotAudited
{
    public required Guid UserId { get; init; }
    public required string Module { get; init; }
    public int Unread { get; set; }
}
