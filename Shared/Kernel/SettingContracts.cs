namespace OpsFlux.Shared.Kernel;

/// <summary>Permission codes of the kernel's settings.</summary>
public static class SettingPermissions
{
    /// <summary>To choose settings: for the organisation with scope all, for one's structures with scope structure.</summary>
    public const string Manage = "settings.manage.setting";
}

/// <summary>Chooses a setting for the organisation (no structure) or for one structure and those below it.</summary>
/// <param name="Value">Invariant text; null goes back to what is inherited.</param>
/// <param name="Seen">The value that stood there when the user looked; null: none. Another one since is a conflict.</param>
public sealed record ChangeSettingRequest(string Code, Guid? StructureId, string? Value, string? Seen);
