using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Organisation.Structures;

/// <summary>What hangs on a structure itself, not on those below it: people and sites in use, open records counted up to 1,000 a kind.</summary>
public sealed record PlaceUse(int People, int Sites, int OpenRecords)
{
    public bool IsNone => (People, Sites, OpenRecords) is (0, 0, 0);
}

/// <summary>Counts what hangs on structures: two statements and one for each kind of record, however many structures.</summary>
public sealed class PlaceUses(RecordKinds kinds)
{
    /// <summary>Every id has an answer.</summary>
    public async Task<IReadOnlyDictionary<Guid, PlaceUse>> OfAsync(AppDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var people = await db.Set<User>().Where(u => ids.Contains(u.StructureId) && u.IsActive).GroupBy(u => u.StructureId).ToDictionaryAsync(g => g.Key, g => g.Count(), ct);
        var sites = await db.Set<Site>().Where(s => ids.Contains(s.StructureId) && s.IsActive).GroupBy(s => s.StructureId).ToDictionaryAsync(g => g.Key, g => g.Count(), ct);
        var open = new Dictionary<Guid, int>();
        foreach (var kind in kinds.All)   // one statement a kind
            foreach (var (id, count) in await kind.CountOpenAsync(db, ids, ct)) open[id] = open.GetValueOrDefault(id) + count;
        return ids.Distinct().ToDictionary(id => id, id => new PlaceUse(people.GetValueOrDefault(id), sites.GetValueOrDefault(id), open.GetValueOrDefault(id)));
    }
}
