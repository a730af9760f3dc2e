using OpsFlux.Kernel.Modules;

namespace OpsFlux.Modules.Maintenance.Interventions.Clocks;

/// <summary>Marks the texts of the clocks of interventions.</summary>
public sealed class InterventionClocksText;

internal static class ClocksDeclaration
{
    /// <summary>How long interventions may take until they begin and until they are done.</summary>
    public static ModuleBuilder AddInterventionClocks(this ModuleBuilder module) => module
        .Texts<InterventionClocksText>()
        .Clocks<ClockedInterventions>(InterventionClocks.Kind)
        .Api(InterventionClocksApi.Map);
}
