using System.Globalization;
using System.Resources;
using OpsFlux.Kernel.Import;
using OpsFlux.Modules.Tickets.Import;
using Xunit;

namespace OpsFlux.Tests.Kernel.Import;

public sealed class ImportTextTests
{
    [Theory]
    [InlineData(typeof(ImportText))]
    [InlineData(typeof(TicketImportText))]
    public void Every_text_is_there_in_both_languages(Type marker) => Assert.Equal(Keys(marker, ""), Keys(marker, "en"));

    [Theory]
    [InlineData("fr", "ligne 12, colonne opened_at : «31-02-2016 10:00» n’est pas une date jj-mm-aaaa HH:MM")]
    [InlineData("en", "line 12, column opened_at: «31-02-2016 10:00» is not a date dd-mm-yyyy HH:MM")]
    public void An_error_names_line_column_and_value(string language, string expected)
    {
        using var speaking = Speaking.In(language);
        var row = new ImportRow(12, new Dictionary<string, int> { ["opened_at"] = 0 }, ["31-02-2016 10:00"], new("?", "dd-MM-yyyy HH:mm", TimeZoneInfo.Utc));

        row.Instant("opened_at");

        Assert.Equal(expected, ImportText.Of(row.Errors[0]));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("too-long")]
    [InlineData("instant")]
    [InlineData("count")]
    [InlineData("level")]
    [InlineData("choice")]
    [InlineData("columns")]
    [InlineData("open-quote")]
    [InlineData("stray-quote")]
    [InlineData("encoding")]
    [InlineData("line-too-long")]
    public void Every_error_has_its_text(string code) =>
        Assert.DoesNotContain("Error.", ImportText.Of(new ImportError(1, null, code, "x", "y")), StringComparison.Ordinal);

    private static List<string> Keys(Type marker, string culture)
    {
        using var texts = new ResourceManager(marker).GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false)!;
        return [.. texts.Cast<System.Collections.DictionaryEntry>().Select(e => (string)e.Key).Order(StringComparer.Ordinal)];
    }
}
