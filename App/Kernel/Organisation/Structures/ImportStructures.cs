using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Import;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Organisation.Structures;

/// <summary>
/// Adds and changes structures from a CSV file with the columns code, parent (a code, or nothing), name and kind (internal,
/// client, or nothing): all of it or, where one line is wrong, nothing. What the file does not name stays as it is.
/// Refuses: forbidden, import.* (the file as a whole); wrong lines stand in the report.
/// </summary>
[Needs(OrganisationPermissions.ManageStructures)]
public sealed partial class ImportStructures(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    private static readonly string[] Columns = ["code", "parent", "name", "kind"];

    /// <param name="dryRun">Does everything and takes it back.</param>
    public async Task<Result<PlaceImportReport>> RunAsync(Stream file, bool dryRun, CancellationToken ct)
    {
        if (!user.Can(OrganisationPermissions.ManageStructures)) return Refusal.Forbidden;
        var read = await PlaceFile.ReadAsync(file, Columns, ct);
        if (read.Failed) return read.Refusal;

        var (lines, errors) = read.Value;
        var counts = new ImportCounts();
        var done = await StructureEditing.RunAsync(
            dbs, user,
            async edit =>
            {
                counts = await new Writer(edit, errors).WriteAsync(lines);
                if (errors.Count > 0) edit.Db.ChangeTracker.Clear();   // one wrong line stops all
                return Result.Ok;
            },
            ct, keep: !dryRun);
        return done.Failed ? done.Refusal : new PlaceImportReport(errors.Count > 0 ? default : counts, [.. errors.OrderBy(e => e.Line)]);
    }

    [GeneratedRegex(OrganisationLimits.CodeForm)]
    private static partial Regex CodeForm();

    private sealed class Writer(StructureEdit edit, List<ImportError> errors)
    {
        private readonly Dictionary<string, int> lineOf = [];
        private Dictionary<string, Structure> byCode = [];
        private readonly HashSet<Guid> made = [];

        public async Task<ImportCounts> WriteAsync(List<PlaceLine> lines)
        {
            byCode = (await edit.Db.Set<Structure>().ToListAsync(edit.Ct)).ToDictionary(s => s.Code.ToUpperInvariant());
            var sound = lines.Where(IsSound).ToList();
            foreach (var line in sound) Describe(line);
            foreach (var line in sound) Place(line);
            var byId = byCode.Values.ToDictionary(s => s.Id);
            foreach (var line in sound) RefuseCircle(line, byId);
            if (errors.Count > 0) return default;

            var changed = edit.Db.ChangeTracker.Entries<Structure>().Where(e => e.State == EntityState.Modified).ToList();
            foreach (var entry in changed) edit.Db.Expect(entry.Entity, entry.Entity.Version);
            return new(made.Count, changed.Count, sound.Count - made.Count - changed.Count);
        }

        private bool IsSound(PlaceLine line)
        {
            var before = errors.Count;
            if (line["code"] is { Length: 0 or > OrganisationLimits.CodeMax }) Wrong(line, "code", line["code"].Length == 0 ? "missing" : "too-long", line["code"], OrganisationLimits.CodeMax);
            else if (!CodeForm().IsMatch(line["code"])) Wrong(line, "code", "code-form", line["code"]);
            else if (!lineOf.TryAdd(line["code"].ToUpperInvariant(), line.Number)) Wrong(line, "code", "twice", line["code"], lineOf[line["code"].ToUpperInvariant()]);
            if (line["name"] is { Length: 0 or > OrganisationLimits.NameMax }) Wrong(line, "name", line["name"].Length == 0 ? "missing" : "too-long", line["name"], OrganisationLimits.NameMax);
            else if (line["name"].Any(char.IsControl)) Wrong(line, "name", "control-characters", line["name"]);
            if (line["kind"].Length > 0 && KindOf(line) is null) Wrong(line, "kind", "choice", line["kind"], "internal, client");
            return errors.Count == before;
        }

        /// <summary>Those that do not exist yet first, wherever in the file what stands above them may be.</summary>
        private void Describe(PlaceLine line)
        {
            var key = line["code"].ToUpperInvariant();
            if (byCode.TryGetValue(key, out var structure))
            {
                if (!edit.Reach.Covers(structure.Id)) Wrong(line, "code", "out-of-reach", line["code"]);
                (structure.Name, structure.Kind) = (line["name"], KindOf(line) ?? structure.Kind);
                return;
            }

            structure = new() { Code = line["code"], Name = line["name"], Kind = KindOf(line) ?? StructureKind.Internal };
            edit.Db.Add(byCode[key] = structure);
            made.Add(structure.Id);
        }

        private void Place(PlaceLine line)
        {
            var structure = byCode[line["code"].ToUpperInvariant()];
            Structure? above = null;
            if (line["parent"] is { Length: > 0 } parent && !byCode.TryGetValue(parent.ToUpperInvariant(), out above))
            {
                Wrong(line, "parent", "unknown-place", parent);
                return;
            }

            if (!made.Contains(structure.Id) && structure.ParentId == above?.Id) return;
            if (above is null ? !edit.Reach.All : !made.Contains(above.Id) && !edit.Reach.Covers(above.Id)) Wrong(line, "parent", "out-of-reach", line["parent"]);
            else if (structure.ParentId is { } left && !edit.Reach.Covers(left)) Wrong(line, "parent", "out-of-reach", line["parent"]);
            else if (above is { IsActive: false }) Wrong(line, "parent", "inactive-place", line["parent"]);
            structure.ParentId = above?.Id;
        }

        private void RefuseCircle(PlaceLine line, Dictionary<Guid, Structure> byId)
        {
            var start = byCode[line["code"].ToUpperInvariant()];
            var met = new HashSet<Guid>();
            for (var at = start; at is not null; at = at.ParentId is { } id ? byId.GetValueOrDefault(id) : null)
                if (!met.Add(at.Id))
                {
                    Wrong(line, "parent", "circle", line["parent"]);
                    return;
                }
        }

        /// <summary>Null: the file says nothing of it, or a word that is none.</summary>
        private static StructureKind? KindOf(PlaceLine line) => line["kind"].ToLowerInvariant() switch
        {
            "internal" or "interne" => StructureKind.Internal,
            "client" => StructureKind.Client,
            _ => null,
        };

        private void Wrong(PlaceLine line, string column, string code, params object[] arguments) => errors.Add(new(line.Number, column, code, arguments));
    }
}
