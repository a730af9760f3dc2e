using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;

namespace OpsFlux.Kernel.Privacy.Retention;

/// <summary>What a rule would take at a moment.</summary>
/// <param name="Count">Capped at 10,000.</param>
/// <param name="Oldest">Null where there is nothing.</param>
/// <param name="Sample">The ten oldest.</param>
public sealed record RetentionPreview(int Count, DateTimeOffset? Oldest, IReadOnlyList<RetentionSample> Sample);

public sealed record RetentionSample(string Number, string Title, DateTimeOffset At);

/// <summary>
/// How long one kind of record is kept, declared by the module that owns it. Off until an administrator says after how
/// many months it applies. Texts: <c>Retention.{Code}</c> and <c>Retention.{Code}.Hint</c>.
/// </summary>
public interface IRetentionRule
{
    const int MostCounted = 10_000;

    /// <summary>Stable: what was chosen is kept under it.</summary>
    string Code { get; }

    /// <summary>Kind of the records it takes.</summary>
    string Kind { get; }

    Task<RetentionPreview> PreviewAsync(AppDbContext db, DateTimeOffset before, CancellationToken ct);

    /// <summary>The ids of some records that are due, at most <paramref name="most"/>, oldest first.</summary>
    Task<IReadOnlyList<Guid>> DueAsync(AppDbContext db, DateTimeOffset before, int most, CancellationToken ct);

    /// <summary>Deletes these records and what of them stands in the module's own tables, for good. Inside the caller's transaction.</summary>
    Task DeleteAsync(AppDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken ct);
}

public static class RetentionDeclaration
{
    public static ModuleBuilder AddRetention<TRule>(this ModuleBuilder module) where TRule : class, IRetentionRule =>
        module.Services(services => services.AddScoped<IRetentionRule, TRule>());
}
