using Microsoft.Playwright;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Browser;

/// <summary>Exports as a browser asks for them: through the whole application, cookie and policy included.</summary>
[Collection(BrowserTests.Name)]
public sealed class ExportTests(BrowserApp app) : BrowserTest(app)
{
    [ChromiumFact]
    public async Task The_manager_exports_what_his_list_shows_in_every_format()
    {
        var marker = $"export{Guid.CreateVersion7():n}";
        await App.WithDbAsync(async db =>
        {
            db.Add(Make.Ticket($"Badgeuse {marker}", structure: App.World.Workshop.Id, requester: App.World.Requester.User.Id, category: App.World.Printers.Id));
            return await db.SaveChangesAsync();
        });
        var page = await App.SignInAsync(App.World.Manager, $"/tickets?view=All&q={marker}");
        foreach (var (label, start) in new[] { ("Excel", "PK"), ("PDF", "%PDF"), ("CSV", "\ufeffNuméro") })
        {
            await page.Locator("[popovertarget='export-menu']").ClickAsync();
            var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("#export-menu a", new() { HasTextString = label }).ClickAsync());
            var text = await File.ReadAllTextAsync(await download.PathAsync());
            Assert.StartsWith(start.TrimStart('\ufeff'), text, StringComparison.Ordinal);
            if (label == "CSV") Assert.Contains(marker, text, StringComparison.Ordinal);
        }
    }

    [ChromiumFact]
    public async Task Who_may_not_export_is_offered_nothing_and_refused()
    {
        var page = await App.SignInAsync(App.World.Requester, "/tickets");

        await Assertions.Expect(page.Locator("[popovertarget='export-menu']")).ToHaveCountAsync(0);
        var answer = await page.APIRequest.GetAsync("/tickets/export?format=csv", new() { MaxRedirects = 0 });

        Assert.DoesNotContain("Numéro;", await answer.TextAsync(), StringComparison.Ordinal);
    }
}
