using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Import;

/// <summary>The whole real extract, compared with what its rows say when they are read the plainest way.</summary>
public sealed class RealServiceNowTests(ServiceNowApp app) : AppTests<ServiceNowApp>(app)
{
    private const string File = "servicenow-incident-events.csv";

    [RealDataFact(File)]
    public async Task Every_ticket_is_what_its_rows_say_and_the_second_import_writes_nothing()
    {
        var file = await System.IO.File.ReadAllBytesAsync(RealData.Find(File)!);

        var dry = await App.ImportAsync(file, dryRun: true);
        Assert.Equal(0, await App.WithDbAsync(db => db.Set<Ticket>().CountAsync()));
        var first = await App.ImportAsync(file);
        var before = await App.FingerprintAsync();
        var second = await App.ImportAsync(file);

        Assert.Equal((596, 0, 0), (first.Counts.Created, first.Counts.Changed, first.Counts.Unchanged));
        Assert.Equal(first.Counts, dry.Counts);
        Assert.Equal((0, 0, 596), (second.Counts.Created, second.Counts.Changed, second.Counts.Unchanged));
        Assert.Equal(before, await App.FingerprintAsync());
        await CompareAsync(Plain.Read(file));
        Assert.Equal(0, await App.WithDbAsync(db => db.Set<OpsFlux.Kernel.Events.EventRow>().CountAsync()));
        Assert.False(await App.WithDbAsync(db => db.Set<User>().AnyAsync(u => u.ExternalId != null && (u.IsActive || u.PasswordHash != null))));
    }

    private async Task CompareAsync(ILookup<string, Plain> incidents)
    {
        var tickets = await App.WithDbAsync(db => db.Set<Ticket>().AsNoTracking().OrderBy(t => t.Number).ToListAsync());
        var reopenings = await App.WithDbAsync(db => db.Set<TimelineEntry>().Where(e => e.Kind == TimelineKind.Reopened)
            .GroupBy(e => e.RecordId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count));
        var names = await App.WithDbAsync(db => db.Set<User>().ToDictionaryAsync(u => u.Id, u => u.DisplayName));

        Assert.Equal(incidents.Count, tickets.Count);
        Assert.Equal(tickets.Select(t => t.OpenedAt).Order(), tickets.Select(t => t.OpenedAt));
        Assert.Equal(Enumerable.Range(1, tickets.Count).Select(n => $"TIC-2016-{n:D6}"), tickets.Select(t => t.Number));
        foreach (var ticket in tickets)
        {
            var rows = incidents[ticket.ExternalId].OrderBy(r => r.Mod).ThenBy(r => r.At).ToList();
            var last = rows[^1];
            var resolved = last["resolved_at"] == "?" ? rows.Last(r => r["incident_state"] == "Resolved").At : Plain.Time(last["resolved_at"]);
            Assert.Equal(
                (Plain.Time(last["opened_at"]), resolved, Plain.Time(last["closed_at"]), rows.Max(r => int.Parse(r["reopen_count"], CultureInfo.InvariantCulture))),
                (ticket.OpenedAt, ticket.ResolvedAt!.Value, ticket.ClosedAt!.Value, ticket.ReopenCount));
            Assert.Equal(ticket.ReopenCount, reopenings.GetValueOrDefault(ticket.Id));
            Assert.Equal((TicketState.Closed, last["priority"][0] - '0'), (ticket.State, (int)ticket.Priority));
            Assert.Equal(last["caller_id"] == "?" ? "Demandeur inconnu" : last["caller_id"], names[ticket.RequesterId]);
        }
    }

    /// <summary>A row split at its commas: the real extract quotes nothing.</summary>
    private sealed record Plain(Dictionary<string, string> Values)
    {
        public string this[string column] => Values[column];
        public int Mod => int.Parse(this["sys_mod_count"], CultureInfo.InvariantCulture);
        public DateTimeOffset At => Time(this["sys_updated_at"]);

        public static DateTimeOffset Time(string value) =>
            DateTimeOffset.ParseExact(value, "dd-MM-yyyy HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

        public static ILookup<string, Plain> Read(byte[] file)
        {
            var lines = System.Text.Encoding.UTF8.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var header = lines[0].Split(',');
            return lines.Skip(1).Select(l => new Plain(header.Zip(l.Split(',')).ToDictionary(p => p.First, p => p.Second))).ToLookup(p => p["number"]);
        }
    }
}
