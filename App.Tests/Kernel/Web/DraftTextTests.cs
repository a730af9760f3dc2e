using Bunit;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Drafts;
using OpsFlux.Kernel.Web;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Web;

public sealed class DraftTextTests : AppTests, IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly InLanguage language = new("fr");
    private readonly BunitContext context;
    private readonly AsyncServiceScope scope;
    private readonly string key = $"reply:{Guid.CreateVersion7()}";

    public DraftTextTests(TestApp app) : base(app)
    {
        context = new BunitContext().AddShell(app.User);
        scope = app.Services.CreateAsyncScope();
        context.Services.AddSingleton(scope.ServiceProvider.GetRequiredService<DraftStore>());
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await context.DisposeAsync();
        await scope.DisposeAsync();
    }

    public void Dispose() => language.Dispose();

    [Fact]
    public async Task What_is_typed_is_kept_on_the_server_and_said_to_be()
    {
        var field = Render();

        Type(field, "Bonjour Karim");
        await field.WaitForAssertionAsync(() => Assert.Equal("Brouillon enregistré", field.Find(".draft-state").TextContent), Patience);

        Assert.Equal("Bonjour Karim", await KeptAsync());
    }

    [Fact]
    public async Task The_page_hears_of_the_text_when_the_field_is_left_and_not_at_every_key()
    {
        var heard = new List<string>();
        var field = Render(heard.Add);

        Type(field, "B");
        Type(field, "Bo");
        Assert.Empty(heard);

        await field.Find("textarea").ChangeAsync(new() { Value = "Bo" });
        Assert.Equal(["Bo"], heard);
    }

    [Fact]
    public async Task A_kept_draft_is_there_again_and_the_page_is_told()
    {
        await App.RunAsync((DraftStore store) => store.SaveAsync(key, "Pièce commandée", null, null, default));
        var heard = new List<string>();

        var field = Render(heard.Add);

        Assert.Equal("Pièce commandée", field.Find("textarea").GetAttribute("value"));
        Assert.Equal(key, field.Find("textarea").GetAttribute("data-draft"));
        Assert.Equal("Brouillon retrouvé", field.Find(".draft-state").TextContent);
        Assert.Equal(["Pièce commandée"], heard);
    }

    [Fact]
    public async Task Sending_discards_the_draft()
    {
        await App.RunAsync((DraftStore store) => store.SaveAsync(key, "Envoyé", null, null, default));
        var field = Render();

        await field.InvokeAsync(field.Instance.ClearAsync);

        Assert.Equal("", field.Find("textarea").GetAttribute("value") ?? "");
        Assert.Null(await KeptAsync());
    }

    [Fact]
    public async Task Leaving_right_after_typing_keeps_the_last_words()
    {
        var field = Render();
        Type(field, "avant de partir");

        await context.DisposeComponentsAsync();

        Assert.Equal("avant de partir", await KeptAsync());
    }

    [Fact]
    public async Task Two_tabs_both_keep_their_text_and_the_second_is_offered_the_first()
    {
        var first = Render();
        var second = Render();

        Type(first, "Je passe à 14 h");
        await first.WaitForAssertionAsync(() => Assert.Equal("Brouillon enregistré", first.Find(".draft-state").TextContent), Patience);
        Type(second, "Pièce commandée");
        await second.WaitForAssertionAsync(() => Assert.Equal("Je passe à 14 h", second.Find("blockquote").TextContent), Patience);

        Assert.Equal("Pièce commandée", second.Find("textarea").GetAttribute("value"));
        Assert.Equal(["Je passe à 14 h", "Pièce commandée"], (await AllAsync()).Select(d => d.Body));
    }

    [Theory]
    [InlineData(0, "Mien\n\nAutre")]
    [InlineData(1, "Autre")]
    [InlineData(2, "Mien")]
    public async Task The_other_text_is_added_taken_or_refused_and_one_draft_remains(int button, string kept)
    {
        var field = Render();
        await App.RunAsync((DraftStore store) => store.SaveAsync(key, "Autre", null, null, default));
        Type(field, "Mien");
        await field.WaitForAssertionAsync(() => field.Find("blockquote"), Patience);

        await field.FindAll(".other-draft button")[button].ClickAsync(new());

        Assert.Empty(field.FindAll(".other-draft"));
        Assert.Equal(kept, field.Find("textarea").GetAttribute("value"));
        Assert.Equal((key, kept), (await AllAsync()).Select(d => (d.Key, d.Body)).Single());
    }

    private Task<IReadOnlyList<KeptDraft>> AllAsync() => App.RunAsync((DraftStore store) => store.LoadAsync(key, default));

    private IRenderedComponent<DraftText> Render(Action<string>? heard = null)
    {
        var field = context.Render<DraftText>(p =>
        {
            p.Add(c => c.Key, key).Add(c => c.Label, "Réponse");
            if (heard is not null) p.Add(c => c.ValueChanged, heard);
        });
        field.WaitForState(() => field.Find("textarea").HasAttribute("data-draft"), Patience);
        return field;
    }

    /// <summary>The handler ends after the pause in typing that a save waits for, so it is not waited for.</summary>
    private static void Type(IRenderedComponent<DraftText> field, string text) => field.Find("textarea").Input(text);

    private async Task<string?> KeptAsync() => await AllAsync() is [var own, ..] ? own.Body : null;
}
