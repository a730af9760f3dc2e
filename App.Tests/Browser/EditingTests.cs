using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Browser;

/// <summary>Two people work on one ticket: by keyboard, at once, and with a restart of the application in between.</summary>
[Collection(BrowserTests.Name)]
public sealed class EditingTests(BrowserApp app) : BrowserTest(app)
{
    [ChromiumFact]
    public async Task A_value_is_edited_where_it_stands_by_keyboard_alone()
    {
        var ticket = await TicketAsync();
        var page = await App.SignInAsync(App.World.Manager, $"/tickets/{ticket.Number}");

        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();   // the page has arrived: its heading takes the focus then
        await page.Locator("button[aria-label$='modifier : Impact']").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("Impact", new() { Exact = true })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("button[aria-label$='modifier : Impact']")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("Impact", new() { Exact = true })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("button[aria-label$='modifier : Impact']")).ToHaveTextAsync("Service");
        await Assertions.Expect(page.Locator(".tl")).ToContainTextAsync("a changé l’impact : Une personne → Service");
        Assert.Equal(Impact.Medium, (await ReadAsync(ticket.Id)).Impact);
    }

    [ChromiumFact]
    public async Task Of_two_who_rewrite_a_description_the_second_chooses_and_loses_nothing()
    {
        var ticket = await TicketAsync();
        var first = await App.SignInAsync(App.World.Manager, $"/tickets/{ticket.Number}");
        var second = await App.SignInAsync(App.World.Technician, $"/tickets/{ticket.Number}");
        await DescribeAsync(second, "La presse 3 fuit au vérin droit.");
        await DescribeAsync(first, "La presse 3 fuit au vérin gauche, zone balisée.");
        await first.Locator(".describe .btn.main").ClickAsync();
        await Assertions.Expect(second.Locator(".tl")).ToContainTextAsync("a modifié la description");

        await second.Locator(".describe .btn.main").ClickAsync();

        await Assertions.Expect(second.Locator(".conflict-side mark").First).ToHaveTextAsync("droit");
        await Assertions.Expect(second.Locator(".conflict")).ToContainTextAsync("Salma Benali");
        await second.GetByRole(AriaRole.Button, new() { Name = "Revenir à ma saisie" }).ClickAsync();
        await Assertions.Expect(second.Locator("#description")).ToHaveValueAsync("La presse 3 fuit au vérin droit.");
        await second.Locator(".describe .btn.main").ClickAsync();
        await second.Locator(".conflict-side input").First.CheckAsync();
        await second.GetByRole(AriaRole.Button, new() { Name = "Garder ce choix" }).ClickAsync();

        await Assertions.Expect(first.Locator(".tl")).ToContainTextAsync("a tranché entre deux versions de la description");
        await Assertions.Expect(second.Locator(".describe")).ToHaveCountAsync(0);
        Assert.Equal("La presse 3 fuit au vérin droit.", (await ReadAsync(ticket.Id)).Description);
        var settled = await App.WithDbAsync(db => db.Set<TimelineEntry>().SingleAsync(e => e.RecordId == ticket.Id && e.Kind == TimelineKind.ConflictSettled));
        Assert.Equal("La presse 3 fuit au vérin gauche, zone balisée.", settled.OldValue);
    }

    [ChromiumFact]
    public async Task A_step_on_a_ticket_that_went_on_is_refused_with_what_was_typed_still_there()
    {
        var ticket = await TicketAsync();
        var page = await App.SignInAsync(App.World.Technician, $"/tickets/{ticket.Number}");
        var other = await App.SignInAsync(App.World.Manager, $"/tickets/{ticket.Number}");
        await page.Locator(".actions button", new() { HasTextString = "Résoudre" }).ClickAsync();
        await page.FillAsync("#solution", "Joint remplacé.");
        await other.Locator(".actions button", new() { HasTextString = "Mettre en attente…" }).ClickAsync();
        await other.SelectOptionAsync("#waiting-reason", "parts");
        await other.ClickAsync("dialog button[type=submit]");
        await Assertions.Expect(page.Locator(".st").First).ToHaveTextAsync("En attente · pièce");

        await page.ClickAsync("dialog button[type=submit]");

        await Assertions.Expect(page.Locator("dialog [role=alert]").First).ToContainTextAsync("Salma Benali a fait avancer le ticket");
        await Assertions.Expect(page.Locator("#solution")).ToHaveValueAsync("Joint remplacé.");
        Assert.Equal(TicketState.Waiting, (await ReadAsync(ticket.Id)).State);
    }

    [ChromiumFact]
    public async Task The_server_is_stopped_while_somebody_types_and_the_page_comes_back_by_itself_with_the_text()
    {
        var ticket = await TicketAsync();
        var page = await App.SignInAsync(App.World.Technician, $"/tickets/{ticket.Number}");
        var kept = string.Join('\n', Enumerable.Repeat("Démontage du vérin, contrôle des joints, essai à vide.", 40));
        await page.FillAsync("#reply", kept);
        await Assertions.Expect(page.Locator(".compose .draft-state")).ToHaveTextAsync("Brouillon enregistré");

        await App.RestartAsync(async () =>
        {
            await Assertions.Expect(page.Locator("#connection")).ToBeVisibleAsync();
            await page.Locator("#reply").PressAsync("Control+End");
            await page.Keyboard.TypeAsync(" Et ceci, tapé pendant l’arrêt.");
        });

        await Assertions.Expect(page.Locator("#reply")).ToBeEnabledAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(page.Locator("#connection")).ToBeHiddenAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(page.Locator("#reply")).ToHaveValueAsync(kept + " Et ceci, tapé pendant l’arrêt.", new() { Timeout = 30_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Répondre" }).ClickAsync();
        await Assertions.Expect(page.Locator(".tl")).ToContainTextAsync("Et ceci, tapé pendant l’arrêt.");
        await Assertions.Expect(page.Locator("#reply")).ToHaveValueAsync("");
    }

    [ChromiumFact]
    public async Task Too_late_to_reopen_a_ticket_that_carries_on_is_begun_for_its_author()
    {
        var ticket = Make.Ticket(
            $"Vieille panne {Guid.CreateVersion7():n}", TicketState.Closed, App.World.Requester.User.Id, App.World.Workshop.Id, category: App.World.Printers.Id,
            openedAt: TimeProvider.System.GetUtcNow().AddDays(-40));
        await App.WithDbAsync(async db =>
        {
            db.Add(ticket);
            return await db.SaveChangesAsync();
        });
        var page = await App.SignInAsync(App.World.Requester, $"/tickets/{ticket.Number}");

        await page.GetByRole(AriaRole.Link, new() { Name = "Ouvrir un ticket de suite" }).ClickAsync();

        await Assertions.Expect(page.Locator("#title")).ToHaveValueAsync($"Suite de {ticket.Number} : {ticket.Title}");
        await Assertions.Expect(page.Locator("#category")).ToHaveValueAsync(App.World.Printers.Id.ToString());
        await page.ClickAsync("form button[type=submit].main");
        await Assertions.Expect(page.Locator(".tl .msg a")).ToHaveAttributeAsync("href", $"{App.Address}/tickets/{ticket.Number}");
    }

    private static async Task DescribeAsync(IPage page, string words)
    {
        await page.Locator(".describe-open").ClickAsync();
        await Assertions.Expect(page.Locator("#description")).ToBeEnabledAsync();
        await page.FillAsync("#description", words);
        await Assertions.Expect(page.Locator(".describe .draft-state")).ToHaveTextAsync("Brouillon enregistré");
    }

    private async Task<Ticket> TicketAsync()
    {
        var ticket = Make.Ticket(
            $"Presse hydraulique {Guid.CreateVersion7():n}", TicketState.InProgress, App.World.Requester.User.Id, App.World.Workshop.Id,
            App.World.Technician.User.Id, App.World.Team.Id, App.World.Printers.Id, "La presse 3 fuit.");
        await App.WithDbAsync(async db =>
        {
            db.Add(ticket);
            return await db.SaveChangesAsync();
        });
        return ticket;
    }

    private Task<Ticket> ReadAsync(Guid id) => App.WithDbAsync(db => db.Set<Ticket>().AsNoTracking().SingleAsync(t => t.Id == id));
}
