using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Browser;

/// <summary>What an open page does by itself, within five seconds and without reload, when its person may do less or is signed out.</summary>
[Collection(BrowserTests.Name)]
public sealed class SessionTests(BrowserApp app) : BrowserTest(app)
{
    private const float FiveSeconds = 5_000;

    [ChromiumFact]
    public async Task What_is_taken_away_leaves_the_open_page_and_whoever_is_deactivated_the_application()
    {
        var marker = $"Panne {Guid.CreateVersion7():n}";
        var ticket = await App.WithDbAsync(async db =>
        {
            var made = Make.Ticket(marker, structure: App.World.Workshop.Id);
            db.Add(made);
            await db.SaveChangesAsync();
            return made.Number;
        });
        var person = await App.AddPersonAsync($"omar.tazi.{Guid.CreateVersion7():n}", "Omar Tazi", BuiltInRoles.Technician, App.World.Workshop.Id);
        var page = await App.SignInAsync(person, $"/tickets/{ticket}");
        await page.GetByRole(AriaRole.Heading, new() { Name = marker }).WaitForAsync();

        await App.WithDbAsync(async db =>
        {
            db.RemoveRange(await db.Set<RoleAssignment>().Where(a => a.UserId == person.User.Id).ToListAsync());
            return await db.SaveChangesAsync();
        });
        await page.WaitForFunctionAsync("marker => !document.documentElement.innerHTML.includes(marker)", marker, new() { Timeout = FiveSeconds });

        await page.GotoAsync("/profile/sessions");
        await page.GetByText("Cette session", new() { Exact = true }).WaitForAsync();
        await App.WithDbAsync(async db =>
        {
            (await db.Set<User>().SingleAsync(u => u.Id == person.User.Id)).IsActive = false;
            return await db.SaveChangesAsync();
        });
        await page.WaitForURLAsync("**/sign-in?*", new() { Timeout = FiveSeconds });
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Votre compte ne permet plus de se connecter");
    }

    [ChromiumFact]
    public async Task Sessions_are_seen_and_ended_by_their_owner()
    {
        var person = await App.AddPersonAsync($"rim.saadi.{Guid.CreateVersion7():n}", "Rim Saadi", BuiltInRoles.User, App.World.Workshop.Id);
        var (here, there) = (await App.SignInAsync(person, "/profile/sessions"), await App.SignInAsync(person, "/tickets", 360));

        await here.GetByRole(AriaRole.Button, new() { NameRegex = new("Déconnecter la session") }).ClickAsync();
        await here.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Déconnecter", Exact = true }).ClickAsync();

        await there.WaitForURLAsync("**/sign-in?*", new() { Timeout = FiveSeconds });
        await Assertions.Expect(there.GetByRole(AriaRole.Status)).ToContainTextAsync("fermée");
        await here.GetByRole(AriaRole.Button, new() { Name = "Déconnecter partout" }).ClickAsync();
        await here.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Déconnecter partout" }).ClickAsync();
        await here.WaitForURLAsync("**/sign-in?*", new() { Timeout = FiveSeconds });
    }
}
