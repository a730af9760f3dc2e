using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Records.Links;

/// <summary>Records to link to or to merge with, as one types a number or words: those this person may see, of any kind, without the one he is on.</summary>
[SignedInOnly("narrows itself: records of all kinds that this person may see")]
public sealed class SuggestRecords(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds) : IUseCase
{
    public const int Most = 8;

    private const int Shortest = 2, Longest = 100;

    /// <param name="onlyKind">Null: of any kind.</param>
    public async Task<IReadOnlyList<RecordCard>> RunAsync(RecordRef record, string typed, string? onlyKind, CancellationToken ct)
    {
        if (typed.Trim() is not { Length: >= Shortest and <= Longest } words) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = new List<RecordCard>();
        foreach (var kind in kinds.All.Where(k => onlyKind is null || k.Kind == onlyKind))
            found.AddRange(await kind.SearchAsync(db, user, words, Most + 1, ct));
        return [.. found.Where(c => c.Ref != record).Take(Most)];
    }
}
