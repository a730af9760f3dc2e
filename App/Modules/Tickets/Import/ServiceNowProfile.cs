using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Import;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Modules.Tickets.Import;

/// <summary>
/// ServiceNow's audit log of incidents: one row per change, which repeats the whole incident as it was then, and the
/// opening, resolution and closing as they were in the end.
/// </summary>
public sealed class ServiceNowProfile(TextCatalog texts) : IImportProfile
{
    public IReadOnlyList<string> RequiredColumns { get; } = ServiceNowEvent.RequiredColumns;

    public ImportFormat FormatIn(TimeZoneInfo zone) => new("?", "dd-MM-yyyy HH:mm", zone);

    public RecordKey Check(ImportRow row) =>
        ServiceNowEvent.Read(row) is { } change ? new(change.Number, change.OpenedAt) : default;

    public async Task<IImportWriter> OpenAsync(AppDbContext db, Guid structureId, CancellationToken ct) =>
        new ServiceNowWriter(db, structureId, await ImportedReferences.LoadAsync(db, "servicenow", structureId, ct), texts);
}
