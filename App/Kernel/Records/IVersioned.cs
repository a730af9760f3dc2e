namespace OpsFlux.Kernel.Records;

/// <summary>
/// A row of configuration that people edit: the version starts at 1, is raised by each edit that names the one it saw, and
/// is checked on save. Its mapping declares it as the concurrency token.
/// </summary>
public interface IVersioned
{
    long Version { get; set; }
}
