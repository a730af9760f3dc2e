using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Calendars.Pages;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Sla.Recomputing;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Calendars;

/// <summary>The page on a real database.</summary>
public sealed class CalendarsPageTests : AppTests<TestApp>, IAsyncLifetime, IDisposable
{
    private readonly BunitContext context = new();

    public CalendarsPageTests(TestApp app) : base(app)
    {
        app.User.Grant(CalendarPermissions.View, Scope.All).Grant(CalendarPermissions.Manage, Scope.All);
        context.AddShell(app.User);
        context.Services.AddSingleton(app.Services.GetRequiredService<IServiceScopeFactory>().CreateScope().ServiceProvider.GetRequiredService<IDbContextFactory<AppDbContext>>());
        context.Services.AddTransient<ListCalendars>().AddTransient<ChooseCalendar>().AddTransient<ConfirmFeast>().AddTransient<SaveCalendar>().AddTransient<PreviewCalendar>()
            .AddTransient<PreviewRecomputation>().AddTransient<Recompute>();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await context.DisposeAsync();

    public void Dispose() => context.Dispose();

    [Theory]
    [InlineData("fr", "Calendriers")]
    [InlineData("en", "Calendars")]
    public async Task A_choice_that_is_refused_says_so_and_is_not_shown_as_chosen(string language, string title)
    {
        using var reader = new InLanguage(language);
        var id = await SavedAsync(language);
        var page = context.Render<CalendarsPage>();
        page.WaitForAssertion(() => Assert.Contains(page.FindAll($"#choice-{World.Structure} option"), o => o.GetAttribute("value") == id.ToString()));
        Assert.Contains(title, page.Markup, StringComparison.Ordinal);
        Assert.Null((await App.RunAsync((ChooseCalendar use) => use.ActivateAsync(id, 1, false, default))).Refusal);   // somebody else, meanwhile

        await page.Find($"#choice-{World.Structure}").ChangeAsync(new() { Value = id.ToString() });

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[role=alert]")));
        Assert.Equal("", page.Find($"#choice-{World.Structure}").GetAttribute("value") ?? "");
    }

    [Theory]
    [InlineData("fr", "Ajouter un jour particulier", "Jour particulier")]
    [InlineData("en", "Add an exceptional day", "Exceptional day")]
    public async Task A_day_that_is_there_is_not_headed_as_a_new_one(string language, string adding, string changing)
    {
        using var reader = new InLanguage(language);
        var id = await SavedAsync($"{language} jours");
        var page = context.Render<CalendarPage>(parameters => parameters.Add(p => p.Id, id));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("#days-heading")));

        await page.Find("section[aria-labelledby=days-heading] li button").ClickAsync(new());

        Assert.Equal(changing, page.Find("dialog h2").TextContent.Trim());
        await page.Find("section[aria-labelledby=days-heading] > button").ClickAsync(new());
        Assert.Equal(adding, page.Find("dialog h2").TextContent.Trim());
    }

    [Theory]
    [InlineData("fr", "Enregistré")]
    [InlineData("en", "Saved")]
    public async Task A_new_calendar_is_said_to_be_saved_on_the_page_it_leads_to(string language, string saved)
    {
        using var reader = new InLanguage(language);
        var page = context.Render<CalendarPage>();
        await page.Find("#calendar-name").ChangeAsync(new() { Value = $"Neuf {language}" });

        await page.Find("form").SubmitAsync();

        var id = await App.WithDbAsync(db => db.Set<Calendar>().Where(c => c.Name == $"Neuf {language}").Select(c => c.Id).SingleAsync());
        page.Render(parameters => parameters.Add(p => p.Id, id));   // as the router does
        page.WaitForAssertion(() => Assert.Contains(saved, page.Find(".saved").TextContent, StringComparison.Ordinal));
    }

    private async Task<Guid> SavedAsync(string name)
    {
        var saved = await App.RunAsync((SaveCalendar use) => use.RunAsync(new()
        {
            Name = name, ZoneId = "Europe/Paris", Week = ["9-17", "9-17", "9-17", "9-17", "9-17", "", ""], Days = [new() { Date = new(2027, 1, 4), Name = "Inventaire" }],
        }, default));
        Assert.Null(saved.Refusal);
        return saved.Value;
    }
}
