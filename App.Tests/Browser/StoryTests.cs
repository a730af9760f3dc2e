using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Browser;

/// <summary>The main job, end to end, by several people at once, each in a browser of his own.</summary>
[Collection(BrowserTests.Name)]
public sealed class StoryTests(BrowserApp app) : BrowserTest(app)
{
    [ChromiumFact]
    public async Task A_ticket_goes_from_declaration_to_rating_without_anybody_reloading()
    {
        var title = $"Imprimante étiquettes hors ligne {Guid.CreateVersion7():n}";
        var technician = await App.SignInAsync(App.World.Technician, "/tickets");
        var requester = await App.SignInAsync(App.World.Requester, "/tickets/new");

        await requester.FillAsync("#title", title);
        await requester.SelectOptionAsync("#category", new SelectOptionValue { Label = App.World.Printers.Path });
        await requester.FillAsync("#description", "Plus rien ne sort depuis ce matin.");
        await requester.ClickAsync("form button[type=submit].main");
        await Assertions.Expect(requester.Locator("h1")).ToHaveTextAsync(title);

        // The badge and the list of the technician, who has done nothing.
        await Assertions.Expect(technician.Locator(".bell b")).ToBeVisibleAsync();
        await technician.Locator("a", new() { HasText = title }).ClickAsync();
        await Assertions.Expect(technician.Locator("h1")).ToHaveTextAsync(title);

        await StepAsync(technician, "Prendre en charge");
        await Assertions.Expect(requester.Locator(".st").First).ToHaveTextAsync("En cours");

        await technician.FillAsync("#reply", "Je passe dans dix minutes.");
        await technician.ClickAsync("button:has-text('Répondre')");
        await Assertions.Expect(requester.Locator(".tl")).ToContainTextAsync("Je passe dans dix minutes.");
        await technician.FillAsync("#reply", "Note : tambour usé.");
        await technician.ClickAsync("button:has-text('Note interne')");
        await Assertions.Expect(technician.Locator(".tl")).ToContainTextAsync("tambour usé");

        await StepAsync(technician, "Mettre en attente…");
        await technician.SelectOptionAsync("#waiting-reason", "parts");
        await technician.ClickAsync("dialog button[type=submit]");
        await Assertions.Expect(requester.Locator(".st").First).ToHaveTextAsync("En attente · pièce");
        await StepAsync(technician, "Reprendre");
        await StepAsync(technician, "Résoudre");
        await technician.FillAsync("#solution", "Tambour remplacé.");
        await technician.ClickAsync("dialog button[type=submit]");

        await StepAsync(requester, "Valider et clore");
        await requester.Locator(".rating .seg label").Last.ClickAsync();
        await requester.FillAsync("#rating-comment", "Merci, rapide !");
        await requester.ClickAsync(".rating button[type=submit]");
        await Assertions.Expect(technician.Locator(".tl")).ToContainTextAsync("5 sur 5");

        var ticket = await App.WithDbAsync(db => db.Set<Ticket>().SingleAsync(t => t.Title == title));
        Assert.Equal((TicketState.Closed, 5), (ticket.State, ticket.Score));
        Assert.DoesNotContain("tambour usé", await requester.ContentAsync(), StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task Someone_of_another_structure_finds_nothing_by_any_way()
    {
        var marker = $"marqueur{Guid.CreateVersion7():n}";
        var ticket = Make.Ticket($"Fuite {marker}", structure: App.World.Workshop.Id, requester: App.World.Requester.User.Id, category: App.World.Printers.Id);
        await App.WithDbAsync(async db =>
        {
            db.Add(ticket);
            return await db.SaveChangesAsync();
        });

        var stranger = await App.SignInAsync(App.World.Stranger, "/tickets?view=All");
        string[] addresses = ["/tickets?view=All", $"/tickets?view=All&q={marker}", $"/tickets/{ticket.Number}", $"/tickets/{ticket.Id}", "/tickets/board?view=All"];
        foreach (var address in addresses)
        {
            await stranger.GotoAsync(address);
            await stranger.WaitForSelectorAsync("h1, [role=alert]");
            await Assertions.Expect(stranger.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
            var shown = Regex.Replace(await stranger.ContentAsync(), "value=\"[^\"]*\"", "");   // his own search words are his
            Assert.DoesNotContain($"Fuite {marker}", shown, StringComparison.Ordinal);
        }

        var export = await stranger.APIRequest.GetAsync("/tickets/export?format=csv&view=All&state=any");
        Assert.DoesNotContain(marker, await export.TextAsync(), StringComparison.Ordinal);
        Assert.Contains(marker, await ListOfAsync(App.World.Manager, marker), StringComparison.Ordinal);   // the marker does reach who may
    }

    [ChromiumFact]
    public async Task What_was_typed_comes_back_after_the_page_was_left()
    {
        var page = await App.SignInAsync(App.World.Requester, "/tickets/new");
        var words = $"Écran noir {Guid.CreateVersion7():n}";

        await page.FillAsync("#description", words);
        await Assertions.Expect(page.GetByText("Brouillon enregistré").First).ToBeVisibleAsync();
        await page.GotoAsync("/tickets");
        await page.GotoAsync("/tickets/new");

        await Assertions.Expect(page.Locator("#description")).ToHaveValueAsync(words);
        await page.FillAsync("#description", "");
    }

    private async Task<string> ListOfAsync(Person person, string words)
    {
        var page = await App.SignInAsync(person, $"/tickets?view=All&q={words}");
        await page.WaitForSelectorAsync("tbody tr");
        return await page.ContentAsync();
    }

    private static Task StepAsync(IPage page, string label) => page.Locator(".actions button", new() { HasTextString = label }).ClickAsync();
}
