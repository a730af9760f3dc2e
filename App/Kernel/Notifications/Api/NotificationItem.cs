using System.ComponentModel;

namespace OpsFlux.Kernel.Notifications.Api;

/// <summary>How much a notification matters: the number that is stored, as a word.</summary>
public enum NewsPriority
{
    Low,
    Normal,
    High,
    Urgent,
}

public enum ReadingState
{
    Unread,
    Read,
}

/// <summary>One line of somebody's notifications, by the REST API and by the hub alike.</summary>
public sealed record NotificationItem
{
    [Description("Its identifier.")]
    public required Guid Id { get; init; }

    [Description("Module whose record it speaks of.")]
    public required string Module { get; init; }

    [Description("What kind of news it is; stable, for programs to compare.")]
    public required string Kind { get; init; }

    [Description("Category, by which people choose channels.")]
    public required NotificationCategory Category { get; init; }

    [Description("How much it matters.")]
    public required NewsPriority Priority { get; init; }

    [Description("Why this person is told.")]
    public required NewsReason Reason { get; init; }

    [Description("What happened, in the language of the request.")]
    public required string Text { get; init; }

    [Description("What somebody wrote, as plain text, shortened.")]
    public required string? Excerpt { get; init; }

    [Description("Who wrote it.")]
    public required string? ExcerptAuthor { get; init; }

    /// <summary>What the organisation wrote for it, as Markdown, in the reader's language; null for most.</summary>
    public required string? Body { get; init; }

    [Description("Where a person looks at it, below the address of the application.")]
    public required string Href { get; init; }

    [Description("What it speaks of; null where that is no record.")]
    public required NotificationRecord? Record { get; init; }

    [Description("How many changes of the record it stands for, itself included.")]
    public required int Changes { get; init; }

    [Description("When it appeared, or appeared anew because of a further change.")]
    public required DateTimeOffset At { get; init; }

    [Description("When it was read; null while it is not.")]
    public required DateTimeOffset? ReadAt { get; init; }

    [Description("Whether it was read.")]
    public required ReadingState State { get; init; }
}

/// <summary>A record that a notification speaks of.</summary>
public sealed record NotificationRecord(
    [property: Description("Kind of record, such as `ticket`.")] string Kind,
    [property: Description("Identifier of the record.")] Guid Id);
