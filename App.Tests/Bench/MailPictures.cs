using Microsoft.Playwright;
using OpsFlux.Kernel.Mail.Templates;
using OpsFlux.Kernel.Reports.Printing;
using OpsFlux.Tests.Kernel.Mail;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Bench;

/// <summary>
/// Pictures of every kind of mail, in both languages, on a phone and on a wide screen, on light and on dark, and their text
/// alternatives: for whoever changes one and wants to see them all.
/// </summary>
internal static class MailPictures
{
    public static async Task<int> RunAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var app = new MailApp();
        await app.InitializeAsync();
        try
        {
            await TakeAsync(app, folder);
            return 0;
        }
        finally
        {
            await app.DisposeAsync();
            await TestCluster.StopAsync();
        }
    }

    private static async Task TakeAsync(MailApp app, string folder)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumProgram.Find(ChromiumFactAttribute.Options.Value), Args = ["--no-sandbox"] });
        foreach (var sample in Enum.GetValues<MailSample>())
            foreach (var language in new[] { "fr", "en" })
            {
                var mail = await app.RunAsync((SampleMails samples) => samples.RenderAsync(sample, language, default));
                await File.WriteAllTextAsync(Path.Combine(folder, $"{sample}-{language}.txt"), $"{mail.Subject}\n\n{mail.Text}");
                foreach (var width in new[] { 320, 360, 680 })
                    foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
                        await TakeAsync(browser, mail.Html, width, scheme, Path.Combine(folder, $"{sample}-{language}-{width}-{scheme}.png"));
            }
    }

    private static async Task TakeAsync(IBrowser browser, string html, int width, ColorScheme scheme, string file)
    {
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 480 }, ColorScheme = scheme });
        await page.SetContentAsync(html);
        if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0 and var beyond)
            Console.WriteLine($"{Path.GetFileName(file)} scrolls sideways by {beyond} px");
        if (width > 320) await page.ScreenshotAsync(new() { Path = file, FullPage = true });
        await page.CloseAsync();
    }
}
