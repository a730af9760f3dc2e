using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Records;

/// <summary>What any part of the application may show of a record to somebody who may see it.</summary>
/// <param name="State">Resource key of its state, such as TicketState.Waiting; null for a kind without states.</param>
public sealed record RecordCard(RecordRef Ref, string Number, string Title, string Href, string? State, Guid StructureId);

/// <summary>What one person may do with what hangs on one record: files, links, tags, comments.</summary>
/// <param name="Contribute">To comment and to attach.</param>
/// <param name="SeeInternal">To see what is internal.</param>
/// <param name="Edit">To change the record: tags, links, removing files of others.</param>
/// <remarks>Holds for the reading it was made for. A page hands it to its parts in the same turn; no act takes one, and nobody keeps it.</remarks>
public sealed record RecordAccess(RecordCard Card, bool Contribute, bool SeeInternal, bool Edit)
{
    /// <summary>To compare with an earlier one: the card changes with every step of the record.</summary>
    public (bool, bool, bool) Rights => (Contribute, SeeInternal, Edit);
}

/// <summary>Somebody who may see a record.</summary>
/// <param name="SeeInternal">Also what is internal on it.</param>
public sealed record RecordReader(Guid UserId, bool SeeInternal);

/// <summary>
/// How the kernel asks the module that owns a kind of record. One implementation a kind, declared by
/// <c>ModuleBuilder.Records</c>; answers for many ids at once, and never for what the person may not see.
/// </summary>
public interface IRecordKind
{
    /// <summary>First half of its <see cref="RecordRef"/>, such as "ticket".</summary>
    string Kind { get; }

    /// <summary>The cards of those among <paramref name="ids"/> that this person may see; the others are absent.</summary>
    Task<IReadOnlyList<RecordCard>> CardsAsync(AppDbContext db, ICurrentUser user, IReadOnlyCollection<Guid> ids, CancellationToken ct);

    /// <summary>The record with this number, or null where it does not exist or may not be known of.</summary>
    Task<RecordCard?> ByNumberAsync(AppDbContext db, ICurrentUser user, string number, CancellationToken ct);

    /// <summary>Null: not there, or not to be known of.</summary>
    Task<RecordAccess?> AccessAsync(AppDbContext db, ICurrentUser user, Guid id, CancellationToken ct);

    /// <summary>Those among <paramref name="people"/> who may see the record. Asked by the system, in one statement however many they are.</summary>
    Task<IReadOnlyList<RecordReader>> ReadersAsync(AppDbContext db, Guid id, IEnumerable<AccessSnapshot> people, CancellationToken ct);

    /// <summary>For a field that suggests as one types: the newest records this person may see, by number or by the beginnings of words.</summary>
    Task<IReadOnlyList<RecordCard>> SearchAsync(AppDbContext db, ICurrentUser user, string words, int most, CancellationToken ct);

    /// <summary>The tracked record, for a change that has to write its timeline; null: not there, or not to be known of.</summary>
    Task<BusinessRecord?> FindAsync(AppDbContext db, ICurrentUser user, Guid id, CancellationToken ct);
}

/// <summary>Finds the owner of a kind.</summary>
public sealed class RecordKinds(IEnumerable<IRecordKind> kinds)
{
    private readonly Dictionary<string, IRecordKind> byKind = kinds.ToDictionary(k => k.Kind);

    /// <summary>Null for a kind no module declares.</summary>
    public IRecordKind? Of(string kind) => byKind.GetValueOrDefault(kind);

    public IEnumerable<IRecordKind> All => byKind.Values;
}
