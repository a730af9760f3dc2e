using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Import;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Import;

/// <summary>Writes machines as equipment, reconciled by their name there. Model and year are the source's; name, place and type are ours once it is made.</summary>
internal sealed class PdmMachinesWriter(AppDbContext db, Guid structureId, Guid typeId, TextCatalog texts) : IImportWriter
{
    public async Task<ImportCounts> WriteAsync(IReadOnlyList<ImportedRecord> batch, CancellationToken ct)
    {
        // Only rows without errors come here, so each can be read; of two rows of one machine the later one counts.
        var machines = batch.Select(r => PdmMachine.Read(r.Rows[^1])!).ToDictionary(m => ImportedEquipment.KeyOf(PdmName.Source, structureId, m.Name));
        var keys = machines.Keys.ToArray();
        var known = await db.Set<Equipment>().IgnoreQueryFilters([Conventions.SoftDelete]).Where(e => keys.Contains(e.ExternalId)).ToDictionaryAsync(e => e.ExternalId, ct);

        var counts = new ImportCounts();
        var added = new List<Equipment>();
        foreach (var (key, machine) in machines)
        {
            if (known.TryGetValue(key, out var equipment)) counts += Change(equipment, machine);
            else added.Add(Create(key, machine));
        }

        await Numbering.AssignAsync(db, added, ct);   // in the order of their names: the change tracker promises none
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        return counts + new ImportCounts(added.Count, 0, 0);
    }

    private Equipment Create(string key, PdmMachine machine)
    {
        var equipment = new Equipment
        {
            Name = texts.Format("Import.Pdm.Machine", machine.Name), TypeId = typeId, StructureId = structureId, ExternalId = key, LifeCycle = LifeCycle.InUse, CreatedAt = db.Clock.GetUtcNow(),
        };
        Fill(equipment, machine);
        db.Add(equipment);
        return equipment;
    }

    private ImportCounts Change(Equipment equipment, PdmMachine machine)
    {
        if (equipment.DeletedAt is not null) return new(0, 0, 1);
        Fill(equipment, machine);
        return db.Entry(equipment).State == EntityState.Modified ? new(0, 1, 0) : new(0, 0, 1);
    }

    private static void Fill(Equipment equipment, PdmMachine machine)
    {
        equipment.Identify(equipment.Maker, machine.Model ?? equipment.Model, equipment.SerialNumber);
        equipment.InstalledOn = machine.InstalledOn ?? equipment.InstalledOn;
    }
}
