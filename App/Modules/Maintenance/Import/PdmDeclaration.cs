using OpsFlux.Kernel.Modules;
using OpsFlux.Modules.Assets.Public;

namespace OpsFlux.Modules.Maintenance.Import;

/// <summary>Marks the texts of imports of maintenance.</summary>
public sealed class MaintenanceImportText;

internal static class PdmDeclaration
{
    /// <summary>Failures and replacements of the sample of predictive maintenance.</summary>
    public static ModuleBuilder AddImports(this ModuleBuilder module) => module
        .Texts<MaintenanceImportText>()
        .Import<PdmFailuresProfile>("failures", PdmName.Source)
        .Import<PdmMaintenanceProfile>("maintenance", PdmName.Source);
}
