using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Browser;

/// <summary>The main stories by keyboard alone; deploy/story.sh plays the same in both languages on both widths, with pictures.</summary>
[Collection(BrowserTests.Name)]
public sealed class KeyboardStoryTests(BrowserApp app) : BrowserTest(app)
{
    [ChromiumTheory]
    [InlineData("fr", 360)]
    [InlineData("en", 1440)]
    public Task The_main_story_needs_no_mouse(string language, int width) => new KeyboardStory(App, language, width, pictures: null).PlayAsync();

    [ChromiumTheory]
    [InlineData("fr", 1440)]
    [InlineData("en", 360)]
    public Task Administration_needs_no_mouse(string language, int width) => new AdministratorStory(App, language, width, pictures: null).PlayAsync();
}
