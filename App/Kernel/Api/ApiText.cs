namespace OpsFlux.Kernel.Api;

/// <summary>Marks the texts of the REST API and of its pages.</summary>
public sealed class ApiText;
