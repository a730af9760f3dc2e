using OpsFlux.Kernel.Modules;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Settings;

internal static class SettingsDeclaration
{
    public static ModuleBuilder AddSettings(this ModuleBuilder module) => module
        .Permission(SettingPermissions.Manage)
        .Admin("/admin/settings", "Settings", "gear", SettingPermissions.Manage, order: 10);
}
