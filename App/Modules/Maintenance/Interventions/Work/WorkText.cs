namespace OpsFlux.Modules.Maintenance.Interventions.Work;

/// <summary>Marks the texts of working time, parts and costs.</summary>
public sealed class WorkText;
