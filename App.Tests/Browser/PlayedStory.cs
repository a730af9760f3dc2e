using Microsoft.Playwright;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Browser;

/// <summary>A story played by keyboard alone, in one language on one width. Leaves a picture of each step where asked.</summary>
/// <param name="pictures">A folder; null: none.</param>
/// <param name="name">Part of the pictures' names.</param>
internal abstract class PlayedStory(BrowserApp app, string language, int width, string? pictures, string name)
{
    private int taken;

    protected BrowserApp App => app;
    protected string Language => language;
    protected bool IsPhone => width < 600;
    protected string? Pictures => pictures;
    protected StoryTexts Texts { get; } = new(language);

    /// <summary>Null where no files are left.</summary>
    protected string? FileFor(string file) => pictures is null ? null : Path.Combine(pictures, $"{name}-{language}-{width}-{file}");

    protected async Task TakePictureAsync(Keyboard at, string step)
    {
        if (pictures is null) return;
        await Assertions.Expect(at.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
        await at.Page.ScreenshotAsync(new() { Path = FileFor($"{++taken:00}-{step}.png") });
    }

    /// <summary>By keyboard too: the first field has the focus when the page opens.</summary>
    protected async Task<Keyboard> SignInAsync(Person person, string at)
    {
        var page = await app.OpenAsync(width, IsPhone ? 740 : 900, language);
        var keyboard = new Keyboard(page);
        await page.GotoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(at)}");
        await page.Keyboard.TypeAsync(person.User.UserName!);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(person.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("h1");
        await Assertions.Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
        return keyboard;
    }
}
