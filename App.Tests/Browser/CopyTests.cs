using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Browser;

/// <summary>Buttons that copy: over plain http a browser has no clipboard.</summary>
[Collection(BrowserTests.Name)]
public sealed class CopyTests(BrowserApp app) : BrowserTest(app)
{
    [ChromiumFact]
    public async Task Where_there_is_no_clipboard_the_text_is_selected_and_nothing_said_to_be_copied()
    {
        var page = await App.SignInAsync(App.World.Requester);
        await page.AddInitScriptAsync("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
        await page.GotoAsync($"{App.Address}/profile");
        await page.WaitForSelectorAsync(".rail");
        await page.EvaluateAsync("document.body.insertAdjacentHTML('beforeend', '<code id=\"made\">ofk_essai</code><button data-copy=\"made\" data-copied=\"Copié\">Copier</button>')");

        await page.ClickAsync("[data-copy]");

        Assert.Equal("ofk_essai", await page.EvaluateAsync<string>("getSelection().toString()"));
        Assert.Equal("Copier", await page.InnerTextAsync("[data-copy]"));
    }
}
