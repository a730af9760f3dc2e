using System.Globalization;
using System.Text;

namespace OpsFlux.Kernel.Reports.Excel;

/// <summary>What Excel refuses in the name of a sheet and in a date format, it refuses together with the whole file.</summary>
internal static class ExcelNames
{
    private const int LongestSheetName = 31;

    /// <summary>The report's title as far as Excel allows it, never the name of the other sheet.</summary>
    public static string Sheet(string title, string other, string fallback)
    {
        var name = new StringBuilder();
        foreach (var rune in CellText.Clean(title).EnumerateRunes())
        {
            if (name.Length + rune.Utf16SequenceLength > LongestSheetName) break;
            name.Append(Rune.IsControl(rune) || "[]:*?/\\".Contains(rune.ToString(), StringComparison.Ordinal) ? new Rune(' ') : rune);
        }
        var safe = name.ToString().Trim(' ', '\'');
        // 'History' is reserved by Excel for its own sheet.
        return safe.Length == 0 || Same(safe, other) || Same(safe, "History") ? fallback : safe;
    }

    /// <summary>The culture's short date in Excel's letters; ISO where the pattern uses anything else.</summary>
    public static string DatePattern(CultureInfo culture)
    {
        var pattern = culture.DateTimeFormat.ShortDatePattern;
        return pattern.All("dMy/.- ".Contains) ? pattern.ToLowerInvariant() : "yyyy-mm-dd";
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
