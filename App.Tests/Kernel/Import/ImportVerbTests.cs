using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using OpsFlux.Kernel.Hosting.Verbs;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Tests.Modules.Tickets.Import;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Import;

/// <summary>What an operator types, reads and scripts against.</summary>
public sealed class ImportVerbTests(ImportVerbTests.OnOneServer app) : AppTests<ImportVerbTests.OnOneServer>(app)
{
    /// <summary>One database has one audit key, however often the verb is called.</summary>
    public sealed class OnOneServer : TestApp
    {
        public TempFolder Keys { get; } = new();

        public override async Task DisposeAsync()
        {
            await base.DisposeAsync();
            Keys.Dispose();
        }
    }

    private const string At = "10-03-2016 08:05";

    [Theory]
    [InlineData("en", "1 tickets created, 0 changed, 0 unchanged; 0 rows refused")]
    [InlineData("fr", "1 tickets créés, 0 modifiés, 0 inchangés ; 0 lignes refusées")]
    public async Task The_last_line_counts_in_the_console_s_language(string language, string expected)
    {
        var (code, lines) = await RunAsync(language, ServiceNowCsv.File(ServiceNowCsv.Row($"V-{language}", 0, At, "New")), "--profile", "servicenow");

        Assert.Equal((0, expected), (code, lines[^1]));
    }

    [Fact]
    public async Task A_damaged_row_is_told_before_the_counts_of_nothing()
    {
        var (code, lines) = await RunAsync("en", ServiceNowCsv.File(ServiceNowCsv.Row("V1", 0, At, "Asleep")), "--profile", "servicenow");

        Assert.Equal(1, code);
        Assert.StartsWith("line 2, column incident_state: «Asleep» is none of the known values: ", lines[0], StringComparison.Ordinal);
        Assert.Equal("0 tickets created, 0 changed, 0 unchanged; 1 rows refused", lines[^1]);
    }

    [Fact]
    public async Task Many_damaged_rows_are_listed_up_to_a_hundred()
    {
        var rows = Enumerable.Range(0, 130).Select(n => ServiceNowCsv.Row("V2", n, At, "Asleep")).ToArray();

        var (code, lines) = await RunAsync("en", ServiceNowCsv.File([ServiceNowCsv.Row("V3", 0, At, "New"), .. rows]), "--profile", "servicenow", "--skip-bad");

        Assert.Equal((0, 102), (code, lines.Length));
        Assert.Equal("… and 30 more", lines[100]);
        Assert.Equal("1 tickets created, 0 changed, 0 unchanged; 130 rows refused", lines[101]);
    }

    [Fact]
    public async Task A_dry_run_says_so_and_writes_nothing()
    {
        var (code, lines) = await RunAsync("en", ServiceNowCsv.File(ServiceNowCsv.Row("V4", 0, At, "New")), "--profile", "servicenow", "--dry-run");

        Assert.Equal((0, "1 tickets created, 0 changed, 0 unchanged; 0 rows refused"), (code, lines[^1]));
        Assert.False(await App.WithDbAsync(db => db.Set<Ticket>().AnyAsync(t => t.ExternalId == "V4")));
    }

    [Theory]
    [InlineData("--profile", "servicenow", "--skipbad")]
    [InlineData("--profile", "glpi")]
    [InlineData("--profile", "servicenow", "--zone", "Mars/Olympus")]
    [InlineData("--profile", "servicenow", "--structure", "NOWHERE")]
    [InlineData("--profile")]
    [InlineData]
    public async Task Wrong_arguments_are_told_and_answer_two(params string[] options)
    {
        var (code, lines) = await RunAsync("en", ServiceNowCsv.File(ServiceNowCsv.Row("V5", 0, At, "New")), options);

        Assert.Equal(2, code);
        Assert.NotEmpty(lines);
    }

    [Fact]
    public async Task A_file_of_another_kind_is_refused_in_a_sentence_and_counts_nothing()
    {
        var (code, lines) = await RunAsync("en", "number,opened_at\n"u8.ToArray(), "--profile", "servicenow");

        Assert.Equal((1, 2, "0 tickets created, 0 changed, 0 unchanged; 0 rows refused"), (code, lines.Length, lines[^1]));
    }

    private async Task<(int Code, string[] Lines)> RunAsync(string language, byte[] content, params string[] options)
    {
        using var speaking = Speaking.In(language);
        using var folder = new TempFolder();
        await File.WriteAllBytesAsync(folder["file.csv"], content);
        await using var output = new StringWriter();
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Default"] = App.Connections.Application,
            ["ConnectionStrings:Migrations"] = App.Connections.Migrations,
            ["Data:Folder"] = folder.Path,
            ["Audit:KeyFile"] = App.Keys["audit.key"],
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var arguments = VerbArguments.Parse(["tickets", folder["file.csv"], .. options], "dry-run", "skip-bad");

        var code = await new ImportVerb().RunAsync(new(arguments, configuration, App.Catalog, output), default);
        return (code, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
