using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;

namespace OpsFlux.Kernel.Records.Merging;

/// <summary>
/// Something that hangs on records and goes along when one record is merged into another: watchers, tags, links, files,
/// time. Declared by <c>AddMergeable</c>; called within the merge's transaction, which saves and commits.
/// </summary>
public interface IMergeable
{
    /// <summary>Stable: what was moved is remembered under it.</summary>
    string Code { get; }

    /// <summary>
    /// Makes what hangs on <paramref name="source"/> show on <paramref name="target"/>, and answers the ids of the rows that
    /// undoing has to bring back or take away again; empty where nothing was to do.
    /// </summary>
    Task<IReadOnlyList<Guid>> MergeAsync(AppDbContext db, RecordRef source, RecordRef target, CancellationToken ct);

    /// <summary>
    /// Undoes exactly that: what was added to the target afterwards stays there, and rows that are gone meanwhile stay gone.
    /// </summary>
    Task SeparateAsync(AppDbContext db, RecordRef source, RecordRef target, IReadOnlyList<Guid> moved, CancellationToken ct);
}

public static class MergeableDeclaration
{
    public static ModuleBuilder AddMergeable<TPart>(this ModuleBuilder module) where TPart : class, IMergeable =>
        module.Services(services => services.AddScoped<IMergeable, TPart>());
}
