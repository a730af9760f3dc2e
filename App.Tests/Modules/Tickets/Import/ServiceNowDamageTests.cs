using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Import;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Tests.Support;
using Xunit;
using static OpsFlux.Tests.Modules.Tickets.Import.ServiceNowCsv;

namespace OpsFlux.Tests.Modules.Tickets.Import;

/// <summary>Damaged rows and files that are another one.</summary>
public sealed class ServiceNowDamageTests(ServiceNowApp app) : AppTests<ServiceNowApp>(app)
{
    private const string At = "10-03-2016 08:05";

    /// <summary>Eleven damaged rows among three sound ones, on lines 2, 8 and 15.</summary>
    private static byte[] Damaged(string prefix) =>
    [
        .. File(
            Row($"{prefix}1", 0, At, "New"),
            Row($"{prefix}1", 1, At, "Active", "opened_at", "31-02-2016 10:00"),
            Row($"{prefix}1", 1, At, "Sleeping"),
            Row($"{prefix}1", 1, "?", "Active"),
            Row("?", 1, At, "Active"),
            Row($"{prefix}1", 1, At, "Active") + ",more",
            Row($"{prefix}1", 1, "11-03-2016 08:00", "Active"),
            Row($"{prefix}1", 2, At, "Active").Replace(",2,", ",two,", StringComparison.Ordinal),
            "\"" + Row($"{prefix}1", 1, At, "Active"),
            Row($"{prefix}1", 2, At, "Active", "closed_at", "soon", "priority", "9 - None"),
            Row($"{prefix}1", 2, At, "Active", "reopen_count", "-1"),
            "INC,cut"),
        .. Encoding.Latin1.GetBytes(Row($"{prefix}1", 2, At, "Active", "caller_id", "Aimé") + "\n"),
        .. Encoding.UTF8.GetBytes(Row($"{prefix}2", 0, At, "New") + "\n"),
    ];

    [Fact]
    public async Task Damaged_rows_are_told_by_line_and_column_and_nothing_is_imported()
    {
        var before = await App.FingerprintAsync();

        var report = await App.ImportAsync(Damaged("D"));

        Assert.Equal(
            [
                "3 opened_at instant", "4 incident_state choice", "5 sys_updated_at missing", "6 number missing", "7  columns", "9 sys_mod_count count",
                "10  open-quote", "11 closed_at instant", "11 priority level", "12 reopen_count count", "13  columns", "14  encoding",
            ],
            report.Errors.Select(e => $"{e.Line} {e.Column} {e.Code}"));
        Assert.Equal((11, default), (report.RefusedRows, report.Counts));
        Assert.Equal(before, await App.FingerprintAsync());
    }

    [Fact]
    public async Task Bad_rows_and_only_those_are_left_out_on_request()
    {
        var report = await App.ImportAsync(Damaged("E"), skipBad: true);

        var ticket = await App.TicketAsync("E1");
        Assert.Equal((11, 2), (report.RefusedRows, report.Counts.Created));
        Assert.Equal(3, (await App.TimelineAsync(ticket)).Count + (await App.TimelineAsync(await App.TicketAsync("E2"))).Count);
    }

    [Fact]
    public async Task A_dry_run_counts_and_writes_nothing()
    {
        var before = await App.FingerprintAsync();

        var report = await App.ImportAsync(File(Row("F1", 0, At, "New")), dryRun: true);

        Assert.Equal(1, report.Counts.Created);
        Assert.Equal(before, await App.FingerprintAsync());
    }

    [Fact]
    public async Task A_file_without_its_columns_is_refused_in_one_sentence()
    {
        var refused = await App.TryImportAsync("number,opened_at\nINC1,?\n"u8.ToArray());

        Assert.Equal("import.columns", refused.Refusal?.Code);
        Assert.Contains("incident_state", ImportText.Of(refused.Refusal!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_named_twice_is_refused() =>
        Assert.Equal("import.twice", (await App.TryImportAsync(Encoding.UTF8.GetBytes(Header + ",Number\n"))).Refusal?.Code);

    [Fact]
    public async Task An_unknown_structure_is_refused() =>
        Assert.Equal("import.unknown-structure", (await App.TryImportAsync(File(Row("F2", 0, At, "New")), structure: "NOWHERE")).Refusal?.Code);

    [Fact]
    public async Task Tickets_go_to_the_structure_that_is_named()
    {
        var structure = await App.SaveAsync(Make.Structure(parent: World.Structure));

        await App.TryImportAsync(File(Row("F3", 0, At, "New")), structure: structure.Code);

        Assert.Equal(structure.Id, await App.WithDbAsync(db => db.Set<Ticket>().Where(t => t.ExternalId == "F3").Select(t => t.StructureId).SingleAsync()));
    }
}
