using System.Collections;
using System.Globalization;
using System.Resources;
using OpsFlux.Kernel.Reports;
using OpsFlux.Kernel.Reports.Printing;
using Xunit;

namespace OpsFlux.Tests.Kernel.Reports;

public sealed class ReportsTextTests
{
    [Fact]
    public void Both_languages_have_the_same_keys()
        => Assert.Equal(Keys(CultureInfo.InvariantCulture), Keys(CultureInfo.GetCultureInfo("en")));

    [Theory]
    [InlineData(PdfUnavailableException.NotInstalled)]
    [InlineData(PdfUnavailableException.NoSandbox)]
    [InlineData(PdfUnavailableException.Busy)]
    [InlineData(PdfUnavailableException.TooSlow)]
    [InlineData(PdfUnavailableException.Failed)]
    public void Every_refusal_has_a_text(string code) => Assert.NotEmpty(ReportsText.In(SampleReports.English, code));

    private static List<string> Keys(CultureInfo culture)
        => [.. new ResourceManager(typeof(ReportsText)).GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().Select(e => (string)e.Key).Order(StringComparer.Ordinal)];
}
