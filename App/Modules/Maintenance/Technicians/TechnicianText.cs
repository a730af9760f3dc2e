namespace OpsFlux.Modules.Maintenance.Technicians;

/// <summary>Marks the texts of technicians' pages.</summary>
public sealed class TechnicianText;
