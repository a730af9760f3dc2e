using OpsFlux.Kernel.Modules;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians.Suggesting;

/// <summary>Marks the texts of suggestions.</summary>
public sealed class SuggestingText;

internal static class SuggestingDeclaration
{
    /// <summary>Whom work could be given to, and why.</summary>
    public static ModuleBuilder AddSuggesting(this ModuleBuilder module) => module
        .Texts<SuggestingText>()
        .Admin("/admin/asked-skills", "AskedSkills.Title", "wrench", MaintenancePermissions.ManageTechnicians, order: 162)
        .Api(SuggestionsApi.Map);
}
