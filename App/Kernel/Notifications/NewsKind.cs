namespace OpsFlux.Kernel.Notifications;

/// <summary>
/// A kind of news that people can be told, declared by its module with <c>ModuleBuilder.News</c>; its name is the resource
/// <c>News.{Code}</c>.
/// </summary>
/// <param name="Code">Stable and public, such as tickets.ticket.assigned; hooks, logs and the forced ones name it.</param>
public sealed record NewsKind(string Code, NotificationCategory Category)
{
    /// <summary>Told whatever somebody muted, in the application and by mail; administrators may force others.</summary>
    public bool IsForced { get; init; }

    /// <summary>For news that no record's module claims.</summary>
    public string Module => Code[..Code.IndexOf('.', StringComparison.Ordinal)];

    public string Text => $"News.{Code}";
}

/// <summary>Why somebody is told: said below each message. Texts: <c>NewsReason.{name}</c>.</summary>
public enum NewsReason
{
    /// <summary>Nothing more than what the headline says.</summary>
    Concerned,
    Assigned,
    Requested,
    Team,
    Mentioned,
    Watching,
    Site,
    View,
    Administrator,
    Agreement,
    Account,
    Rule,
}
