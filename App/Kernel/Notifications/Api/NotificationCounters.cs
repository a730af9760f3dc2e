using System.ComponentModel;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Notifications.Api;

/// <summary>How many lines somebody has not read.</summary>
public sealed record NotificationCounters(
    [property: Description("Over all modules.")] int Unread,
    [property: Description("Module by module; those without unread ones are absent.")] IReadOnlyList<ModuleCounter> Modules)
{
    internal static NotificationCounters Of(IReadOnlyDictionary<string, int> unread) =>
        new(unread.Values.Sum(), [.. unread.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => new ModuleCounter(m.Key, m.Value))]);

    internal bool Says(NotificationCounters? other) => other is not null && Unread == other.Unread && Modules.SequenceEqual(other.Modules);
}

/// <summary>One module's share.</summary>
public sealed record ModuleCounter(
    [property: Description("Code of the module.")] string Module,
    [property: Description("How many of its lines are unread.")] int Unread);

/// <summary>Which notifications to mark as read.</summary>
public sealed class ReadNotificationsRequest
{
    [OptionalText(20)]
    [Description("Those of this module alone; of all where it is absent.")]
    public string? Module { get; set; }
}
