using OpsFlux.Tests.Browser;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Bench;

/// <summary>Plays the main stories by keyboard in both languages, on a desktop and on a phone, and leaves a picture of every step in a folder.</summary>
internal static class StoryPictures
{
    public static async Task<int> RunAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var app = new BrowserApp();
        await app.InitializeAsync();
        try
        {
            foreach (var language in new[] { "fr", "en" })
                foreach (var width in new[] { 1440, 360 })
                {
                    await new KeyboardStory(app, language, width, folder).PlayAsync();
                    await new AdministratorStory(app, language, width, folder).PlayAsync();
                    Console.WriteLine($"played: {language}, {width} px");
                }

            return 0;
        }
        finally
        {
            await app.DisposeAsync();
            await TestCluster.StopAsync();
        }
    }
}
