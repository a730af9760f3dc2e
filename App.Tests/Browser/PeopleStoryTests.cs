using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Browser;

/// <summary>An administrator adds somebody with a role and a link, finds him in the list, and takes his account out of use: by keyboard alone.</summary>
[Collection(BrowserTests.Name)]
public sealed class PeopleStoryTests(BrowserApp app) : BrowserTest(app)
{
    [ChromiumFact]
    public async Task Somebody_comes_and_leaves_without_a_mouse()
    {
        var name = $"Noémie {Guid.CreateVersion7().ToString("n")[20..]}";
        var at = new Keyboard(await App.SignInAsync(App.World.Administrator, "/admin/users"));
        await at.PressAsync("Nouvelle personne");
        await Assertions.Expect(at.Page.Locator("#user-name")).ToBeVisibleAsync();

        await at.TypeAsync("Nom", name);
        await at.GoToAsync("Nom d’utilisateur");
        await Assertions.Expect(at.Page.Locator("#user-username")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex(@"^noemie\.\w+\.\w+$"));
        await at.PickAsync("Structure", "Atelier");
        await at.PickAsync("Rôle", "Technicien");
        await at.GoToAsync("Envoyer une invitation");
        await at.Page.Keyboard.PressAsync("ArrowDown");
        await at.PressAsync("Créer la personne");

        await Assertions.Expect(at.Page.Locator("#user-link")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("/set-password\\?token="));
        await at.PressAsync("Ouvrir la fiche");
        await Assertions.Expect(at.Page.Locator("h1")).ToHaveTextAsync(name);
        await Assertions.Expect(at.Page.Locator(".rechead .st")).ToHaveTextAsync("Jamais venue");
        var person = await App.WithDbAsync(db => db.Set<User>().SingleAsync(u => u.DisplayName == name));
        Assert.True(await App.WithDbAsync(db => db.Set<RoleAssignment>().AnyAsync(a => a.UserId == person.Id)));

        await at.PressAsync("Plus");
        await at.PressAsync("Désactiver");
        await Assertions.Expect(at.Page.Locator("dialog[open]")).ToBeVisibleAsync();
        await at.PressAsync("Désactiver");
        await Assertions.Expect(at.Page.Locator(".rechead .st")).ToHaveTextAsync("Désactivée");
        Assert.False(await App.WithDbAsync(db => db.Set<User>().Where(u => u.Id == person.Id).Select(u => u.IsActive).SingleAsync()));
    }
}
