using System.Globalization;
using System.Text;

namespace OpsFlux.Kernel.Reports.Pdf;

/// <summary>A CSS string for the page's margins, where HTML encoding does not reach.</summary>
internal static class CssText
{
    /// <summary>Everything but letters and digits is escaped, so that no text can end the string or its style element.</summary>
    public static string Quote(string text)
    {
        var css = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune)) css.Append(rune);
            else css.Append(CultureInfo.InvariantCulture, $"\\{rune.Value:x6}");
        }
        return css.Append('"').ToString();
    }
}
