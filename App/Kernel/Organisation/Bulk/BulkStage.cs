using Npgsql;

namespace OpsFlux.Kernel.Organisation.Bulk;

/// <summary>A structure of the large set with the people who work there; never without either.</summary>
public sealed record BulkStructure(Guid Id, IReadOnlyList<Guid> Technicians, IReadOnlyList<Guid> Requesters);

/// <summary>The organisation that a large set is spread over.</summary>
/// <param name="Structures">The largest first; all but <paramref name="Small"/>.</param>
/// <param name="Small">A structure of exactly twenty records: where a list over a million rows is easily slow.</param>
/// <param name="Requester">Somebody with about sixty records of his own.</param>
/// <param name="RequesterHome">Where he works.</param>
public sealed record BulkOrganisation(
    IReadOnlyList<BulkStructure> Structures, BulkStructure Small, Guid Requester, BulkStructure RequesterHome, IReadOnlyList<Guid> Groups);

/// <summary>What a module writes a large set with.</summary>
/// <param name="Owner">
/// The schema's owner, inside one transaction: copied rows become visible all together or not at all. Copying goes past
/// audit and events, which would be another ten million rows that no measurement reads.
/// </param>
/// <param name="Count">Records to write.</param>
/// <param name="OpenShare">How many of them are not over, 0 to 1.</param>
/// <param name="Now">The newest record's instant.</param>
/// <param name="Progress">Told how many records are written.</param>
public sealed record BulkStage(
    NpgsqlConnection Owner, BulkOrganisation Organisation, int Count, double OpenShare, DateTimeOffset Now, IProgress<int> Progress)
{
    /// <summary>Records are spread over this length.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromDays(3 * 365);

    /// <summary>Everything drawn comes from here, so that two runs write the same.</summary>
    public Random Random { get; } = new(42);
}
