using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Jobs.Pages;
using OpsFlux.Kernel.Modules;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Jobs;

/// <summary>The two pages on a real database, in both languages.</summary>
public sealed class JobsPageTests : AppTests<SchedulerApp>, IAsyncLifetime, IDisposable
{
    private readonly BunitContext context = new();

    public JobsPageTests(SchedulerApp app) : base(app)
    {
        app.User.Grant(JobPermissions.View, Scope.All).Grant(JobPermissions.Manage, Scope.All);
        context.AddShell(app.User);
        context.Services.AddSingleton(app.Services.GetRequiredService<IServiceScopeFactory>().CreateScope().ServiceProvider.GetRequiredService<IDbContextFactory<AppDbContext>>());
        context.Services.AddTransient<ListJobs>().AddTransient<ListJobRuns>().AddTransient<ChangeJobSchedule>().AddTransient<RunJobNow>();
    }

    public Task InitializeAsync() => App.ForgetAsync();

    public async Task DisposeAsync() => await context.DisposeAsync();

    public void Dispose() => context.Dispose();

    [Theory]
    [InlineData("fr", "Nettoyage des brouillons", "Tous les jours à 03:40", "Jamais exécutée")]
    [InlineData("en-GB", "Cleaning up drafts", "Every day at 03:40", "Never run")]
    public void The_list_says_what_runs_when(string language, params string[] words)
    {
        using var reader = new InLanguage(language);

        var page = context.Render<JobsPage>();

        page.WaitForAssertion(() => Assert.All(words, word => Assert.Contains(word, page.Markup, StringComparison.Ordinal)));
        Assert.Equal(page.FindAll("tbody tr").Count, page.FindAll("tbody button").Count);
    }

    [Fact]
    public void An_auditor_sees_and_is_offered_nothing()
    {
        App.User.Revoke(JobPermissions.Manage);

        var list = context.Render<JobsPage>();
        var page = Show();

        list.WaitForAssertion(() => Assert.NotEmpty(list.FindAll("tbody tr")));
        Assert.Empty(list.FindAll("tbody button"));
        Assert.Empty(page.FindAll(".actions"));
    }

    [Fact]
    public async Task A_run_is_asked_for_by_its_button_and_shown_as_such()
    {
        using var reader = new InLanguage("fr");
        var page = Show();

        await page.Find(".actions .main").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("Demandée par Alice Martin", page.Markup, StringComparison.Ordinal));
        Assert.True(page.Find(".actions .main").HasAttribute("disabled"));
        Assert.Equal(JobRunState.Waiting, Assert.Single(await App.RunsAsync("kernel.purge-drafts")).State);
    }

    [Fact]
    public async Task A_wrong_schedule_is_named_beside_its_field_and_a_right_one_is_previewed_and_saved()
    {
        using var reader = new InLanguage("fr");
        var page = Show();
        await page.FindAll(".actions .btn")[1].ClickAsync();

        await page.Find("#cron").InputAsync("nonsense");
        Assert.Contains("Ce n’est pas un horaire", page.Find("#error-Cron").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("button[form=schedule-form]").HasAttribute("disabled"));

        await page.Find("#cron").InputAsync("0 30 6 ? * MON-FRI");
        Assert.Empty(page.Find("#error-Cron").TextContent);
        Assert.Equal(5, page.FindAll(".next li").Count);
        await page.Find("#schedule-form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Modifié", page.Markup, StringComparison.Ordinal));
        Assert.Equal("0 30 6 ? * MON-FRI", (await App.WithDbAsync(db => db.Set<JobSchedule>().SingleAsync())).Cron);
    }

    [Fact]
    public void A_job_nobody_declares_is_said_not_to_be_there()
    {
        using var reader = new InLanguage("fr");

        var page = context.Render<JobPage>(p => p.Add(x => x.Code, "no.such"));

        page.WaitForAssertion(() => Assert.Contains("n’existe pas", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    private IRenderedComponent<JobPage> Show()
    {
        var page = context.Render<JobPage>(p => p.Add(x => x.Code, "kernel.purge-drafts"));
        page.WaitForElement(".job");
        return page;
    }
}
