using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Import;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Import;

/// <summary>
/// Writes events as closed interventions at their instants, as facts: no step is taken and nobody is told. A replacement that
/// turns out to be a failure becomes corrective; a failure stays one.
/// </summary>
internal sealed class PdmWriter(
    AppDbContext db, Guid structureId, ImportedEquipment equipment, Guid requesterId, Func<ImportRow, PdmEvent> read, InterventionType type, TextCatalog texts) : IImportWriter
{
    public async Task<ImportCounts> WriteAsync(IReadOnlyList<ImportedRecord> batch, CancellationToken ct)
    {
        var events = batch.Select(r => read(r.Rows[0])).ToList();
        var keys = events.ConvertAll(e => e.KeyIn(structureId));
        var known = await db.Set<Intervention>().IgnoreQueryFilters([Conventions.SoftDelete]).Where(i => keys.Contains(i.ExternalId)).ToDictionaryAsync(i => i.ExternalId, ct);

        var counts = new ImportCounts();
        var added = new List<Intervention>();
        foreach (var happened in events)
        {
            if (known.TryGetValue(happened.KeyIn(structureId), out var intervention)) counts += Change(intervention, happened);
            else added.Add(Create(happened));
        }

        await Numbering.AssignAsync(db, added, ct);   // in the order they happened: the change tracker promises none
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        return counts + new ImportCounts(added.Count, 0, 0);
    }

    private Intervention Create(PdmEvent happened)
    {
        var machine = equipment.Machine(happened.Machine)!;   // checked row by row
        var component = equipment.Component(happened.Machine, happened.Component);
        var request = new CreateInterventionRequest
        {
            Title = TitleOf(happened), Type = type, EquipmentId = component, SiteId = machine.SiteId, Symptom = happened.Component, IsBreakdown = type == InterventionType.Corrective,
        };
        var intervention = Intervention.Replay(request, requesterId, machine.StructureId, happened.At, happened.At, null);
        (intervention.ExternalId, intervention.UpdatedAt) = (happened.KeyIn(structureId), happened.At);
        db.Add(intervention);
        if (type == InterventionType.Corrective) equipment.Failed(component, happened.At);
        return intervention;
    }

    private ImportCounts Change(Intervention intervention, PdmEvent happened)
    {
        if (intervention.DeletedAt is not null || intervention.Type == type || type != InterventionType.Corrective) return new(0, 0, 1);
        (intervention.Type, intervention.Title) = (type, TitleOf(happened));
        equipment.Failed(equipment.Component(happened.Machine, happened.Component), happened.At);
        return new(0, 1, 0);
    }

    private string TitleOf(PdmEvent happened) => texts.Format($"Import.Pdm.{type}", happened.Component);
}
