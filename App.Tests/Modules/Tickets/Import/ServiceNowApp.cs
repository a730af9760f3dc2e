using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Import;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Import;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Modules.Tickets.Import;

/// <summary>Imports as the verb does: as the application itself, in a scope of its own.</summary>
public sealed class ServiceNowApp : TestApp
{
    public async Task<Result<ImportReport>> TryImportAsync(byte[] file, bool dryRun = false, bool skipBad = false, string zone = "UTC", string? structure = null)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        var request = new ImportRequest("tickets", "servicenow", "test.csv", TimeZoneInfo.FindSystemTimeZoneById(zone), structure, dryRun, skipBad);
        return await scope.ServiceProvider.GetRequiredService<Importer>()
            .RunAsync(scope.ServiceProvider.GetRequiredService<ServiceNowProfile>(), request, new MemoryStream(file), default);
    }

    public async Task<ImportReport> ImportAsync(byte[] file, bool dryRun = false, bool skipBad = false, string zone = "UTC") =>
        (await TryImportAsync(file, dryRun, skipBad, zone)).Value ?? throw new InvalidOperationException("The file was refused.");

    public Task<Ticket> TicketAsync(string number) => WithDbAsync(db => db.Set<Ticket>().AsNoTracking().SingleAsync(t => t.ExternalId == number));

    public Task<List<TimelineEntry>> TimelineAsync(Ticket ticket) =>
        WithDbAsync(db => db.Set<TimelineEntry>().AsNoTracking().Where(e => e.RecordId == ticket.Id).OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync());

    /// <summary>Every row of every table that an import could write, with the transaction that wrote it: equal means untouched.</summary>
    public async Task<string> FingerprintAsync()
    {
        string[] tables =
        [
            "tickets.tickets", "tickets.categories", "kernel.timeline", "kernel.users", "kernel.groups", "kernel.sites", "kernel.number_counters",
            "kernel.audit_entries", "kernel.audit_values", "kernel.events", "kernel.event_deliveries", "kernel.notifications", "kernel.sla_clocks",
        ];
        var counted = tables.Select(t => $"select '{t}' as name, count(*) as rows, max(xmin::text::bigint) as last from {t}");
        return (string)(await SqlAsync($"select string_agg(name || ' ' || rows || ' ' || coalesce(last, 0), E'\\n' order by name) from ({string.Join(" union all ", counted)}) t"))!;
    }
}
