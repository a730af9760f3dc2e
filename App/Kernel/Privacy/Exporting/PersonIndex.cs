using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Privacy.Exporting;

/// <summary>The page of an export that says what is in it, in the person's language. Needs nothing but a browser.</summary>
internal static class PersonIndex
{
    public static ReadOnlyMemory<byte> Write(User person, IReadOnlyList<(string Area, long Rows)> areas, int files, TextCatalog texts, DateTimeOffset at)
    {
        var (culture, language) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Languages.All.FirstOrDefault(l => l.Name == person.Language) ?? Languages.All[0];
        try
        {
            return Encoding.UTF8.GetBytes(Page(person, areas, files, texts, at));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, language);
        }
    }

    private static string Page(User person, IReadOnlyList<(string Area, long Rows)> areas, int files, TextCatalog texts, DateTimeOffset at)
    {
        var lines = string.Concat(areas.Where(a => a.Rows > 0).Select(a =>
            $"<tr><td><a href=\"{Encoded(a.Area)}.json\">{Encoded(texts[$"Personal.{a.Area}"])}</a></td><td>{a.Rows.ToString(CultureInfo.CurrentCulture)}</td></tr>\n"));
        return $$"""
            <!DOCTYPE html>
            <html lang="{{CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}}"><head><meta charset="utf-8"><title>{{Encoded(person.DisplayName)}}</title>
            <style>body { font: 16px/1.5 system-ui, sans-serif; max-width: 70ch; margin: 2rem auto; padding: 0 1rem } td { padding: 4px 16px 4px 0; border-bottom: 1px solid #ddd }</style></head>
            <body><h1>{{Encoded(texts.Format("Privacy.Index.Title", person.DisplayName))}}</h1>
            <p>{{Encoded(texts.Format("Privacy.Index.Made", at.ToString("f", CultureInfo.CurrentCulture)))}}</p>
            <p>{{Encoded(texts["Privacy.Index.Explain"])}}</p>
            <table>{{lines}}<tr><td>{{Encoded(texts["Privacy.Index.Files"])}}</td><td>{{files.ToString(CultureInfo.CurrentCulture)}}</td></tr></table>
            </body></html>
            """;
    }

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
