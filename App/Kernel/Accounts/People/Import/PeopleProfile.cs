using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Import;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Accounts.People.Import;

/// <summary>
/// A list of people, one row each, found again by external id, then by e-mail. Roles and groups are added, none is taken
/// away; whoever is new gets no password, and can be invited afterwards.
/// </summary>
public sealed class PeopleProfile(ICurrentUser user, PersonGuard guard, TextCatalog texts) : IImportProfile
{
    private static readonly DateTimeOffset Any = DateTimeOffset.UnixEpoch;
    private PeopleKnown? known;

    public IReadOnlyList<string> RequiredColumns { get; } = [PeopleColumns.Name];

    private PeopleKnown Known => known ?? throw new InvalidOperationException("Rows are checked after what is known was read.");

    public ImportFormat FormatIn(TimeZoneInfo zone) => new("?", "dd-MM-yyyy HH:mm", zone);

    public string ColumnOf(string header) => PeopleColumns.Of(header);

    public async Task PrepareAsync(AppDbContext db, Guid structureId, CancellationToken ct) => known = await PeopleKnown.ReadAsync(db, user, guard, texts, structureId, ct);

    public RecordKey Check(ImportRow row)
    {
        var person = ImportedPerson.Read(row, Known);
        if (row.Errors.Count == 0) PeopleChecks.Run(row, person, Known);
        // One row, one person: what makes two rows one record is refused by the checks.
        return new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{row.Line:D9}"), Any);
    }

    public Task<IImportWriter> OpenAsync(AppDbContext db, Guid structureId, CancellationToken ct) => Task.FromResult<IImportWriter>(new PeopleWriter(db, structureId, Known));
}
