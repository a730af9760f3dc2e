using System.Globalization;
using System.Xml;

namespace OpsFlux.Kernel.Reports.Excel;

/// <summary>
/// Writes one worksheet from top to bottom. Text always goes as an inline string, so that nothing a user wrote can
/// become a formula; the order of elements is the one the format asks for.
/// </summary>
internal sealed class ExcelSheet(XmlWriter xml)
{
    /// <summary>Excel's limit, header included.</summary>
    public const int MostRows = 1_048_576;

    private const int LongestText = 32_767;

    // Excel counts 29 February 1900, which never was: serial numbers are right from 1 March 1900 on.
    private static readonly DateTime FirstDate = new(1900, 3, 1);

    private readonly List<string> letters = [];
    private int rows;
    private int cells;

    /// <param name="widths">In characters of the default font, one for each column.</param>
    public void Open(IReadOnlyList<double> widths, bool freezeHeader)
    {
        xml.WriteStartElement("worksheet", ExcelParts.Main);
        WriteView(freezeHeader);
        xml.WriteStartElement("cols");
        for (var i = 0; i < widths.Count; i++) WriteColumn(i + 1, widths[i]);
        xml.WriteEndElement();
        xml.WriteStartElement("sheetData");
    }

    public void OpenRow()
    {
        rows++;
        cells = 0;
        xml.WriteStartElement("row");
        xml.WriteAttributeString("r", Whole(rows));
    }

    public void CloseRow() => xml.WriteEndElement();

    public void Close(bool filter)
    {
        xml.WriteEndElement();
        if (filter)
        {
            xml.WriteStartElement("autoFilter");
            xml.WriteAttributeString("ref", $"A1:{Letters(cells)}{rows}");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    /// <summary>Accepts what <see cref="ReportCells{TRow}"/> reads. A null moves to the next column.</summary>
    public void Cell(object? value, ReportCellKind kind)
    {
        switch (value)
        {
            case null: cells++; break;
            case bool claim: Typed(claim ? "1" : "0", ExcelStyle.Normal, "b"); break;
            case DateOnly date when date >= DateOnly.FromDateTime(FirstDate): Serial(date.ToDateTime(default), ExcelStyle.Date); break;
            case DateTime local when local >= FirstDate: Serial(local, ExcelStyle.Instant); break;
            // A negative time of day is a row of # signs in Excel; as text it can at least be read.
            case TimeSpan length when length >= TimeSpan.Zero: Typed(Real(length.TotalDays), ExcelStyle.Duration); break;
            case string or DateOnly or DateTime or TimeSpan: Text(AsText(value)); break;
            case IFormattable number: Typed(number.ToString(null, CultureInfo.InvariantCulture), NumberStyle(kind)); break;
        }
    }

    public void Text(string text)
        => Text(text, CellText.LooksLikeFormula(text) ? ExcelStyle.GuardedText : ExcelStyle.Text);

    public void Text(string text, ExcelStyle style)
    {
        var shown = ExcelEscapes.Escape(CellText.Shorten(text, LongestText));
        OpenCell(style, "inlineStr");
        xml.WriteStartElement("is");
        xml.WriteStartElement("t");
        if (shown.Length > 0 && (char.IsWhiteSpace(shown[0]) || char.IsWhiteSpace(shown[^1])))
            xml.WriteAttributeString("xml", "space", null, "preserve");
        xml.WriteString(shown);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void Serial(DateTime local, ExcelStyle style) => Typed(Real(local.ToOADate()), style);

    private void Typed(string value, ExcelStyle style, string? type = null)
    {
        OpenCell(style, type);
        xml.WriteElementString("v", value);
        xml.WriteEndElement();
    }

    private void OpenCell(ExcelStyle style, string? type)
    {
        cells++;
        xml.WriteStartElement("c");
        xml.WriteAttributeString("r", Letters(cells) + Whole(rows));
        if (style is not ExcelStyle.Normal) xml.WriteAttributeString("s", Whole((int)style));
        if (type is not null) xml.WriteAttributeString("t", type);
    }

    private void WriteView(bool freezeHeader)
    {
        xml.WriteStartElement("sheetViews");
        xml.WriteStartElement("sheetView");
        if (freezeHeader) xml.WriteAttributeString("tabSelected", "1");
        xml.WriteAttributeString("workbookViewId", "0");
        if (freezeHeader)
        {
            xml.WriteStartElement("pane");
            xml.WriteAttributeString("ySplit", "1");
            xml.WriteAttributeString("topLeftCell", "A2");
            xml.WriteAttributeString("activePane", "bottomLeft");
            xml.WriteAttributeString("state", "frozen");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void WriteColumn(int number, double width)
    {
        xml.WriteStartElement("col");
        xml.WriteAttributeString("min", Whole(number));
        xml.WriteAttributeString("max", Whole(number));
        xml.WriteAttributeString("width", Real(width));
        xml.WriteAttributeString("customWidth", "1");
        xml.WriteEndElement();
    }

    private string Letters(int column)
    {
        while (letters.Count < column) letters.Add(ExcelParts.ColumnLetters(letters.Count + 1));
        return letters[column - 1];
    }

    private static ExcelStyle NumberStyle(ReportCellKind kind)
        => kind is ReportCellKind.Whole ? ExcelStyle.Whole : ExcelStyle.Number;

    private static string AsText(object value) => value switch
    {
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime local => local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        TimeSpan length => new CellFormats(CultureInfo.InvariantCulture).ForReading(length, ReportCellKind.Duration),
        _ => (string)value,
    };

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Real(double value) => value.ToString(CultureInfo.InvariantCulture);
}
