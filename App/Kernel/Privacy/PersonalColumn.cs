using OpsFlux.Kernel.Modules;

namespace OpsFlux.Kernel.Privacy;

/// <summary>What becomes of a row when the person it names is anonymised.</summary>
public enum WhenAnonymised
{
    /// <summary>Stays, under the pseudonym: records and history keep their sense.</summary>
    Keep,
    Delete,
}

/// <summary>
/// A column that names a person: the rows are part of what is held on him, and of his export. Declared by whoever owns the
/// table; a test compares the declarations with the model, so that no table is forgotten.
/// </summary>
/// <param name="Area">Names the part of the export: its file, and the resource <c>Personal.{Area}</c>.</param>
public sealed record PersonalColumn(Type Entity, string Property, string Area, WhenAnonymised End);

/// <summary>A column that names somebody, or could be taken to, and is no part of what is held on him.</summary>
public sealed record ImpersonalColumn(Type Entity, string Property, string Reason);

/// <summary>A column in which people write freely, and may name others.</summary>
public sealed record WrittenColumn(Type Entity, string Property);

public static class PersonalColumns
{
    public static ModuleBuilder AddPersonal<TEntity>(this ModuleBuilder module, string property, string area, WhenAnonymised end = WhenAnonymised.Keep) =>
        module.Services(services => services.AddSingleton(new PersonalColumn(typeof(TEntity), property, area, end)));

    public static ModuleBuilder AddImpersonal<TEntity>(this ModuleBuilder module, string property, string reason) =>
        module.Services(services => services.AddSingleton(new ImpersonalColumn(typeof(TEntity), property, reason)));

    public static ModuleBuilder AddWritten<TEntity>(this ModuleBuilder module, string property) =>
        module.Services(services => services.AddSingleton(new WrittenColumn(typeof(TEntity), property)));
}
