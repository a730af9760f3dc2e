using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.Import;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Public;

/// <summary>What an import of another module has to know of a machine.</summary>
public sealed record ImportedMachine(Guid Id, Guid StructureId, Guid? SiteId);

/// <summary>
/// Equipment as a source names it, for imports of other modules: machines have been imported before, their components are made
/// when they are first named. What was deleted here stays deleted.
/// </summary>
public sealed class ImportedEquipment
{
    private readonly AppDbContext db;
    private readonly string source;
    private readonly Guid structureId, componentType;
    private readonly Dictionary<string, Known> known;

    private ImportedEquipment(AppDbContext db, string source, Guid structureId, Guid componentType, Dictionary<string, Known> known) =>
        (this.db, this.source, this.structureId, this.componentType, this.known) = (db, source, structureId, componentType, known);

    /// <param name="structureId">The organisation for which the machines were imported: two of them may number theirs alike.</param>
    public static async Task<ImportedEquipment> LoadAsync(AppDbContext db, string source, Guid structureId, TextCatalog texts, CancellationToken ct)
    {
        var mine = KeyOf(source, structureId) + ":";
        var known = await db.Set<Equipment>().IgnoreQueryFilters([Conventions.SoftDelete]).Where(e => e.ExternalId.StartsWith(mine))
            .Select(e => new { e.ExternalId, Equipment = new Known(e.Id, e.StructureId, e.SiteId, e.DeletedAt != null) }).ToDictionaryAsync(e => e.ExternalId, e => e.Equipment, ct);
        return new(db, source, structureId, await ImportedTypes.FindAsync(db, ImportedTypes.Component, texts, ct), known);
    }

    /// <summary>By what something of a source is found again.</summary>
    /// <param name="names">From the whole to its part; without colons.</param>
    public static string KeyOf(string source, Guid structureId, params ReadOnlySpan<string> names) =>
        string.Join(':', [source, structureId.ToString("N", CultureInfo.InvariantCulture), .. names]);

    /// <summary>Null: no such machine was imported, or it was deleted.</summary>
    public ImportedMachine? Machine(string name) =>
        known.GetValueOrDefault(KeyOf(source, structureId, name)) is { IsDeleted: false } machine ? new(machine.Id, machine.StructureId, machine.SiteId) : null;

    /// <summary>A component of a machine that is known; one that is made is saved with the caller's next save.</summary>
    public Guid Component(string machine, string name)
    {
        var key = KeyOf(source, structureId, machine, name);
        if (known.TryGetValue(key, out var component)) return component.Id;

        var whole = known[KeyOf(source, structureId, machine)];
        var made = new Equipment
        {
            Name = name, TypeId = componentType, ParentId = whole.Id, StructureId = whole.StructureId, SiteId = whole.SiteId, ExternalId = key, LifeCycle = LifeCycle.InUse,
        };
        db.Add(made);
        known[key] = new(made.Id, made.StructureId, made.SiteId, false);
        return made.Id;
    }

    /// <summary>Equipment failed at an instant, and it is not known for how long: a stop without length.</summary>
    public void Failed(Guid equipmentId, DateTimeOffset at) => db.Add(new Downtime { EquipmentId = equipmentId, Kind = DowntimeKind.Unplanned, From = at, Until = at });

    private sealed record Known(Guid Id, Guid StructureId, Guid? SiteId, bool IsDeleted);
}
