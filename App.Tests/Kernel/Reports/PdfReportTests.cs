using OpsFlux.Kernel.Reports;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Reports;

public sealed class PdfReportTests
{
    [ChromiumFact]
    public async Task Every_page_has_the_header_its_number_and_whole_rows()
    {
        var rows = Enumerable.Range(1, 80).Select(n => new SampleTicket { Number = $"TIC-{n}" }).ToArray();

        var pages = await PrintAsync(SampleReports.Tickets(SampleReports.French, rows));
        if (pages is null) return;   // printed, but nothing here can read it

        Assert.InRange(pages.Length, 2, 6);
        Assert.All(pages, (page, i) =>
        {
            Assert.Contains("Échéance", page, StringComparison.Ordinal);
            Assert.Contains($"Page {i + 1} sur {pages.Length}", page, StringComparison.Ordinal);
        });
        Assert.Contains("TIC-80 ", pages[^1], StringComparison.Ordinal);
        Assert.Contains("15/07/2026 00:30", pages[0], StringComparison.Ordinal);
        Assert.Contains("Atlas Industrie", pages[1], StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task The_cover_says_what_was_asked_and_that_the_list_was_cut()
    {
        var report = SampleReports.Tickets(SampleReports.English, new(), new(), new()) with
        { PdfRowLimit = 2, Chart = new("By site", [new("Casablanca", 1204), new("Lyon", 3)]) };

        var pages = await PrintAsync(report);
        if (pages is null) return;   // printed, but nothing here can read it

        var page = Assert.Single(pages);
        Assert.Contains("Prepared by Yasmine Alaoui, on 20/11/2026 23:30", page, StringComparison.Ordinal);
        Assert.Contains("Only the first 2 rows are printed", page, StringComparison.Ordinal);
        Assert.Contains("1,204", page, StringComparison.Ordinal);
        Assert.Contains("Page 1 of 1", page, StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task What_a_user_wrote_is_printed_and_never_run()
    {
        const string Hostile = "</style></td><script>document.body.innerHTML='pwned'</script><iframe src='file:///etc/passwd'></iframe>";
        var report = SampleReports.Tickets(SampleReports.French, new SampleTicket { Title = Hostile }) with
        { Title = Hostile, Organisation = "A\" } body { display: none } </style>" };

        var pages = await PrintAsync(report);
        if (pages is null) return;   // printed, but nothing here can read it

        Assert.Contains("<script>", string.Concat(pages), StringComparison.Ordinal);
        Assert.DoesNotContain("root:", string.Concat(pages), StringComparison.Ordinal);
    }

    private static async Task<string[]?> PrintAsync<TRow>(Report<TRow> report)
    {
        var pdf = await Written.AsAsync(report, ReportFormat.Pdf);
        Assert.Equal("%PDF-"u8, pdf.GetBuffer().AsSpan(0, 5));
        return await PdfText.PagesAsync(pdf);
    }
}
