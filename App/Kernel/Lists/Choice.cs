namespace OpsFlux.Kernel.Lists;

/// <summary>An entry of a drop-down.</summary>
public sealed record Choice(Guid Id, string Name);
