using System.Globalization;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace OpsFlux.Kernel.Reports;

/// <summary>What a written report is called and what it claims to be.</summary>
public static class ReportFile
{
    private const int LongestTitle = 100;
    private const string Refused = "\\/:*?\"<>|%";

    public static string ContentType(ReportFormat format) => format switch
    {
        ReportFormat.Pdf => "application/pdf",
        ReportFormat.Excel => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ReportFormat.Csv => "text/csv; charset=utf-8",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>For example 'Tickets en retard 2026-11-20.xlsx'; accepted by every file system, accents kept.</summary>
    public static string Name<TRow>(Report<TRow> report, ReportFormat format)
    {
        var day = report.PreparedLocally.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var title = SafeTitle(report.Title);
        if (title.Length == 0) title = ReportsText.In(report.Culture, "File.Untitled");
        return $"{title} {day}.{Extension(format)}";
    }

    /// <summary>Attachment with a plain and an encoded file name (RFC 6266), so that old clients find one too.</summary>
    public static string Disposition(string fileName)
    {
        var header = new ContentDispositionHeaderValue("attachment");
        header.SetHttpFileName(fileName);
        return header.ToString();
    }

    private static string Extension(ReportFormat format) => format switch
    {
        ReportFormat.Pdf => "pdf",
        ReportFormat.Excel => "xlsx",
        ReportFormat.Csv => "csv",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    private static string SafeTitle(string title)
    {
        var safe = new StringBuilder(title.Length);
        foreach (var rune in title.EnumerateRunes())
        {
            if (safe.Length >= LongestTitle) break;
            if (IsKept(rune)) safe.Append(rune);
            else if (safe.Length > 0 && safe[^1] != ' ') safe.Append(' ');
        }
        return safe.ToString().Trim(' ', '.');
    }

    // Format characters go too: a right-to-left override would show 'fdp.exe' as 'exe.pdf'.
    private static bool IsKept(Rune rune)
        => !Rune.IsWhiteSpace(rune)
           && !Refused.Contains(rune.ToString(), StringComparison.Ordinal)
           && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
               or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
           && rune != Rune.ReplacementChar;
}
