using System.ComponentModel;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Kernel.Notifications.Rules;

namespace OpsFlux.Kernel.Notifications.Api;

/// <summary>One notification with all that belongs to it.</summary>
public sealed record NotificationResource(
    [property: Description("The notification.")] NotificationItem Notification,
    [property: Description("The other changes that it stands for, oldest first, at most 100.")] IReadOnlyList<NotificationItem> Folded,
    [property: Description("What became of it, channel by channel.")] IReadOnlyList<NotificationDeliveryItem> Deliveries);

/// <summary>One channel by which a person was told, or was not.</summary>
public sealed record NotificationDeliveryItem(
    [property: Description("The channel.")] NotificationChannel? Channel,
    [property: Description("What became of it.")] NotificationState State,
    [property: Description("Why it was not told by this channel; null where it was, or will be.")] Silence? Silence,
    [property: Description("What it waits for.")] Hold Hold,
    [property: Description("When it leaves, or left.")] DateTimeOffset DueAt,
    [property: Description("When that was settled; null while it is not.")] DateTimeOffset? DoneAt);
