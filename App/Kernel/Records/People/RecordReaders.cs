using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Records.People;

/// <summary>Which of some people may see a record: four statements at most, however many people.</summary>
[PartOf]
public sealed class RecordReaders(AccessCache cache, RecordKinds kinds) : IUseCase
{
    public async Task<IReadOnlyList<RecordReader>> AmongAsync(AppDbContext db, RecordRef record, IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        if (people.Count == 0 || kinds.Of(record.Kind) is not { } kind) return [];
        var snapshots = await cache.LoadManyAsync(people, ct);
        return await kind.ReadersAsync(db, record.Id, snapshots.Values, ct);
    }
}
