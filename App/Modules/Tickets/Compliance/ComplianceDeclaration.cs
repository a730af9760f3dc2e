using OpsFlux.Kernel.Modules;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Modules.Tickets.Compliance;

/// <summary>Marks the texts of the report of due dates.</summary>
public sealed class ComplianceText;

internal static class ComplianceDeclaration
{
    /// <summary>The report of due dates met and missed.</summary>
    public static ModuleBuilder AddCompliance(this ModuleBuilder module) => module
        .Texts<ComplianceText>()
        .Menu("/tickets/compliance", "Compliance.Menu", "chart", SlaPermissions.View, order: 15)
        .Endpoints(ComplianceExport.Map);
}
