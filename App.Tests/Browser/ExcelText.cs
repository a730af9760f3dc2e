using System.IO.Compression;
using System.Xml.Linq;

namespace OpsFlux.Tests.Browser;

/// <summary>All that a workbook's sheets say, as one text: enough to see whether something is in it.</summary>
internal static class ExcelText
{
    public static string Of(string path)
    {
        using var book = ZipFile.OpenRead(path);
        return string.Join('\n', book.Entries.Where(e => e.FullName.StartsWith("xl/", StringComparison.Ordinal) && e.FullName.EndsWith(".xml", StringComparison.Ordinal)).Select(Read));
    }

    private static string Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        return XDocument.Load(stream).Root?.Value ?? "";
    }
}
