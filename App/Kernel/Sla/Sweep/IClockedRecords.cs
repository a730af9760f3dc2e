using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Sla.Sweep;

/// <summary>What is told of a record whose clock reached a step, and who answers for it.</summary>
public sealed record ClockedCard(string Number, string Title, string Href, Guid StructureId, Guid? AssigneeId, Guid? GroupId);

/// <summary>By what agreements are chosen for a record, read without the record itself.</summary>
/// <param name="Values">By the facet's property (see <c>Facet.Property</c>).</param>
public sealed record ClockedFacets(Guid Id, string Number, string Href, Guid StructureId, IReadOnlyDictionary<string, object?> Values);

/// <summary>How the sweep asks the module that owns a kind of record. Declared by <c>ModuleBuilder.Clocks</c>; acts as the system.</summary>
public interface IClockedRecords
{
    string RecordKind { get; }

    /// <summary>Tracked, and locked to the end of the transaction. Those that somebody else holds at this moment are left out, so that nobody waits for anybody.</summary>
    Task<IReadOnlyList<BusinessRecord>> LockAsync(AppDbContext db, Guid[] ids, CancellationToken ct);

    /// <summary>Null: not there any more.</summary>
    Task<ClockedCard?> CardAsync(AppDbContext db, Guid id, CancellationToken ct);

    /// <summary>By what agreements are chosen for those that are still open. Nothing is locked.</summary>
    Task<IReadOnlyList<ClockedFacets>> FacetsAsync(AppDbContext db, Guid[] ids, CancellationToken ct);

    /// <summary>Gives it to somebody else, as far as its state lets one.</summary>
    /// <param name="reason">Resource key and arguments for its timeline.</param>
    Task ReassignAsync(AppDbContext db, BusinessRecord record, Guid? personId, Guid? teamId, string reason, CancellationToken ct);

    /// <summary>One level up; the highest stays.</summary>
    void RaisePriority(BusinessRecord record, string reason);
}
