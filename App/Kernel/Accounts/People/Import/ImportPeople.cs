using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Import;
using OpsFlux.Kernel.Import.Csv;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Import;

/// <summary>A header of the file, and the column it is read as; empty: not read.</summary>
public sealed record MappedColumn(string Header, string Column);

/// <summary>
/// Imports people for the page: what the verb does, for people of one's reach. Refuses: forbidden, invalid (a structure out of
/// reach), and what <see cref="Importer"/> refuses.
/// </summary>
[Needs(UserPermissions.Manage)]
public sealed class ImportPeople(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, Importer importer, PeopleProfile profile) : IUseCase
{
    /// <summary>Some hundred thousand people.</summary>
    public const int LargestFile = 20 << 20;

    /// <summary>The file's headers as they would be read. Refuses: forbidden, import.empty, import.header.</summary>
    public async Task<Result<IReadOnlyList<MappedColumn>>> HeadersAsync(Stream file, CancellationToken ct)
    {
        if (!user.Can(UserPermissions.Manage)) return Refusal.Forbidden;
        var csv = await CsvFile.OpenAsync(file, ct);
        if (csv.Failed) return csv.Refusal;
        return csv.Value.Columns.Select(h => new MappedColumn(h, PeopleColumns.All.Contains(PeopleColumns.Of(h)) ? PeopleColumns.Of(h) : "")).ToList();
    }

    /// <param name="structureId">Where somebody new comes whose row names no structure.</param>
    public async Task<Result<ImportReport>> RunAsync(Stream file, string fileName, Guid structureId, IReadOnlyList<MappedColumn> columns, bool dryRun, CancellationToken ct)
    {
        if (!user.Can(UserPermissions.Manage)) return Refusal.Forbidden;
        var code = await CodeAsync(structureId, ct);
        if (code is null) return Refusal.Invalid(new FieldError(nameof(UserFields.StructureId), "unknown-value"));

        var mapping = columns.Where(c => c.Header.Length > 0).GroupBy(c => c.Header).ToDictionary(g => g.Key, g => PeopleColumns.All.Contains(g.First().Column) ? g.First().Column : "");
        var request = new ImportRequest("users", "people", fileName, TimeZoneInfo.Utc, code, dryRun, SkipBad: false) { Mapping = mapping };
        return await importer.RunAsync(profile, request, file, ct);
    }

    private async Task<string?> CodeAsync(Guid structureId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<Structure>().Where(s => s.IsActive && s.Id == structureId).InReach(user, UserPermissions.Manage).Select(s => s.Code).SingleOrDefaultAsync(ct);
    }
}
