using System.Text;

namespace OpsFlux.Kernel.Import.Csv;

internal enum CsvFault
{
    None,
    /// <summary>A quoted field that has not ended: it may go on in the next line.</summary>
    Open,
    /// <summary>A quote inside an unquoted field, or text behind a closing quote.</summary>
    StrayQuote,
}

/// <summary>Splits one record by RFC 4180. Strict about quotes, because a lenient reading shifts columns silently.</summary>
internal static class CsvFields
{
    public static (List<string> Fields, CsvFault Fault) Split(string text, char delimiter)
    {
        var fields = new List<string>();
        var at = 0;
        while (true)
        {
            var fault = at < text.Length && text[at] == '"' ? Quoted(text, ref at, fields) : Plain(text, delimiter, ref at, fields);
            if (fault != CsvFault.None) return (fields, fault);
            if (at == text.Length) return (fields, CsvFault.None);
            if (text[at] != delimiter) return (fields, CsvFault.StrayQuote);
            at++;
        }
    }

    private static CsvFault Plain(string text, char delimiter, ref int at, List<string> fields)
    {
        var end = text.IndexOf(delimiter, at);
        if (end < 0) end = text.Length;
        var field = text[at..end];
        at = end;
        fields.Add(field.Trim());
        return field.Contains('"', StringComparison.Ordinal) ? CsvFault.StrayQuote : CsvFault.None;
    }

    private static CsvFault Quoted(string text, ref int at, List<string> fields)
    {
        var field = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                field.Append(text[at]);
                continue;
            }

            if (at + 1 == text.Length || text[at + 1] != '"')
            {
                at++;
                fields.Add(field.ToString().Trim());
                return CsvFault.None;
            }

            field.Append(text[at++]);
        }

        return CsvFault.Open;
    }
}
