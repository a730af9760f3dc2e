using OpsFlux.Kernel.Modules;

namespace OpsFlux.Kernel.Organisation.Merging;

/// <summary>
/// A column that names a row of <paramref name="Target"/>. Declared by whoever owns the table; when two rows are made one,
/// all that names the one that goes is led to the one that stays. A test compares the declarations with the model.
/// </summary>
/// <param name="UniqueWith">
/// Properties that are unique together with this one: what the remaining row has already, the other's copy gives way to.
/// Null: the column may name the same row any number of times.
/// </param>
public sealed record RowReference(Type Target, Type Entity, string Property, IReadOnlyList<string>? UniqueWith = null);

public static class RowReferenceDeclaration
{
    public static ModuleBuilder AddReference<TTarget, TEntity>(this ModuleBuilder module, string property, params string[] uniqueWith) =>
        module.AddReference<TTarget, TEntity>(property, isUnique: uniqueWith is not [], uniqueWith);

    /// <summary>At most one row names each target.</summary>
    public static ModuleBuilder AddOnlyReference<TTarget, TEntity>(this ModuleBuilder module, string property) =>
        module.AddReference<TTarget, TEntity>(property, isUnique: true, []);

    private static ModuleBuilder AddReference<TTarget, TEntity>(this ModuleBuilder module, string property, bool isUnique, string[] uniqueWith) =>
        module.Services(services => services.AddSingleton(new RowReference(typeof(TTarget), typeof(TEntity), property, isUnique ? uniqueWith : null)));
}
