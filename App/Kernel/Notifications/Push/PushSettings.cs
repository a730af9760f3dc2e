namespace OpsFlux.Kernel.Notifications.Push;

/// <summary>What the configuration says of push.</summary>
public sealed record PushSettings
{
    public const string SubjectKey = "Push:Subject", PublicUrlKey = "Site:PublicUrl";

    /// <summary>Whom a push service asks about us: <c>mailto:</c> or <c>https:</c>. Null: push is off, since services refuse the nameless.</summary>
    public string? Subject { get; init; }

    public static PushSettings Read(IConfiguration configuration) => new() { Subject = SubjectOf(configuration[SubjectKey]) ?? SubjectOf(configuration[PublicUrlKey]) };

    private static string? SubjectOf(string? value) =>
        Uri.TryCreate(value?.Trim(), UriKind.Absolute, out var uri) && (uri.Scheme is "mailto" or "https") ? uri.AbsoluteUri : null;
}
