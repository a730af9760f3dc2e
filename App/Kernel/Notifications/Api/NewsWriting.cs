using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Notifications.Api;

/// <summary>Notifications in the words of the API, in the present culture.</summary>
public sealed class NewsWriting(TextCatalog texts, ReaderZone zone)
{
    public IReadOnlyList<NotificationItem> Describe(IEnumerable<Notification> news) => [.. news.Select(Describe)];

    public NotificationItem Describe(Notification told) => new()
    {
        Id = told.Id,
        Module = told.Module,
        Kind = told.Kind,
        Category = told.Category,
        Priority = (NewsPriority)told.Priority,
        Reason = told.Reason,
        Text = texts.News(told.Text, told.Arguments, zone.Zone),
        Excerpt = told.Excerpt,
        ExcerptAuthor = told.ExcerptAuthor,
        Body = texts.NewsBody(told.Body, zone.Zone),
        Href = told.Href,
        Record = told is { RecordKind: { } kind, RecordId: { } id } ? new(kind, id) : null,
        Changes = told.Changes,
        At = told.ShownAt ?? told.CreatedAt,
        ReadAt = told.ReadAt,
        State = told.ReadAt is null ? ReadingState.Unread : ReadingState.Read,
    };
}
