using System.Globalization;

namespace OpsFlux.Kernel.Reports;

/// <summary>How the values of <see cref="ReportCells{TRow}"/> look to a reader of one culture.</summary>
internal sealed class CellFormats
{
    private const string Minus = "−";

    private readonly CultureInfo culture;
    private readonly NumberFormatInfo readNumbers;
    private readonly NumberFormatInfo plainNumbers;
    private readonly string yes;
    private readonly string no;

    public CellFormats(CultureInfo culture)
    {
        this.culture = culture;
        readNumbers = (NumberFormatInfo)culture.NumberFormat.Clone();
        readNumbers.NegativeSign = Minus;
        // Some cultures write the true minus themselves, which no spreadsheet reads as a sign.
        plainNumbers = new NumberFormatInfo
        {
            NumberDecimalSeparator = culture.NumberFormat.NumberDecimalSeparator,
            NegativeSign = "-",
        };
        (yes, no) = (ReportsText.In(culture, "Boolean.Yes"), ReportsText.In(culture, "Boolean.No"));
        DatePattern = culture.DateTimeFormat.ShortDatePattern;
    }

    public string DatePattern { get; }

    public string InstantPattern => DatePattern + " HH:mm";

    /// <summary>For the eye: digits grouped, two decimals, '26 h 30'.</summary>
    public string ForReading(object? value, ReportCellKind kind) => value switch
    {
        TimeSpan length => Sign(length, Minus) + $"{Hours(length)} h {Minutes(length)}",
        IFormattable number when kind is ReportCellKind.Number => number.ToString("N2", readNumbers),
        IFormattable number when kind is ReportCellKind.Whole => number.ToString("N0", readNumbers),
        _ => Common(value),
    };

    /// <summary>For a program of the same culture: every decimal, no grouping, '26:30'.</summary>
    public string ForExchange(object? value) => value switch
    {
        TimeSpan length => Sign(length, "-") + $"{Hours(length)}:{Minutes(length)}",
        DateOnly or DateTime => Common(value),
        IFormattable number => number.ToString(null, plainNumbers),
        _ => Common(value),
    };

    private string Common(object? value) => value switch
    {
        null => "",
        string text => text,
        bool claim => claim ? yes : no,
        DateOnly date => date.ToString(DatePattern, culture),
        DateTime local => local.ToString(InstantPattern, culture),
        _ => Convert.ToString(value, culture) ?? "",
    };

    private static string Sign(TimeSpan length, string minus) => length <= TimeSpan.FromMinutes(-1) ? minus : "";

    private static string Hours(TimeSpan length) => ((long)Math.Abs(length.TotalHours)).ToString(CultureInfo.InvariantCulture);

    private static string Minutes(TimeSpan length) => Math.Abs(length.Minutes).ToString("00", CultureInfo.InvariantCulture);
}
