using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Organisation.Structures;

/// <summary>Where a structure stands.</summary>
internal sealed record StructurePlace(Guid Id, Guid? ParentId, string Name, bool IsActive);

/// <summary>The tree as far as changing it needs: one narrow statement, however many structures there are.</summary>
internal sealed class StructureNodes
{
    private readonly Dictionary<Guid, StructurePlace> places;

    private StructureNodes(IEnumerable<StructurePlace> places) => this.places = places.ToDictionary(p => p.Id);

    public static async Task<StructureNodes> ReadAsync(AppDbContext db, CancellationToken ct) =>
        new(await db.Set<Structure>().AsNoTracking().Select(s => new StructurePlace(s.Id, s.ParentId, s.Name, s.IsActive)).ToListAsync(ct));

    public StructurePlace? Find(Guid id) => places.GetValueOrDefault(id);

    /// <summary>From the structure itself up to the top; a cycle, which no page can make, is cut.</summary>
    public IReadOnlyList<StructurePlace> PathOf(Guid? id)
    {
        var path = new List<StructurePlace>();
        while (id is { } at && places.TryGetValue(at, out var place) && !path.Contains(place))
        {
            path.Add(place);
            id = place.ParentId;
        }

        return path;
    }

    /// <summary>Whether <paramref name="id"/> is <paramref name="above"/> or stands below it.</summary>
    public bool IsWithin(Guid? id, Guid above) => PathOf(id).Any(p => p.Id == above);

    public bool HasActiveBelow(Guid id) => places.Values.Any(p => p.ParentId == id && p.IsActive);

    public bool HasBelow(Guid id) => places.Values.Any(p => p.ParentId == id);
}
