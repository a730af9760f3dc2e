using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Web;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.SigningIn;

/// <summary>The sign-in page over HTTP, as browsers and guessing programs use it.</summary>
public sealed partial class SignInWebTests(DoorsApp app) : AppTests<DoorsApp>(app), IAsyncLifetime
{
    private WebApplication web = null!;    // built before each test

    public async Task InitializeAsync()
    {
        web = WebHosting.Build(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["urls"] = "http://127.0.0.1:0" }).Build(), App.Connections, App.Catalog,
            builder => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(App.Clock)).Replace(ServiceDescriptor.Scoped<ISecondFactor, DoorsApp.NamedCode>()));
        await web.StartAsync();
        await App.SqlAsync("delete from kernel.sign_in_failures");
    }

    public async Task DisposeAsync() => await web.DisposeAsync();

    [Fact]
    public async Task Two_thousand_guesses_neither_get_in_nor_keep_the_real_person_out()
    {
        var person = await App.PersonAsync();
        var device = DeviceKeys.New();
        await App.EnterAsync(person, DoorsApp.Browser(device));
        using var mine = Client(device);
        using var stranger = Client();
        var token = await TokenAsync(stranger);

        var answers = new ConcurrentBag<HttpStatusCode>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 2_000), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (guess, _) =>
        {
            answers.Add((await PostAsync(stranger, person.UserName!, $"un mot de passe {guess}", token)).Status);    // has a name
            App.Clock.Advance(TimeSpan.FromMilliseconds(20));
        });

        Assert.Equal(2_000, answers.Count(status => status == HttpStatusCode.OK));    // the page again: nobody is led on
        Assert.InRange(await CountAsync(person, SignInOutcome.WrongPassword), 5, 12);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(stranger, person.UserName!, DoorsApp.Password, token)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await PostAsync(mine, person.UserName!, DoorsApp.Password)).Status);
        App.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(HttpStatusCode.Redirect, (await PostAsync(stranger, person.UserName!, DoorsApp.Password, token)).Status);
    }

    [Fact]
    public async Task The_answer_does_not_tell_which_accounts_exist()
    {
        var people = new[] { await App.PersonAsync(), await App.PersonAsync(p => p.IsActive = false), await App.PersonAsync(p => p.LockoutEnd = DateTimeOffset.MaxValue) };
        using var client = Client();
        var token = await TokenAsync(client);

        var answers = new HashSet<string>();
        foreach (var name in people.Select(p => p.UserName!).Append("nobody.at.all"))   // they have names
            foreach (var attempt in Enumerable.Range(0, 6))
                answers.Add($"{attempt == 5} {(await PostAsync(client, name, "faux", token)).Body.Replace(name, "NAME", StringComparison.Ordinal)}");

        Assert.True(answers.Count == 2, string.Join("\n", answers.Take(2)));    // wrong, five times; then wait: each in the same bytes for everybody
    }

    [Fact]
    public async Task Who_has_a_second_factor_is_asked_for_it_on_the_same_page()
    {
        var person = await App.PersonAsync(p => p.TotpSecret = "secret");
        using var client = Client();
        var challenge = Challenge().Match((await PostAsync(client, person.UserName!, DoorsApp.Password)).Body).Groups[1].Value;   // has a name

        foreach (var (code, expected) in new[] { ("000000", HttpStatusCode.OK), (DoorsApp.Code, HttpStatusCode.Redirect) })
        {
            using var form = new FormUrlEncodedContent(
                [new("_handler", "sign-in-code"), new("__RequestVerificationToken", await TokenAsync(client)), new("Form.Challenge", challenge), new("Form.Code", code)]);
            using var answer = await client.PostAsync("/sign-in", form);
            Assert.Equal(expected, answer.StatusCode);
        }

        using var page = await client.GetAsync("/profile/sessions");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task A_cookie_ends_with_its_session_and_the_page_says_why()
    {
        var person = await App.PersonAsync();
        using var client = Client();
        await PostAsync(client, person.UserName!, DoorsApp.Password);
        using var before = await client.GetAsync("/profile/sessions");
        Assert.Equal((HttpStatusCode.OK, true), (before.StatusCode, before.Headers.CacheControl?.NoStore));

        await App.WithDbAsync(db => SessionEnding.EndAllAsync(db, person.Id, SessionEnd.EndedByAdministrator, except: null, default));
        await web.Services.GetRequiredService<SessionBook>().RefreshAsync([], default);    // what the signal does, at a time of our choosing
        using var after = await client.GetAsync("/profile/sessions");

        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
        Assert.Contains("why=EndedByAdministrator", after.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("administrateur a fermé", WebUtility.HtmlDecode(await client.GetStringAsync(after.Headers.Location)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_owes_something_is_led_to_where_it_is_settled()
    {
        var person = await App.PersonAsync(p => p.MustChangePassword = true);
        using var client = Client();
        await PostAsync(client, person.UserName!, DoorsApp.Password);

        using var page = await client.GetAsync("/notifications");
        using var endpoint = await client.GetAsync("/admin/audit/export?format=csv");

        Assert.Equal("/change-password", page.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Forbidden, endpoint.StatusCode);
        Assert.Contains("session-owes", await endpoint.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"Form.Challenge\" value=\"([^\"]+)\"")]
    private static partial Regex Challenge();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"[^\"]+\"|<!--Blazor[^>]*-->", RegexOptions.Singleline)]
    private static partial Regex Sealed();

    private HttpClient Client(string? device = null)
    {
        var address = new Uri(web.Urls.Single());
        var cookies = new CookieContainer();
        if (device is not null) cookies.Add(address, new Cookie("opsflux-device", device));
        return new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = address };
    }

    private static async Task<string> TokenAsync(HttpClient client) => Token().Match(await client.GetStringAsync("/sign-in")).Groups[1].Value;

    /// <summary>The body without what the framework seals anew each time.</summary>
    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(HttpClient client, string name, string password, string? token = null)
    {
        using var form = new FormUrlEncodedContent(
            [new("_handler", "sign-in"), new("__RequestVerificationToken", token ?? await TokenAsync(client)), new("Form.UserName", name), new("Form.Password", password)]);
        using var answer = await client.PostAsync("/sign-in", form);
        return (answer.StatusCode, Sealed().Replace(await answer.Content.ReadAsStringAsync(), ""));
    }

    private Task<int> CountAsync(User person, SignInOutcome outcome) => App.WithDbAsync(db => db.Set<SignInRecord>().CountAsync(r => r.UserId == person.Id && r.Outcome == outcome));
}
