using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Browser;

/// <summary>An administrator invites a person, gives him a role within one structure, asks why he sees a ticket of it, and deactivates him: by keyboard alone.</summary>
[Collection(BrowserTests.Name)]
public sealed class AdministratorStoryTests(BrowserApp app)
{
    /// <summary>Begins like no other structure: other stories have made some by then.</summary>
    private const string Quay = "Quai Nord";

    private readonly string name = $"Basile {Guid.CreateVersion7().ToString("n")[20..]}";

    [ChromiumFact]
    public async Task A_person_is_invited_trusted_explained_and_dismissed_without_a_mouse()
    {
        var number = await AddTicketAsync();
        var at = new Keyboard(await app.SignInAsync(app.World.Administrator, "/admin/users/new"));

        await InviteAsync(at);
        await GiveRoleAsync(at);
        await AskWhyAsync(at, number);
        await DeactivateAsync(at);
    }

    private async Task InviteAsync(Keyboard at)
    {
        await Assertions.Expect(at.Page.Locator("#user-name")).ToBeVisibleAsync();
        await at.TypeAsync("Nom", name);
        await at.GoToAsync("Nom d’utilisateur");
        await Assertions.Expect(at.Page.Locator("#user-username")).ToHaveValueAsync(new Regex(@"^basile\.\w+\.\w+$"));
        await at.PickAsync("Structure", "Atelier");
        await at.GoToAsync("Envoyer une invitation");
        await at.Page.Keyboard.PressAsync("ArrowDown");    // shows a link to hand over
        await at.PressAsync("Créer la personne");
        await Assertions.Expect(at.Page.Locator("#user-link")).ToHaveValueAsync(new Regex("/set-password\\?token="));

        await at.PressAsync("Ouvrir la fiche");
        await Assertions.Expect(at.Page.Locator("h1")).ToHaveTextAsync(name);
        await Assertions.Expect(at.Page.Locator("#user-link")).ToHaveCountAsync(0);    // shown once
    }

    private static async Task GiveRoleAsync(Keyboard at)
    {
        await at.PressAsync("Donner un rôle");
        await Assertions.Expect(at.Page.Locator("dialog[open] #assign-role")).ToBeVisibleAsync();
        await at.PickAsync("Rôle", "Technicien");
        await at.PickAsync("Dans quelle structure", Quay);
        await at.PressAsync("Donner");
        await Assertions.Expect(at.Page.Locator(".given")).ToContainTextAsync($"Technicien · {Quay}");
    }

    private async Task AskWhyAsync(Keyboard at, string number)
    {
        await at.PressAsync("Pourquoi");
        await Assertions.Expect(at.Page.Locator("#why-person")).ToHaveAttributeAsync("placeholder", name);
        await at.PickAsync("Permission", "Voir les tickets");
        await at.TypeAsync("Numéro du dossier", number);
        await at.PressAsync("Expliquer");
        await Assertions.Expect(at.Page.Locator(".why-answer h2")).ToContainTextAsync("Oui");
        await Assertions.Expect(at.Page.Locator(".why-answer .counts")).ToContainTextAsync("Technicien");
    }

    private async Task DeactivateAsync(Keyboard at)
    {
        await at.PressAsync("Administration");
        await Assertions.Expect(at.Page.Locator("h1")).ToHaveTextAsync("Administration");
        await at.PressAsync("Utilisateurs");
        await Assertions.Expect(at.Page.Locator("h1")).ToHaveTextAsync("Utilisateurs");
        await at.TypeAsync("Rechercher dans la liste", name);
        await at.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(at.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await at.PressAsync(name);
        await Assertions.Expect(at.Page.Locator("h1")).ToHaveTextAsync(name);
        await at.PressAsync("Plus");
        await at.PressAsync("Désactiver");
        await Assertions.Expect(at.Page.Locator("dialog[open]")).ToBeVisibleAsync();
        await at.PressAsync("Désactiver");
        await Assertions.Expect(at.Page.Locator(".rechead .st")).ToHaveTextAsync("Désactivée");
        Assert.False(await app.WithDbAsync(db => db.Set<User>().Where(u => u.DisplayName == name).Select(u => u.IsActive).SingleAsync()));
    }

    private async Task<string> AddTicketAsync()
    {
        var quay = Make.Structure(Quay, Support.World.Structure);
        var ticket = Make.Ticket("Extincteur 12 à vérifier", TicketState.New, app.World.Requester.User.Id, quay.Id, category: app.World.Printers.Id);
        await app.WithDbAsync(async db =>
        {
            db.AddRange(quay, ticket);
            return await db.SaveChangesAsync();
        });
        return ticket.Number;
    }
}
