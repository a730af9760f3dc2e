using System.Text.RegularExpressions;

namespace OpsFlux.Kernel.Reports.Excel;

/// <summary>
/// Excel reads '_x0041_' in a text as the letter A (ECMA-376 part 1, ST_Xstring). Part numbers do look like that, so
/// the underscore that opens such a group is itself written as one.
/// </summary>
internal static partial class ExcelEscapes
{
    public static string Escape(string text)
        => text.Contains("_x", StringComparison.OrdinalIgnoreCase) ? Groups().Replace(text, "_x005F_") : text;

    [GeneratedRegex("_(?=x[0-9a-f]{4}_)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Groups();
}
