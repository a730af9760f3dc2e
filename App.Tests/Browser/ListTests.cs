using Microsoft.Playwright;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Browser;

/// <summary>Finding one's way on the list by its links, without loading the page anew.</summary>
[Collection(BrowserTests.Name)]
public sealed class ListTests(BrowserApp app) : BrowserTest(app)
{
    /// <summary>A day that cannot be taken for a month.</summary>
    private static readonly DateTimeOffset Opened = new(2026, 3, 25, 13, 5, 0, TimeSpan.Zero);

    [ChromiumFact]
    public async Task Views_filters_and_searches_change_the_list_and_the_way_back_undoes_them()
    {
        var marker = await AddTicketAsync();
        var page = await App.SignInAsync(App.World.Manager, "/tickets?view=Mine");
        var row = page.Locator("tbody tr", new() { HasText = marker });
        await Assertions.Expect(page.Locator(".tabs [aria-current]")).ToContainTextAsync("À moi");

        await page.Locator(".tabs a", new() { HasText = "Tous" }).ClickAsync();
        await Assertions.Expect(page.Locator(".tabs [aria-current]")).ToContainTextAsync("Tous");
        await page.Locator(".list-search input").FillAsync(marker);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(row).ToBeVisibleAsync();

        await page.ClickAsync(".chip.add");
        await page.Locator(".filter-pop summary", new() { HasText = "Priorité" }).ClickAsync();
        await page.Locator(".filter-pop .option", new() { HasText = "Critique" }).ClickAsync();
        await Assertions.Expect(page.Locator(".chip b")).ToHaveTextAsync("Critique");
        await Assertions.Expect(row).ToHaveCountAsync(0);

        await page.GoBackAsync();
        await Assertions.Expect(row).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task A_record_that_was_opened_gives_the_focus_to_its_heading_and_a_dialog_to_its_first_field()
    {
        var marker = await AddTicketAsync();
        var page = await App.SignInAsync(App.World.Manager, $"/tickets?view=All&q={marker}");

        await page.Locator("tbody a", new() { HasText = marker }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();

        var assign = page.Locator(".actions button", new() { HasText = "Affecter…" });
        await assign.ClickAsync();
        await Assertions.Expect(page.Locator("#assignee")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(assign).ToBeFocusedAsync();

        await assign.ClickAsync();
        await page.SelectOptionAsync("#assignee", new SelectOptionValue { Label = App.World.Technician.User.DisplayName });
        await page.ClickAsync("dialog button[type=submit]");
        await Assertions.Expect(page.Locator(".actions button", new() { HasText = "Réaffecter…" })).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task The_export_menu_closes_by_escape()
    {
        var page = await App.SignInAsync(App.World.Manager, "/tickets");
        await page.ClickAsync("[popovertarget='export-menu']");
        await Assertions.Expect(page.Locator("#export-menu")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(page.Locator("#export-menu")).ToBeHiddenAsync();
    }

    [ChromiumFact]
    public async Task An_English_reader_sees_the_day_before_the_month()
    {
        var marker = await AddTicketAsync();
        var page = await App.SignInAsync(App.World.English, $"/tickets?view=All&q={marker}");

        await page.Locator("tbody a", new() { HasText = marker }).ClickAsync();

        await Assertions.Expect(page.Locator(".props").First).ToContainTextAsync("25/03/2026");
    }

    /// <summary>A new ticket of the workshop; the answer is a word of its title that no other has.</summary>
    private async Task<string> AddTicketAsync()
    {
        var marker = $"repere{Guid.CreateVersion7():n}";
        await App.WithDbAsync(async db =>
        {
            db.Add(Make.Ticket($"Badgeuse {marker}", structure: App.World.Workshop.Id, openedAt: Opened, requester: App.World.Requester.User.Id, category: App.World.Printers.Id));
            return await db.SaveChangesAsync();
        });
        return marker;
    }
}
