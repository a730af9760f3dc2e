using Microsoft.Playwright;
using OpsFlux.Kernel.Access;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Browser;

/// <summary>
/// The main story by keyboard alone, in one language on one width: a printer fails, the technician's badge rises, he takes
/// it, waits for a part, resolves; the requester validates and rates; the manager exports the month and finds it there.
/// Leaves a picture of each step where asked.
/// </summary>
internal sealed class KeyboardStory(BrowserApp app, string language, int width, string? pictures) : PlayedStory(app, language, width, pictures, "desk")
{
    private sealed record Cast(Person Requester, Person Technician, Person Manager, string Category);

    public async Task PlayAsync()
    {
        var cast = await CastAsync();
        var title = $"{Texts.Title} {Guid.CreateVersion7().ToString("n")[20..]}";
        var technician = await SignInAsync(cast.Technician, "/tickets");
        var requester = await SignInAsync(cast.Requester, "/tickets/new");

        await DeclareAsync(requester, title, cast.Category);
        await TakeAsync(technician, title);
        await WaitForAPartAsync(technician);
        await ResolveAsync(technician);
        await ValidateAndRateAsync(requester);
        await ExportAsync(await SignInAsync(cast.Manager, "/tickets?view=All&state=any"), title);
    }

    private async Task DeclareAsync(Keyboard at, string title, string category)
    {
        await at.TypeAsync(Texts["New.Title"], title);
        await at.PickAsync(Texts["Field.Category"], category);
        await at.TypeAsync(Texts["New.Description"], Texts.Description);
        await TakePictureAsync(at, "declare");
        await at.PressAsync(Texts["Tickets.Declare"]);
        await Assertions.Expect(at.Page.Locator("h1")).ToContainTextAsync(title);
        await TakePictureAsync(at, "declared");
    }

    /// <summary>The badge rises by itself; Ctrl+K would do too, but the list is what a technician has open.</summary>
    private async Task TakeAsync(Keyboard at, string title)
    {
        await Assertions.Expect(at.Page.Locator(".bell b")).ToBeVisibleAsync();
        await Assertions.Expect(at.Page.Locator(".list-card")).ToContainTextAsync(title);
        await TakePictureAsync(at, "badge");
        await at.PressAsync(title);
        await Assertions.Expect(at.Page.Locator("h1")).ToContainTextAsync(title);
        await at.PressAsync(Texts["Step.Start"]);
        await ExpectStateAsync(at, "TicketState.InProgress");
        await TakePictureAsync(at, "taken");
    }

    private async Task WaitForAPartAsync(Keyboard at)
    {
        await at.PressAsync(Texts["Step.Wait"]);
        await Assertions.Expect(at.Page.Locator("dialog[open]")).ToBeVisibleAsync();
        await at.PickAsync(Texts["Field.WaitingReason"], Texts["WaitingReason.parts"]);
        await TakePictureAsync(at, "waiting-form");
        await at.PressAsync(Texts["Step.Wait.Confirm"]);
        await ExpectStateAsync(at, "TicketState.Waiting");
        await TakePictureAsync(at, "waiting");
        await at.PressAsync(Texts["Step.Resume"]);
        await ExpectStateAsync(at, "TicketState.InProgress");
    }

    private async Task ResolveAsync(Keyboard at)
    {
        await at.PressAsync(Texts["Step.Resolve"]);
        await Assertions.Expect(at.Page.Locator("dialog[open] #solution")).ToBeEnabledAsync();
        await at.TypeAsync(Texts["Field.Solution"], Texts.Solution);
        await TakePictureAsync(at, "resolve-form");
        await at.PressAsync(Texts["Step.Resolve.Confirm"]);
        await ExpectStateAsync(at, "TicketState.Resolved");
    }

    private async Task ValidateAndRateAsync(Keyboard at)
    {
        await ExpectStateAsync(at, "TicketState.Resolved");
        await TakePictureAsync(at, "resolved");
        await at.PressAsync(Texts["Step.Validate"]);
        await Assertions.Expect(at.Page.Locator(".rating")).ToBeVisibleAsync();
        await at.GoToAsync(Texts.Format("Rating.OutOf", 1));
        for (var score = 1; score < 5; score++) await at.Page.Keyboard.PressAsync("ArrowRight");
        await at.TypeAsync(Texts["Rating.Comment"], Texts.Thanks);
        await TakePictureAsync(at, "rating");
        await at.PressAsync(Texts["Rating.Send"]);
        await Assertions.Expect(at.Page.Locator(".tl")).ToContainTextAsync(Texts.Format("Rating.OutOf", 5));
        await TakePictureAsync(at, "rated");
    }

    private async Task ExportAsync(Keyboard at, string title)
    {
        await Assertions.Expect(at.Page.Locator(".list-card")).ToContainTextAsync(title);
        await TakePictureAsync(at, "manager");
        var excel = await DownloadAsync(at, Texts["Export.xlsx"]);
        var pdf = await DownloadAsync(at, Texts["Export.pdf"]);
        Assert.Contains(title, ExcelText.Of(excel), StringComparison.Ordinal);
        Assert.StartsWith("%PDF", System.Text.Encoding.Latin1.GetString((await File.ReadAllBytesAsync(pdf))[..8]), StringComparison.Ordinal);
    }

    private async Task<string> DownloadAsync(Keyboard at, string format)
    {
        await at.PressAsync(Texts["Export"]);
        await at.GoToAsync(format);
        var download = await at.Page.RunAndWaitForDownloadAsync(() => at.Page.Keyboard.PressAsync("Enter"));
        var path = FileFor(download.SuggestedFilename) ?? await download.PathAsync();
        if (Pictures is not null) await download.SaveAsAsync(path);
        await at.Page.Keyboard.PressAsync("Escape");
        return path;
    }

    private Task ExpectStateAsync(Keyboard at, string state) => Assertions.Expect(at.Page.Locator(".rechead .st").First).ToContainTextAsync(Texts[state]);

    private async Task<Cast> CastAsync()
    {
        var key = Guid.CreateVersion7().ToString("n")[20..];
        var team = Make.Group($"{Texts.Team} {key}");
        var category = Make.Category($"{Texts.Category} {key}", team.Id);
        var structure = Make.Structure(Texts.Structure, Support.World.Structure);
        await App.WithDbAsync(async db =>
        {
            db.AddRange(team, category, structure);
            return await db.SaveChangesAsync();
        });
        var technician = await App.AddPersonAsync($"technician.{key}", "Yasmine Alaoui", BuiltInRoles.Technician, structure.Id, Language);
        await App.WithDbAsync(async db =>
        {
            db.Add(Make.Member(team, technician.User));
            return await db.SaveChangesAsync();
        });
        return new(
            await App.AddPersonAsync($"requester.{key}", "Karim Daoudi", BuiltInRoles.User, structure.Id, Language), technician,
            await App.AddPersonAsync($"manager.{key}", "Salma Benali", BuiltInRoles.Manager, structure.Id, Language), category.Path);
    }
}
