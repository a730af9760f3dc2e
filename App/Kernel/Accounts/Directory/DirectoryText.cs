namespace OpsFlux.Kernel.Accounts.Directory;

/// <summary>Marks the texts of the directory.</summary>
public sealed class DirectoryText;
