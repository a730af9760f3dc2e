using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Import;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Import;

/// <summary>
/// What happened to the machines of Microsoft's sample of predictive maintenance, one row an event. The two files may come in
/// either order, after the machines: a replacement that is also a failure is one corrective intervention.
/// </summary>
/// <param name="column">Where the file has the component.</param>
public abstract class PdmProfile(TextCatalog texts, string column, InterventionType type) : IImportProfile
{
    private Guid structure;
    private ImportedEquipment? equipment;

    public IReadOnlyList<string> RequiredColumns { get; } = ["datetime", "machineid", column];

    public ImportFormat FormatIn(TimeZoneInfo zone) => new("", "yyyy-MM-dd HH:mm:ss", zone);

    public async Task PrepareAsync(AppDbContext db, Guid structureId, CancellationToken ct) =>
        (structure, equipment) = (structureId, await ImportedEquipment.LoadAsync(db, PdmName.Source, structureId, texts, ct));

    public RecordKey Check(ImportRow row)
    {
        if (PdmEvent.Read(row, column) is not { } happened) return default;
        if (equipment?.Machine(happened.Machine) is null) row.Refuse("machineID", "unknown-machine", happened.Machine);
        return new(happened.KeyIn(structure), happened.At);
    }

    public async Task<IImportWriter> OpenAsync(AppDbContext db, Guid structureId, CancellationToken ct) =>
        new PdmWriter(
            db, structureId, await ImportedEquipment.LoadAsync(db, PdmName.Source, structureId, texts, ct), await PdmRequester.FindAsync(db, structureId, texts, ct),
            row => PdmEvent.Read(row, column)!, type, texts);   // rows with errors never come to the writer
}

/// <summary>Failures of components: corrective interventions, and stops of which no duration is known.</summary>
public sealed class PdmFailuresProfile(TextCatalog texts) : PdmProfile(texts, "failure", InterventionType.Corrective);

/// <summary>Replacements of components: preventive, unless the component had failed.</summary>
public sealed class PdmMaintenanceProfile(TextCatalog texts) : PdmProfile(texts, "comp", InterventionType.Preventive);
