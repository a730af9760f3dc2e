using Microsoft.Playwright;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Browser;

/// <summary>What people get wrong, and what breaks under them: a precise message each, nothing half-written.</summary>
[Collection(BrowserTests.Name)]
public sealed class BadInputTests(BrowserApp app) : BrowserTest(app)
{
    [ChromiumFact]
    public async Task An_empty_declaration_says_what_is_missing_next_to_the_fields()
    {
        var page = await App.SignInAsync(App.World.Requester, "/tickets/new");
        await page.FillAsync("#title", "");

        await page.ClickAsync("form button[type=submit].main");

        await Assertions.Expect(page.Locator(".f", new() { Has = page.Locator("#title") })).ToContainTextAsync("Dites en quelques mots");
        await Assertions.Expect(page.Locator(".f", new() { Has = page.Locator("#category") })).ToContainTextAsync("elle désigne l’équipe");
    }

    [ChromiumFact]
    public async Task A_title_of_ten_thousand_characters_is_refused_with_the_limit()
    {
        var page = await App.SignInAsync(App.World.Requester, "/tickets/new");
        await page.SelectOptionAsync("#category", new SelectOptionValue { Label = App.World.Printers.Path });
        await page.FillAsync("#title", new string('x', 10_000));

        await page.ClickAsync("form button[type=submit].main");

        await Assertions.Expect(page.Locator(".f", new() { Has = page.Locator("#title") })).ToContainTextAsync("200 caractères au plus");
        await page.FillAsync("#title", "");
    }

    [ChromiumFact]
    public async Task A_right_to_left_title_stands_as_it_was_written()
    {
        const string title = "الطابعة لا تعمل في الطابق الثاني";
        var page = await App.SignInAsync(App.World.Requester, "/tickets/new");
        await page.SelectOptionAsync("#category", new SelectOptionValue { Label = App.World.Printers.Path });
        await page.FillAsync("#title", title);

        await page.ClickAsync("form button[type=submit].main");

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(title);
    }

    [ChromiumFact]
    public async Task A_ticket_that_does_not_exist_is_said_so()
    {
        var page = await App.SignInAsync(App.World.Requester, "/tickets/TIC-1999-000001");

        await Assertions.Expect(page.Locator(".alert")).ToContainTextAsync("n’existe pas");
    }

    [ChromiumFact]
    public async Task A_broken_filter_is_named()
    {
        var page = await App.SignInAsync(App.World.Technician, "/tickets?priority=abc");

        await Assertions.Expect(page.Locator(".alert")).ToContainTextAsync("priority = abc");
    }

    [ChromiumFact]
    public async Task The_page_goes_on_by_itself_when_the_database_has_restarted()
    {
        var page = await App.SignInAsync(App.World.Administrator, "/tickets?view=All");

        await App.DropConnectionsAsync();
        await page.ClickAsync(".tabs a >> nth=0");
        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
        await page.GotoAsync("/tickets/new");

        await Assertions.Expect(page.Locator("#title")).ToBeVisibleAsync();
    }
}
