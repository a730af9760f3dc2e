using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Search;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Search;

public sealed class PaletteCommandsTests(TestApp app) : AppTests(app)
{
    [Theory]
    [InlineData("sombre", "Thème sombre")]
    [InlineData("theme SOM", "Thème sombre")]
    [InlineData("mes tick", "Aller à mes tickets")]
    [InlineData("notif", "Notifications")]
    public async Task A_command_is_found_by_the_beginnings_of_its_words(string words, string title)
    {
        App.User.Grant(TicketPermissions.View, Scope.All).Grant(TicketPermissions.Work, Scope.All);

        Assert.Contains(await TitlesAsync(words), t => t == title);
    }

    [Fact]
    public async Task What_one_may_not_do_is_not_offered()
    {
        Assert.DoesNotContain(await TitlesAsync("tickets"), t => t.Contains("tickets", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(await TitlesAsync(""));
    }

    private async Task<IReadOnlyList<string>> TitlesAsync(string words)
    {
        using var french = new InLanguage("fr");
        return await App.RunAsync((PaletteCommands use) => Task.FromResult<IReadOnlyList<string>>([.. use.All(words).SelectMany(s => s.Hits).Select(h => h.Title)]));
    }
}
