using OpsFlux.Kernel.Search;
using Xunit;

namespace OpsFlux.Tests.Kernel.Search;

public sealed class WordReadingTests
{
    [Fact]
    public void Words_are_letters_without_accents_and_capitals_and_neither_short_nor_numbers() =>
        Assert.Equal(["depannage", "presse", "naive", "acces"], WordReading.WordsOf("Dépannage de la PRESSE n° 3-B12 : naïve, l'accès !"));

    [Theory]
    [InlineData("imprimnate", "imprimante", 1)]   // two neighbours exchanged
    [InlineData("imprimate", "imprimante", 1)]
    [InlineData("immprimante", "imprimante", 1)]
    [InlineData("inprimande", "imprimante", 2)]
    [InlineData("presse", "presse", 0)]
    [InlineData("vanne", "pompe", null)]
    [InlineData("", "abc", null)]
    public void Errors_are_counted_up_to_two(string typed, string meant, int? errors) => Assert.Equal(errors, WordReading.Distance(typed, meant, 2));
}
