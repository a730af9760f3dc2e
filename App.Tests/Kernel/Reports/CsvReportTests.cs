using System.Text;
using OpsFlux.Kernel.Reports;
using Xunit;

namespace OpsFlux.Tests.Kernel.Reports;

public sealed class CsvReportTests
{
    [Fact]
    public async Task French_readers_get_semicolons_commas_and_their_dates()
    {
        var csv = await WriteAsync(SampleReports.Tickets(SampleReports.French, new SampleTicket()));

        Assert.Equal(
            "\uFEFFNuméro;Titre;Demandeur;Ouvert le;Échéance;Coût;Rouvert;SLA;Temps passé\r\n"
            + "TIC-2026-000412;Presse hydraulique 3 arrêtée, fuite au vérin;Zoé Lefèvre;15/07/2026 00:30;16/07/2026;-1234,567;2;Oui;26:30\r\n",
            csv);
    }

    [Fact]
    public async Task English_readers_get_commas_and_points()
    {
        var csv = await WriteAsync(SampleReports.Tickets(SampleReports.English, new SampleTicket()));

        Assert.EndsWith(
            "TIC-2026-000412,\"Presse hydraulique 3 arrêtée, fuite au vérin\",Zoé Lefèvre,15/07/2026 00:30,16/07/2026,-1234.567,2,Yes,26:30\r\n",
            csv,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+33 6", "'+33 6")]
    [InlineData("-2", "'-2")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\r=1", "\"'\n=1\"")]
    [InlineData(" =1", "' =1")]
    [InlineData("＠x", "'＠x")]
    [InlineData("=\"a\";b", "\"'=\"\"a\"\";b\"")]
    [InlineData("a=b", "a=b")]
    [InlineData("a\u0000\u0008b", "ab")]
    [InlineData("", "\"\"")]
    public async Task Text_is_never_calculated(string written, string expected)
    {
        var report = SampleReports.Tickets(SampleReports.French, new SampleTicket { Title = written }) with
        { Columns = new ReportColumns<SampleTicket>().Text("Titre", t => t.Title) };

        Assert.Equal($"\uFEFFTitre\r\n{expected}\r\n", await WriteAsync(report));
    }

    [Fact]
    public async Task Empty_and_unreal_values_are_empty_fields()
    {
        var report = SampleReports.Tickets(SampleReports.French, new SampleTicket { Cost = null }) with
        {
            Columns = new ReportColumns<SampleTicket>()
                .Number("Coût", t => t.Cost).Number("Moyenne", _ => double.NaN).Duration("Reste", _ => TimeSpan.FromMinutes(-41)),
        };

        Assert.EndsWith("\r\n;;-0:41\r\n", await WriteAsync(report), StringComparison.Ordinal);
    }

    private static async Task<string> WriteAsync<TRow>(Report<TRow> report)
        => Encoding.UTF8.GetString((await Written.AsAsync(report, ReportFormat.Csv)).ToArray());
}
