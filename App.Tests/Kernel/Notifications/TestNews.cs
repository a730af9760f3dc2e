using OpsFlux.Kernel.Notifications;

namespace OpsFlux.Tests.Kernel.Notifications;

/// <summary>News that no module declares.</summary>
internal static class TestNews
{
    public static readonly NewsKind Update = Of(NotificationCategory.Update), Alert = Of(NotificationCategory.Alert);

    public static NewsKind Of(NotificationCategory category) => new($"test.{category.ToString().ToLowerInvariant()}.told", category);
}
