using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Npgsql;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Reports.Printing;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Browser;

/// <summary>Somebody who can sign in.</summary>
public sealed record Person(User User, string Password);

/// <summary>
/// The whole application on a port of its own, background work included, and a real browser to use it with. One for all
/// browser tests: starting either costs seconds. Rows are shared, so tests look for what they made themselves.
/// </summary>
public sealed class BrowserApp : IAsyncLifetime
{
    private readonly string database = $"test_{Guid.CreateVersion7():n}";
    private readonly List<IBrowserContext> opened = [];
    private DatabaseConnections? connections;
    private WebApplication? app;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public string Address { get; private set; } = "";

    public BrowserWorld World { get; private set; } = null!;    // set before any test runs

    public IServiceProvider Services => app!.Services;    // built before any test runs

    public async Task InitializeAsync()
    {
        if (Chromium is null) return;    // every test here is skipped then
        connections = await TestCluster.CloneAsync(database);
        await StartAsync("http://127.0.0.1:0");
        World = await BrowserWorld.MakeAsync(this);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        if (app is not null) await app.DisposeAsync();
        if (app is not null) await TestCluster.DropAsync(database);
        if (Directory.Exists(Files)) Directory.Delete(Files, recursive: true);
    }

    /// <summary>Stops the whole application and starts another on the same database and port; browsers stay as they are.</summary>
    public async Task RestartAsync(Func<Task> whileDown)
    {
        await app!.DisposeAsync();    // started before any test runs
        await whileDown();
        await StartAsync(Address);
    }

    /// <summary>A browser profile of its own, signed in; the page shows where sign-in led.</summary>
    public async Task<IPage> SignInAsync(Person person, string at = "/", int width = 1440, int height = 900)
    {
        var page = await OpenAsync(width, height);
        await page.GotoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(at)}");
        await page.FillAsync("#user-name", person.User.UserName!);
        await page.FillAsync("#password", person.Password);
        await page.ClickAsync("button[type=submit].main");
        await page.WaitForSelectorAsync("h1");
        return page;
    }

    /// <summary>A browser profile of its own, not signed in. What the page throws or refuses by policy fails the test.</summary>
    public async Task<IPage> OpenAsync(int width = 1440, int height = 900, string language = "fr")
    {
        var context = await browser!.NewContextAsync(new() { BaseURL = Address, ViewportSize = new() { Width = width, Height = height }, Locale = language == "fr" ? "fr-FR" : "en-GB", TimezoneId = "Africa/Casablanca" });
        opened.Add(context);
        context.SetDefaultTimeout(10_000);
        return await context.NewPageAsync();
    }

    /// <summary>Ends every profile with its pages.</summary>
    public async Task CloseAsync()
    {
        foreach (var context in opened) await context.CloseAsync();
        opened.Clear();
    }

    /// <summary>Works on the database as the application itself.</summary>
    public async Task<T> WithDbAsync<T>(Func<AppDbContext, Task<T>> act)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        return await act(db);
    }

    /// <summary>What a restart of the database does to the application: every connection is cut.</summary>
    public async Task DropConnectionsAsync()
    {
        await using var source = NpgsqlDataSource.Create(Services.GetRequiredService<DatabaseConnections>().Application);
        await using var command = source.CreateCommand("select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and usename = current_user and pid <> pg_backend_pid()");
        await command.ExecuteScalarAsync();
    }

    public async Task<Person> AddPersonAsync(string userName, string displayName, string role, Guid structure, string language = "fr", params string[] skills)
    {
        const string password = "correct horse battery";
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var user = new User { UserName = userName, DisplayName = displayName, StructureId = structure, Language = language, Skills = [.. skills] };
        var made = await users.CreateAsync(user, password);
        Assert.True(made.Succeeded, string.Join(", ", made.Errors.Select(e => e.Description)));
        await WithDbAsync(async db =>
        {
            var roleId = await db.Set<Role>().Where(r => r.Code == role).Select(r => r.Id).SingleAsync();
            db.Add(new RoleAssignment { RoleId = roleId, UserId = user.Id });
            return await db.SaveChangesAsync();
        });
        return new(user, password);
    }

    private async Task StartAsync(string urls)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["urls"] = urls, ["Data:Folder"] = Path.GetTempPath(), ["Files:Folder"] = Files, ["Push:Subject"] = "mailto:desk@example.org" }).Build();
        app = WebHosting.Build(configuration, connections!, new ModuleCatalog(ModuleList.All), builder => builder.WebHost.UseStaticWebAssets());    // cloned first
        await app.StartAsync();
        Address = app.Urls.Single();
    }

    private string Files => Path.Combine(Path.GetTempPath(), $"{database}-files");

    private static string? Chromium { get; } = ChromiumProgram.Find(ChromiumFactAttribute.Options.Value);
}

[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<BrowserApp>
{
    public const string Name = "browser";
}
