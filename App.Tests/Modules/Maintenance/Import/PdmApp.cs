using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Import;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Modules.Maintenance.Import;

/// <summary>Imports as the verb does: as the application itself, in a scope of its own, by the profile that is declared for the kind.</summary>
public sealed class PdmApp : TestApp
{
    public async Task<Result<ImportReport>> TryImportAsync(string kind, byte[] file, bool dryRun = false, bool skipBad = false, string? structure = null)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        var profile = Catalog.Imports.Single(i => i.Kind == kind && i.Profile == "pdm").ProfileType;
        var request = new ImportRequest(kind, "pdm", "test.csv", TimeZoneInfo.Utc, structure, dryRun, skipBad);
        return await scope.ServiceProvider.GetRequiredService<Importer>().RunAsync((IImportProfile)scope.ServiceProvider.GetRequiredService(profile), request, new MemoryStream(file), default);
    }

    public async Task<ImportReport> ImportAsync(string kind, byte[] file, bool dryRun = false, bool skipBad = false, string? structure = null) =>
        (await TryImportAsync(kind, file, dryRun, skipBad, structure)).Value ?? throw new InvalidOperationException("The file was refused.");

    public Task<ImportReport> ImportAsync(string kind, string structure, params string[] rows) => ImportAsync(kind, Lines(kind, rows), structure: structure);

    /// <summary>The file's header and these rows.</summary>
    public static byte[] Lines(string kind, params string[] rows) => Encoding.UTF8.GetBytes(
        string.Join('\n', [kind switch { "equipment" => "machineID,model,age", "failures" => "datetime,machineID,failure", _ => "datetime,machineID,comp" }, .. rows, ""]));

    public Task<List<Equipment>> EquipmentAsync(Guid structure) =>
        WithDbAsync(db => db.Set<Equipment>().AsNoTracking().Where(e => e.StructureId == structure).OrderBy(e => e.ExternalId).ToListAsync());

    public Task<List<Intervention>> InterventionsAsync(Guid structure) =>
        WithDbAsync(db => db.Set<Intervention>().AsNoTracking().Where(i => i.StructureId == structure).OrderBy(i => i.OpenedAt).ThenBy(i => i.Number).ToListAsync());

    /// <summary>Every row of every table that an import could write, with the transaction that wrote it: equal means untouched.</summary>
    public async Task<string> FingerprintAsync()
    {
        string[] tables =
        [
            "assets.equipment", "assets.equipment_types", "assets.downtimes", "maintenance.interventions", "kernel.timeline", "kernel.users", "kernel.number_counters",
            "kernel.audit_entries", "kernel.audit_values", "kernel.events", "kernel.event_deliveries", "kernel.notifications", "kernel.sla_clocks",
        ];
        var counted = tables.Select(t => $"select '{t}' as name, count(*) as rows, max(xmin::text::bigint) as last from {t}");
        return (string)(await SqlAsync($"select string_agg(name || ' ' || rows || ' ' || coalesce(last, 0), E'\\n' order by name) from ({string.Join(" union all ", counted)}) t"))!;
    }
}
