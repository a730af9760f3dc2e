using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Browser;

/// <summary>
/// An administrator invites a person, gives him a role within one structure, asks why he sees a ticket of it, finds him in the
/// list and deactivates him: by keyboard alone.
/// </summary>
internal sealed class AdministratorStory(BrowserApp app, string language, int width, string? pictures) : PlayedStory(app, language, width, pictures, "administration")
{
    private readonly string key = Guid.CreateVersion7().ToString("n")[20..];

    private string Name => $"Basile {key}";

    public async Task PlayAsync()
    {
        // Begins like no other structure: options are picked by their first letters.
        var quay = Make.Structure($"Q{key} Quai Nord", Support.World.Structure);
        var ticket = Make.Ticket("Extincteur 12 à vérifier", TicketState.New, App.World.Requester.User.Id, quay.Id, category: App.World.Printers.Id);
        await App.WithDbAsync(async db =>
        {
            db.AddRange(quay, ticket);
            return await db.SaveChangesAsync();
        });
        var administrator = await App.AddPersonAsync($"admin.{key}", "Amina Idrissi", BuiltInRoles.Administrator, Support.World.Structure, Language);

        var at = await SignInAsync(administrator, "/admin/users/new");
        await InviteAsync(at, quay);
        await GiveRoleAsync(at, quay);
        await AskWhyAsync(at, ticket.Number);
        await DeactivateAsync(at);
    }

    private async Task InviteAsync(Keyboard at, Structure quay)
    {
        await Assertions.Expect(at.Page.Locator("#user-name")).ToBeVisibleAsync();
        await at.TypeAsync(Texts["People.Name"], Name);
        await at.GoToAsync(Texts["People.UserName"]);
        await Assertions.Expect(at.Page.Locator("#user-username")).ToHaveValueAsync(new Regex(@"^basile\.\w+\.\w+$"));
        await at.PickAsync(Texts["People.Structure"], quay.Name);
        await at.GoToAsync(Texts["UserWelcome.Mail"]);
        await at.Page.Keyboard.PressAsync("ArrowDown");    // shows a link to hand over
        await TakePictureAsync(at, "invite");
        await at.PressAsync(Texts["People.Create"]);
        await Assertions.Expect(at.Page.Locator("#user-link")).ToHaveValueAsync(new Regex("/set-password\\?token="));
        await TakePictureAsync(at, "invited");

        await at.PressAsync(Texts["People.OpenCreated"]);
        await Assertions.Expect(at.Page.Locator("h1")).ToHaveTextAsync(Name);
        await Assertions.Expect(at.Page.Locator("#user-link")).ToHaveCountAsync(0);    // shown once
        await TakePictureAsync(at, "person");
    }

    private async Task GiveRoleAsync(Keyboard at, Structure quay)
    {
        await at.PressAsync(Texts["Access.GiveRole"]);
        await Assertions.Expect(at.Page.Locator("dialog[open] #assign-role")).ToBeVisibleAsync();
        await at.PickAsync(Texts["Access.Role"], Texts["Role.Technician"]);
        await at.PickAsync(Texts["Access.In"], quay.Name);
        await TakePictureAsync(at, "role-form");
        await at.PressAsync(Texts["Access.Give"]);
        await Assertions.Expect(at.Page.Locator(".given")).ToContainTextAsync($"{Texts["Role.Technician"]} · {quay.Name}");
        await TakePictureAsync(at, "role");
    }

    private async Task AskWhyAsync(Keyboard at, string number)
    {
        await at.PressAsync(Texts["Why.Title"]);
        await Assertions.Expect(at.Page.Locator("#why-person")).ToHaveAttributeAsync("placeholder", Name);
        await at.PickAsync(Texts["Access.Permission"], Texts["Permission.tickets.view.ticket"]);
        await at.TypeAsync(Texts["Why.Number"], number);
        await at.PressAsync(Texts["Why.Ask"]);
        await Assertions.Expect(at.Page.Locator(".why-answer h2")).ToContainTextAsync(Texts["Why.Yes"]);
        await Assertions.Expect(at.Page.Locator(".why-answer .counts")).ToContainTextAsync(Texts["Role.Technician"]);
        await TakePictureAsync(at, "why");
    }

    private async Task DeactivateAsync(Keyboard at)
    {
        await GoToUsersAsync(at);
        await at.TypeAsync(Texts["List.Search"], Name);
        await at.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(at.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await TakePictureAsync(at, "found");
        await at.PressAsync(Name);
        await Assertions.Expect(at.Page.Locator("h1")).ToHaveTextAsync(Name);
        await Assertions.Expect(at.Page.Locator("h1")).ToBeFocusedAsync();   // a page that opens takes the focus once, from wherever it is
        await at.PressAsync(Texts["People.More"]);
        await at.PressAsync(Texts["People.Deactivate"]);
        await Assertions.Expect(at.Page.Locator("dialog[open]")).ToBeVisibleAsync();
        await TakePictureAsync(at, "deactivate-form");
        await at.PressAsync(Texts["People.Deactivate"]);
        await Assertions.Expect(at.Page.Locator(".rechead .st")).ToHaveTextAsync(Texts["PersonState.Deactivated"]);
        await TakePictureAsync(at, "deactivated");
        Assert.False(await App.WithDbAsync(db => db.Set<User>().Where(u => u.DisplayName == Name).Select(u => u.IsActive).SingleAsync()));
    }

    /// <summary>On a phone the rail is folded away: an address is typed.</summary>
    private async Task GoToUsersAsync(Keyboard at)
    {
        if (IsPhone)
        {
            await at.Page.GotoAsync("/admin/users");
        }
        else
        {
            await at.PressAsync(Texts["Admin.Title"]);
            await Assertions.Expect(at.Page.Locator("h1")).ToHaveTextAsync(Texts["Admin.Title"]);
            await TakePictureAsync(at, "administration");
            await at.PressAsync(Texts["People.Title"]);
        }

        await Assertions.Expect(at.Page.Locator("h1")).ToHaveTextAsync(Texts["People.Title"]);
        await Assertions.Expect(at.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
    }
}
