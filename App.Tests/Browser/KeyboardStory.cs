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
internal sealed class KeyboardStory(BrowserApp app, string language, int width, string? pictures)
{
    private readonly StoryTexts texts = new(language);
    private int taken;

    private sealed record Cast(Person Requester, Person Technician, Person Manager, string Category);

    public async Task PlayAsync()
    {
        var cast = await CastAsync();
        var title = $"{texts.Title} {Guid.CreateVersion7().ToString("n")[20..]}";
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
        await at.TypeAsync(texts["New.Title"], title);
        await at.PickAsync(texts["Field.Category"], category);
        await at.TypeAsync(texts["New.Description"], texts.Description);
        await TakePictureAsync(at, "declare");
        await at.PressAsync(texts["Tickets.Declare"]);
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
        await at.PressAsync(texts["Step.Start"]);
        await ExpectStateAsync(at, "TicketState.InProgress");
        await TakePictureAsync(at, "taken");
    }

    private async Task WaitForAPartAsync(Keyboard at)
    {
        await at.PressAsync(texts["Step.Wait"]);
        await Assertions.Expect(at.Page.Locator("dialog[open]")).ToBeVisibleAsync();
        await at.PickAsync(texts["Field.WaitingReason"], texts["WaitingReason.parts"]);
        await TakePictureAsync(at, "waiting-form");
        await at.PressAsync(texts["Step.Wait.Confirm"]);
        await ExpectStateAsync(at, "TicketState.Waiting");
        await TakePictureAsync(at, "waiting");
        await at.PressAsync(texts["Step.Resume"]);
        await ExpectStateAsync(at, "TicketState.InProgress");
    }

    private async Task ResolveAsync(Keyboard at)
    {
        await at.PressAsync(texts["Step.Resolve"]);
        await Assertions.Expect(at.Page.Locator("dialog[open] #solution")).ToBeEnabledAsync();
        await at.TypeAsync(texts["Field.Solution"], texts.Solution);
        await TakePictureAsync(at, "resolve-form");
        await at.PressAsync(texts["Step.Resolve.Confirm"]);
        await ExpectStateAsync(at, "TicketState.Resolved");
    }

    private async Task ValidateAndRateAsync(Keyboard at)
    {
        await ExpectStateAsync(at, "TicketState.Resolved");
        await TakePictureAsync(at, "resolved");
        await at.PressAsync(texts["Step.Validate"]);
        await Assertions.Expect(at.Page.Locator(".rating")).ToBeVisibleAsync();
        await at.GoToAsync(texts.Format("Rating.OutOf", 1));
        for (var score = 1; score < 5; score++) await at.Page.Keyboard.PressAsync("ArrowRight");
        await at.TypeAsync(texts["Rating.Comment"], texts.Thanks);
        await TakePictureAsync(at, "rating");
        await at.PressAsync(texts["Rating.Send"]);
        await Assertions.Expect(at.Page.Locator(".tl")).ToContainTextAsync(texts.Format("Rating.OutOf", 5));
        await TakePictureAsync(at, "rated");
    }

    private async Task ExportAsync(Keyboard at, string title)
    {
        await Assertions.Expect(at.Page.Locator(".list-card")).ToContainTextAsync(title);
        await TakePictureAsync(at, "manager");
        var excel = await DownloadAsync(at, texts["Export.xlsx"]);
        var pdf = await DownloadAsync(at, texts["Export.pdf"]);
        Assert.Contains(title, ExcelText.Of(excel), StringComparison.Ordinal);
        Assert.StartsWith("%PDF", System.Text.Encoding.Latin1.GetString((await File.ReadAllBytesAsync(pdf))[..8]), StringComparison.Ordinal);
    }

    private async Task<string> DownloadAsync(Keyboard at, string format)
    {
        await at.PressAsync(texts["Export"]);
        await at.GoToAsync(format);
        var download = await at.Page.RunAndWaitForDownloadAsync(() => at.Page.Keyboard.PressAsync("Enter"));
        var path = pictures is null ? await download.PathAsync() : Path.Combine(pictures, $"{language}-{width}-{download.SuggestedFilename}");
        if (pictures is not null) await download.SaveAsAsync(path);
        await at.Page.Keyboard.PressAsync("Escape");
        return path;
    }

    private Task ExpectStateAsync(Keyboard at, string state) => Assertions.Expect(at.Page.Locator(".rechead .st").First).ToContainTextAsync(texts[state]);

    private async Task TakePictureAsync(Keyboard at, string name)
    {
        if (pictures is null) return;
        await Assertions.Expect(at.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
        await at.Page.ScreenshotAsync(new() { Path = Path.Combine(pictures, $"{language}-{width}-{++taken:00}-{name}.png") });
    }

    /// <summary>By keyboard too: the first field has the focus when the page opens.</summary>
    private async Task<Keyboard> SignInAsync(Person person, string at)
    {
        var page = await app.OpenAsync(width, width < 600 ? 740 : 900, language);
        var keyboard = new Keyboard(page);
        await page.GotoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(at)}");
        await page.Keyboard.TypeAsync(person.User.UserName!);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(person.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("h1");
        await Assertions.Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
        return keyboard;
    }

    private async Task<Cast> CastAsync()
    {
        var key = Guid.CreateVersion7().ToString("n")[20..];
        var team = Make.Group($"{texts.Team} {key}");
        var category = Make.Category($"{texts.Category} {key}", team.Id);
        var structure = Make.Structure(texts.Structure, Support.World.Structure);
        await app.WithDbAsync(async db =>
        {
            db.AddRange(team, category, structure);
            return await db.SaveChangesAsync();
        });
        var technician = await app.AddPersonAsync($"technician.{key}", "Yasmine Alaoui", BuiltInRoles.Technician, structure.Id, language);
        await app.WithDbAsync(async db =>
        {
            db.Add(Make.Member(team, technician.User));
            return await db.SaveChangesAsync();
        });
        return new(
            await app.AddPersonAsync($"requester.{key}", "Karim Daoudi", BuiltInRoles.User, structure.Id, language), technician,
            await app.AddPersonAsync($"manager.{key}", "Salma Benali", BuiltInRoles.Manager, structure.Id, language), category.Path);
    }
}
