using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Audit;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;
using static OpsFlux.Tests.Modules.Tickets.Import.ServiceNowCsv;

namespace OpsFlux.Tests.Modules.Tickets.Import;

/// <summary>Importing what is there already, in whole or in part.</summary>
public sealed class ServiceNowAgainTests(ServiceNowApp app) : AppTests<ServiceNowApp>(app)
{
    [Fact]
    public async Task The_same_file_again_writes_no_row()
    {
        var file = File(Row("A1", 0, "10-03-2016 08:05", "New"), Row("A1", 1, "10-03-2016 08:05", "Active", "assigned_to", "Resolver 1"));
        await App.ImportAsync(file);
        var before = await App.FingerprintAsync();

        var report = await App.ImportAsync(file);

        Assert.Equal((0, 0, 1), (report.Counts.Created, report.Counts.Changed, report.Counts.Unchanged));
        Assert.Equal(before, await App.FingerprintAsync());
    }

    [Fact]
    public async Task A_newer_extract_changes_what_differs_and_appends_what_is_new()
    {
        await App.ImportAsync(File(Row("A2", 0, "10-03-2016 08:05", "New"), Row("A3", 0, "10-03-2016 08:05", "New")));
        var before = await App.TimelineAsync(await App.TicketAsync("A2"));

        var report = await App.ImportAsync(File(
            Row("A2", 0, "10-03-2016 08:05", "New"), Row("A2", 1, "12-03-2016 09:00", "Resolved"), Row("A3", 0, "10-03-2016 08:05", "New"), Row("A4", 0, "10-03-2016 08:05", "New")));

        var ticket = await App.TicketAsync("A2");
        var lines = await App.TimelineAsync(ticket);
        Assert.Equal((1, 1, 1), (report.Counts.Created, report.Counts.Changed, report.Counts.Unchanged));
        Assert.Equal(TicketState.Resolved, ticket.State);
        Assert.Equal([.. before.Select(l => l.Id)], lines.Select(l => l.Id).SkipLast(1));
        Assert.Equal("Resolved", lines[^1].NewValue);
    }

    [Fact]
    public async Task What_somebody_deleted_stays_deleted()
    {
        var file = File(Row("A5", 0, "10-03-2016 08:05", "New"));
        await App.ImportAsync(file);
        await App.SqlAsync("update tickets.tickets set deleted_at = now() where external_id = 'A5'");

        var report = await App.ImportAsync(file);

        Assert.Equal((0, 0, 1), (report.Counts.Created, report.Counts.Changed, report.Counts.Unchanged));
        Assert.False(await App.WithDbAsync(db => db.Set<Ticket>().AnyAsync(t => t.ExternalId == "A5")));
    }

    [Fact]
    public async Task A_run_is_one_line_of_the_audit_log()
    {
        await App.ImportAsync(File(Row("A6", 0, "10-03-2016 08:05", "New")));

        var entries = await App.WithDbAsync(db => db.Set<AuditEntry>().Where(a => a.Action == AuditAction.Import).OrderBy(a => a.At).ThenBy(a => a.Id).ToListAsync());

        Assert.Contains(entries, e => e.Detail == "servicenow test.csv: 1 created, 0 changed, 0 unchanged, 0 refused" && e.Subject == "tickets");
    }
}
