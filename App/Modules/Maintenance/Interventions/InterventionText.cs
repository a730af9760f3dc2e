namespace OpsFlux.Modules.Maintenance.Interventions;

/// <summary>Marks the texts of interventions' pages.</summary>
public sealed class InterventionText;
