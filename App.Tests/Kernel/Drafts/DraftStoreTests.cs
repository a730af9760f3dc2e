using OpsFlux.Kernel.Drafts;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Drafts;

public sealed class DraftStoreTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task What_was_typed_comes_back_and_the_last_word_counts()
    {
        await SaveAsync("ticket:new", "Impri");
        await SaveAsync("ticket:new", "Imprimante");
        await SaveAsync("reply:1", "Bonjour");

        Assert.Equal(("Imprimante", "Bonjour"), (await LoadAsync("ticket:new"), await LoadAsync("reply:1")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    public async Task Emptied_it_is_gone(string empty)
    {
        await SaveAsync("emptied", "Imprimante");

        await SaveAsync("emptied", empty);

        Assert.Null(await LoadAsync("emptied"));
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Nobody_sees_anothers()
    {
        await SaveAsync("private", "Entre nous");

        App.User.As(await App.SaveAsync(Make.User()));

        Assert.Null(await LoadAsync("private"));
    }

    [Fact]
    public async Task Longer_than_any_form_takes_it_is_not_kept()
    {
        await SaveAsync("long", new string('x', DraftStore.MaxLength + 1));

        Assert.Null(await LoadAsync("long"));
    }

    [Fact]
    public async Task What_the_database_cannot_hold_is_left_out()
    {
        await SaveAsync("odd", "NUL\0 et demi \ud83d!");

        Assert.Equal("NUL et demi \ufffd!", await LoadAsync("odd"));
    }

    /// <summary>As a tab that has read the latest.</summary>
    private Task SaveAsync(string key, string body) => App.RunAsync(async (DraftStore drafts) =>
    {
        var copy = new DraftCopy(drafts, key);
        await copy.LoadAsync(default);
        await copy.SaveAsync(body, null, default);
    });

    private async Task<string?> LoadAsync(string key) => await App.RunAsync((DraftStore drafts) => drafts.LoadAsync(key, default)) is [var own, ..] ? own.Body : null;
}
