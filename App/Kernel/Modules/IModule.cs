namespace OpsFlux.Kernel.Modules;

/// <summary>
/// A business module: a folder one could delete. <see cref="Describe"/> says once all that it adds to the application;
/// use cases, entity mappings and pages are found by type.
/// </summary>
public interface IModule
{
    /// <summary>Lower-case name: prefix of its permissions and events, name of its database schema.</summary>
    string Code { get; }

    void Describe(ModuleBuilder module);
}
