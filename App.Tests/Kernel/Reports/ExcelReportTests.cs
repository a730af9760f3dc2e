using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using OpsFlux.Kernel.Reports;
using OpsFlux.Kernel.Reports.Excel;
using Xunit;

namespace OpsFlux.Tests.Kernel.Reports;

public sealed class ExcelReportTests
{
    [Fact]
    public async Task Values_keep_their_types()
    {
        using var book = await OpenAsync(SampleReports.Tickets(SampleReports.French, new SampleTicket()));

        var row = Row(book, 2);

        Assert.Equal((CellValues.InlineString, "TIC-2026-000412"), (row[0].DataType!.Value, row[0].InnerText));
        Assert.Equal(new DateTime(2026, 7, 15, 0, 30, 0), DateTime.FromOADate(double.Parse(row[3].InnerText, SampleReports.English)));
        Assert.Equal("dd/mm/yyyy hh:mm", Format(book, row[3]));
        Assert.Equal(new DateTime(2026, 7, 16), DateTime.FromOADate(double.Parse(row[4].InnerText, SampleReports.English)));
        Assert.Equal("dd/mm/yyyy", Format(book, row[4]));
        Assert.Equal((null, "-1234.567"), (row[5].DataType, row[5].InnerText));
        Assert.Equal((null, "2"), (row[6].DataType, row[6].InnerText));
        Assert.Equal((CellValues.Boolean, "1"), (row[7].DataType!.Value, row[7].InnerText));
        Assert.Equal("[h]:mm", Format(book, row[8]));
        Assert.Equal(26.5 / 24, double.Parse(row[8].InnerText, SampleReports.English), 9);
    }

    [Fact]
    public async Task The_file_is_valid_with_the_strangest_of_texts()
    {
        var report = SampleReports.Tickets(SampleReports.English,
            new() { Title = "=1+1" },
            new() { Title = "\0\u0001\uFFFE\ud83d d'origine\r\nsuite <&>\"", Spent = TimeSpan.FromMinutes(-41), DueOn = new(1899, 1, 1) },
            new() { Title = "  🛠️ x_x000D_ " + new string('é', 40_000), Requester = "محمد العلوي" },
            new() { Title = null, OpenedAt = null, DueOn = null, Cost = null, Reopened = null, IsOnTime = null, Spent = null }) with
        { Title = "Tickets : [retard] / 'tous' ? <ceux & celles> de l'atelier", Filters = [] };

        using var book = await OpenAsync(report);

        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(book).Select(e => $"{e.Path?.XPath}: {e.Description}"));
        Assert.Equal(32_767, Row(book, 4)[1].InnerText.Replace("_x005F_", "_", StringComparison.Ordinal).Length);
        Assert.Equal(" d'origine\nsuite <&>\"", Row(book, 3)[1].InnerText);
        Assert.Equal("−0 h 41", Row(book, 3)[8].InnerText);
        Assert.Equal("1899-01-01", Row(book, 3)[4].InnerText);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")")]
    [InlineData("+33 6 12 34 56 78")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("\tx")]
    [InlineData("＝1+1")]
    [InlineData("  =1")]
    public async Task Text_that_looks_like_a_formula_stays_text(string title)
    {
        using var book = await OpenAsync(SampleReports.Tickets(SampleReports.French, new SampleTicket { Title = title }));

        var cell = Row(book, 2)[1];

        Assert.Equal((CellValues.InlineString, title), (cell.DataType!.Value, cell.InnerText));
        Assert.Null(cell.CellFormula);
        Assert.True(Style(book, cell).QuotePrefix!.Value);
    }

    [Fact]
    public async Task The_rows_have_a_sheet_of_their_own_with_a_header_that_stays_and_filters()
    {
        using var book = await OpenAsync(SampleReports.Tickets(SampleReports.French, new(), new()));

        var sheet = Sheets(book)[0].Worksheet;

        Assert.Equal(["Tickets en retard", "À propos"], book.WorkbookPart!.Workbook.Sheets!.Elements<Sheet>().Select(s => s.Name!.Value));
        Assert.Equal("A1:I3", sheet.GetFirstChild<AutoFilter>()!.Reference!.Value);
        Assert.Equal(PaneStateValues.Frozen, sheet.Descendants<Pane>().Single().State!.Value);
        Assert.Equal("Numéro", Row(book, 1)[0].InnerText);
        Assert.Equal(9, sheet.Descendants<Column>().Count());
    }

    [Fact]
    public async Task The_second_sheet_says_what_was_asked_by_whom_and_when()
    {
        using var book = await OpenAsync(SampleReports.Tickets(SampleReports.French, new SampleTicket()));

        var lines = Sheets(book)[1].Worksheet.Descendants<Row>().Select(r => string.Join('|', r.Elements<Cell>().Select(c => c.InnerText)));

        Assert.Equal(
            [
                "Rapport|Tickets en retard · Novembre 2026", "Organisation|Atlas Industrie", "État|ouverts",
                "Structure|Atelier Casablanca", "Préparé par|Yasmine Alaoui", "Préparé le|20/11/2026 23:30",
                "Heures|Europe/Paris", "Lignes|1",
            ],
            lines);
    }

    [Fact]
    public async Task A_value_of_another_type_than_its_column_is_a_bug_and_says_which()
    {
        var report = SampleReports.Tickets(SampleReports.French, new SampleTicket()) with
        { Columns = [new("Échéance", ReportCellKind.Date, t => t.Number)] };

        var bug = await Assert.ThrowsAsync<InvalidOperationException>(() => Written.AsAsync(report, ReportFormat.Excel));

        Assert.Contains("Échéance", bug.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "A")]
    [InlineData(26, "Z")]
    [InlineData(27, "AA")]
    [InlineData(703, "AAA")]
    public void Columns_are_lettered_as_in_Excel(int column, string letters) => Assert.Equal(letters, ExcelParts.ColumnLetters(column));

    private static async Task<SpreadsheetDocument> OpenAsync<TRow>(Report<TRow> report)
        => SpreadsheetDocument.Open(await Written.AsAsync(report, ReportFormat.Excel), isEditable: false);

    private static List<WorksheetPart> Sheets(SpreadsheetDocument book)
        => [.. book.WorkbookPart!.Workbook.Sheets!.Elements<Sheet>().Select(s => (WorksheetPart)book.WorkbookPart.GetPartById(s.Id!))];

    private static List<Cell> Row(SpreadsheetDocument book, uint number)
        => [.. Sheets(book)[0].Worksheet.Descendants<Row>().Single(r => r.RowIndex!.Value == number).Elements<Cell>()];

    private static CellFormat Style(SpreadsheetDocument book, Cell cell)
        => book.WorkbookPart!.WorkbookStylesPart!.Stylesheet.CellFormats!.Elements<CellFormat>().ElementAt((int)cell.StyleIndex!.Value);

    private static string Format(SpreadsheetDocument book, Cell cell)
        => book.WorkbookPart!.WorkbookStylesPart!.Stylesheet.NumberingFormats!.Elements<NumberingFormat>()
            .Single(f => f.NumberFormatId!.Value == Style(book, cell).NumberFormatId!.Value).FormatCode!.Value!;
}
