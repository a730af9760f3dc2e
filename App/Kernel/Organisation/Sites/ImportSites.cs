using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Import;
using OpsFlux.Kernel.Organisation.Structures;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Organisation.Sites;

/// <summary>
/// Adds and changes sites from a CSV file with the columns structure (its code) and name, and, where present, address and
/// reference: all of it or, where one line is wrong, nothing. A site is found by its reference, else by its name in its
/// structure. Refuses: forbidden, import.* (the file as a whole); wrong lines stand in the report.
/// </summary>
[Needs(OrganisationPermissions.ManageSites)]
public sealed class ImportSites(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    private static readonly string[] Columns = ["structure", "name"];

    /// <param name="dryRun">Does everything and takes it back.</param>
    public async Task<Result<PlaceImportReport>> RunAsync(Stream file, bool dryRun, CancellationToken ct)
    {
        if (user.ReachOf(OrganisationPermissions.ManageSites) is not { } reach) return Refusal.Forbidden;
        var read = await PlaceFile.ReadAsync(file, Columns, ct);
        if (read.Failed) return read.Refusal;

        var (lines, errors) = read.Value;
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var counts = await new Writer(db, reach, errors).WriteAsync(lines, ct);
        if (errors.Count > 0) return new PlaceImportReport(default, [.. errors.OrderBy(e => e.Line)]);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Failed) return saved.Refusal;
        if (!dryRun) await transaction.CommitAsync(ct);
        return new PlaceImportReport(counts, []);
    }

    private sealed class Writer(AppDbContext db, Reach reach, List<ImportError> errors)
    {
        private readonly Dictionary<(Guid Structure, string Name), int> lineOf = [];
        private readonly Dictionary<string, int> lineOfReference = [];
        private Dictionary<string, Structure> structures = [];
        private Dictionary<(Guid Structure, string Name), Site> byName = [];
        private Dictionary<string, Site> byReference = [];

        public async Task<ImportCounts> WriteAsync(List<PlaceLine> lines, CancellationToken ct)
        {
            structures = (await db.Set<Structure>().AsNoTracking().ToListAsync(ct)).ToDictionary(s => s.Code.ToUpperInvariant());
            var all = await db.Set<Site>().ToListAsync(ct);
            byName = all.ToDictionary(s => (s.StructureId, s.Name));
            byReference = all.Where(s => s.ExternalId is not null).GroupBy(s => s.ExternalId!).ToDictionary(g => g.Key, g => g.First());   // filtered by the line itself
            foreach (var line in lines) Write(line);
            if (errors.Count > 0) return default;

            var changed = db.ChangeTracker.Entries<Site>().Where(e => e.State == EntityState.Modified).ToList();
            foreach (var entry in changed) db.Expect(entry.Entity, entry.Entity.Version);
            var made = db.ChangeTracker.Entries<Site>().Count(e => e.State == EntityState.Added);
            return new(made, changed.Count, lines.Count - made - changed.Count);
        }

        private void Write(PlaceLine line)
        {
            if (Check(line) is not { } structure) return;
            var reference = line["reference"];
            var site = reference.Length > 0 ? byReference.GetValueOrDefault(reference) : null;
            site ??= byName.GetValueOrDefault((structure.Id, line["name"]));
            if (site is not null && !reach.Covers(site.StructureId))
            {
                Wrong(line, "reference", "out-of-reach", reference);
                return;
            }

            if (site is null) db.Add(site = new() { StructureId = structure.Id, Name = line["name"] });
            (site.StructureId, site.Name) = (structure.Id, line["name"]);
            if (line["address"].Length > 0) site.Address = line["address"];
            if (reference.Length > 0) site.ExternalId = reference;
        }

        /// <summary>The structure the line names, or null where something is wrong with it, which is noted.</summary>
        private Structure? Check(PlaceLine line)
        {
            var before = errors.Count;
            var structure = structures.GetValueOrDefault(line["structure"].ToUpperInvariant());
            if (structure is null) Wrong(line, "structure", line["structure"].Length == 0 ? "missing" : "unknown-place", line["structure"]);
            else if (!reach.Covers(structure.Id)) Wrong(line, "structure", "out-of-reach", line["structure"]);
            else if (!structure.IsActive) Wrong(line, "structure", "inactive-place", line["structure"]);
            else if (!lineOf.TryAdd((structure.Id, line["name"]), line.Number)) Wrong(line, "name", "twice", line["name"], lineOf[(structure.Id, line["name"])]);
            if (line["reference"].Length > 0 && !lineOfReference.TryAdd(line["reference"], line.Number)) Wrong(line, "reference", "twice", line["reference"], lineOfReference[line["reference"]]);
            Measure(line, "name", OrganisationLimits.NameMax, isRequired: true);
            Measure(line, "address", OrganisationLimits.AddressMax, isRequired: false);
            Measure(line, "reference", OrganisationLimits.ReferenceMax, isRequired: false);
            return errors.Count == before ? structure : null;
        }

        private void Measure(PlaceLine line, string column, int longest, bool isRequired)
        {
            if (line[column].Length == 0 && isRequired) Wrong(line, column, "missing", "");
            else if (line[column].Length > longest) Wrong(line, column, "too-long", line[column][..40], longest);
            else if (line[column].Any(char.IsControl)) Wrong(line, column, "control-characters", line[column]);
        }

        private void Wrong(PlaceLine line, string column, string code, params object[] arguments) => errors.Add(new(line.Number, column, code, arguments));
    }
}
