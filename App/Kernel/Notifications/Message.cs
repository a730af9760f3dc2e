using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Notifications;

/// <summary>What to tell, before it is known to whom.</summary>
/// <param name="Text">Resource key; <paramref name="Arguments"/> fill it.</param>
public sealed record Message(NewsKind Kind, string Text, string Href, params string[] Arguments)
{
    /// <summary>0 low, 1 normal, 2 high, 3 urgent.</summary>
    public int Priority { get; init; } = 1;

    /// <summary>What somebody wrote, shown beside the news: only what every recipient may read.</summary>
    public string? Excerpt { get; init; }
    public string? ExcerptAuthor { get; init; }

    /// <summary>Longer words of the organisation's own, as Markdown in each language: see <see cref="NewsArgument.InLanguages"/>.</summary>
    public string? Body { get; init; }

    /// <summary>Never by another channel, such as the news that mail does not leave.</summary>
    public bool InAppOnly { get; init; }
}

/// <summary>A message to some people, all of them for one reason.</summary>
public sealed record Telling(Message Message, IReadOnlyCollection<Guid> People)
{
    public NewsReason Reason { get; init; }

    /// <summary>Only for those who see what is internal on the record.</summary>
    public bool IsInternal { get; init; }
}

/// <summary>What happened, and who did it: he is never told.</summary>
/// <param name="EventId">Nobody is told twice of one.</param>
public sealed record Occasion(Guid EventId, Guid? AuthorId, RecordRef Record);
