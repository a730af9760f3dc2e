using System.Text.Json;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Notifications.Preferences;

/// <summary>What a person chose; without a row, his roles' defaults count.</summary>
public sealed class ChosenPreferences : IVersioned
{
    public required Guid UserId { get; init; }

    /// <summary>A <see cref="NotificationPreferences"/> as JSON.</summary>
    public required string Definition { get; set; }
    public long Version { get; set; } = 1;
}

/// <summary>What counts for whoever has a role and chose nothing himself.</summary>
public sealed class RolePreferences : IVersioned
{
    public required Guid RoleId { get; init; }
    public required string Definition { get; set; }
    public long Version { get; set; } = 1;
}

/// <summary>News that nobody can mute, by an administrator's choice, beside those that are forced by themselves.</summary>
public sealed class ForcedNews
{
    /// <summary>Code of the <see cref="NewsKind"/>.</summary>
    public required string Kind { get; init; }
}

/// <summary>Between the value and its column.</summary>
internal static class PreferencesText
{
    public static string Write(NotificationPreferences preferences) => JsonSerializer.Serialize(preferences, AppDbContext.EventJson);

    public static NotificationPreferences Read(string definition) => JsonSerializer.Deserialize<NotificationPreferences>(definition, AppDbContext.EventJson) ?? NotificationPreferences.Standard;
}
