using OpsFlux.Kernel.Modules;

namespace OpsFlux.Kernel.Privacy;

/// <summary>What becomes of a row when the person it names is anonymised.</summary>
public enum WhenAnonymised
{
    /// <summary>Stays, under the pseudonym: records and history keep their sense.</summary>
    Keep,
    Delete,
}

/// <summary>What the rows of a column are to the person it names.</summary>
/// <param name="Area">Names the part of the export: its file, and the resource <c>Personal.{Area}</c>.</param>
public sealed record HeldArea(string Area, WhenAnonymised End);

/// <summary>A column whose rows are held on whom it names.</summary>
public sealed record PersonalColumn(Type Entity, string Property, string Area, WhenAnonymised End);

/// <summary>A column in which people write freely, and may name others.</summary>
public sealed record WrittenColumn(Type Entity, string Property);

public static class WrittenColumns
{
    public static ModuleBuilder AddWritten<TEntity>(this ModuleBuilder module, string property) =>
        module.Services(services => services.AddSingleton(new WrittenColumn(typeof(TEntity), property)));
}
