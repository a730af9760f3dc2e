using OpsFlux.Kernel.Accounts.References;
using OpsFlux.Kernel.Modules;

namespace OpsFlux.Kernel.Organisation.Merging;

/// <summary>
/// Columns that name a structure or a site, declared by whoever owns the table: when two are made one, all that names the
/// one that goes is led to the one that stays. A test compares the declarations with the model.
/// </summary>
public static class PlaceReferences
{
    /// <param name="oneEach">Properties that are unique together with this one: what the remaining row has already, the other's copy gives way to.</param>
    public static ModuleBuilder AddReference<TTarget, TEntity>(this ModuleBuilder module, string property, params string[] oneEach) =>
        module.Add<TTarget, TEntity>(property, oneEach is [] ? null : oneEach);

    /// <summary>At most one row names each target.</summary>
    public static ModuleBuilder AddOnlyReference<TTarget, TEntity>(this ModuleBuilder module, string property) => module.Add<TTarget, TEntity>(property, []);

    private static ModuleBuilder Add<TTarget, TEntity>(this ModuleBuilder module, string property, string[]? oneEach) =>
        module.Services(services => services.AddSingleton(new AccountReference(typeof(TEntity), property, typeof(TTarget), Follows: true, oneEach)));
}
