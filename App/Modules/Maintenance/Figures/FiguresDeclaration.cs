using OpsFlux.Kernel.Modules;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Figures;

/// <summary>Marks the texts of figures.</summary>
public sealed class FiguresText;

internal static class FiguresDeclaration
{
    /// <summary>Reliability and service figures.</summary>
    public static ModuleBuilder AddFigures(this ModuleBuilder module) => module
        .Texts<FiguresText>()
        .Menu("/maintenance/figures", "Figures.Menu", "chart", MaintenancePermissions.ViewFigures, order: 45)
        .Endpoints(FiguresExport.Map)
        .Api(FiguresApi.Map);
}
