using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Api.Keys;
using OpsFlux.Kernel.Api.Tokens;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Kernel.Api;
using OpsFlux.Shared.Tickets;
using OpsFlux.Kernel.Access;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Api;

public sealed class TokenTests(ApiWeb app) : AppTests<ApiWeb>(app), IClassFixture<ApiWeb>
{
    [Fact]
    public async Task Signing_in_answers_tokens_that_open_the_API()
    {
        var person = Make.User();
        person.PasswordHash = new PasswordHasher<User>().HashPassword(person, "un mot de passe assez long");
        await App.SaveAsync(person);
        var nobody = await App.ClientAsync((string?)null);

        var answer = await ApiWeb.JsonAsync(await nobody.AskAsync("POST", "/auth/login", new { userName = $"@{person.UserName}", password = "un mot de passe assez long" }));
        var me = await ApiWeb.JsonAsync(await (await App.ClientAsync(answer.GetProperty("accessToken").GetString())).AskAsync("GET", "/auth/me"));

        Assert.Equal(900, answer.GetProperty("expiresIn").GetInt32());
        Assert.Equal(person.Id, me.GetProperty("id").GetGuid());
        Assert.Equal("401 sign-in-failed", await nobody.AskAsync("POST", "/auth/login", new { userName = person.UserName, password = "un autre" }).CodeAsync());
    }

    [Fact]
    public async Task Who_has_to_settle_something_in_a_browser_gets_no_tokens_and_leaves_no_session_open()
    {
        var person = Make.User();
        (person.PasswordHash, person.MustChangePassword) = (new PasswordHasher<User>().HashPassword(person, "un mot de passe assez long"), true);
        await App.SaveAsync(person);

        var asking = (await App.ClientAsync((string?)null)).AskAsync("POST", "/auth/login", new { userName = person.UserName, password = "un mot de passe assez long" });

        Assert.Equal("403 api.settle-in-browser", await asking.CodeAsync());
        Assert.NotNull((await App.WithDbAsync(db => db.Set<Session>().SingleAsync(s => s.UserId == person.Id))).EndedAt);
    }

    [Fact]
    public async Task A_refresh_token_works_once_and_shown_later_it_ends_the_session()
    {
        var tokens = await App.TokensAsync(await App.AddPersonAsync());
        var client = await App.ClientAsync(tokens.AccessToken);

        var next = (await ApiWeb.JsonAsync(await RefreshAsync(client, tokens.RefreshToken))).GetProperty("accessToken").GetString();
        Assert.Equal("409 api.refresh-raced", await RefreshAsync(client, tokens.RefreshToken).CodeAsync());
        Assert.Equal(HttpStatusCode.OK, (await (await App.ClientAsync(next)).AskAsync("GET", "/auth/me")).StatusCode);

        App.Clock.Advance(RefreshTokens.Race + TimeSpan.FromSeconds(1));
        Assert.Equal("401 api.invalid-refresh-token", await RefreshAsync(client, tokens.RefreshToken).CodeAsync());
        await UntilRefusedAsync(await App.ClientAsync(next));
        Assert.Equal(SessionEnd.TokenReused, await App.WithDbAsync(db => db.Set<Session>().Where(s => s.UserId == tokens.User.Id).Select(s => s.EndedBy).SingleAsync()));
    }

    [Fact]
    public async Task Of_two_refreshes_at_once_one_wins_and_nobody_is_thrown_out()
    {
        var tokens = await App.TokensAsync(await App.AddPersonAsync());
        var client = await App.ClientAsync((string?)null);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RefreshAsync(client, tokens.RefreshToken)));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(a => a.StatusCode == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task An_access_token_ends_with_its_quarter_of_an_hour_and_with_its_session()
    {
        var person = await App.AddPersonAsync();
        var (early, late) = (await App.ClientAsync(person), await App.ClientAsync(person));

        Assert.Equal(HttpStatusCode.NoContent, (await early.AskAsync("POST", "/auth/logout")).StatusCode);
        Assert.Equal("401 api.invalid-token", await early.AskAsync("GET", "/auth/me").CodeAsync());
        Assert.Equal(HttpStatusCode.OK, (await late.AskAsync("GET", "/auth/me")).StatusCode);
        App.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal("401 api.invalid-token", await late.AskAsync("GET", "/auth/me").CodeAsync());
    }

    [Fact]
    public async Task A_key_opens_what_it_names_of_what_its_owner_may_and_nothing_once_revoked()
    {
        var person = await App.AddPersonAsync();
        await using var owner = await App.SignInAsync(person);
        var made = await owner.RunAsync((MakeKey use) => use.RunAsync(new() { Name = "Supervision", Permissions = [TicketPermissions.View] }, default));
        var client = await App.ClientAsync((string?)null);
        (string, string) key = ("X-Api-Key", made.Value!.Secret);   // made just now

        Assert.Equal(HttpStatusCode.OK, (await client.AskAsync("GET", "/tickets", null, key)).StatusCode);
        Assert.Equal("403 forbidden", await client.AskAsync("POST", "/tickets", new { title = "By a key", categoryId = World.Category }, key).CodeAsync());
        var lines = await owner.RunAsync((ListKeys use) => use.RunAsync(ofAll: false, default));
        Assert.Equal(App.Clock.Now, Assert.Single(lines.Value!).LastUsedAt);   // may list his own

        Assert.Null((await owner.RunAsync((RevokeKey use) => use.RunAsync(made.Value.Id, default))).Refusal);
        client.DefaultRequestHeaders.Add("X-Api-Key", made.Value.Secret);
        await UntilRefusedAsync(client);
    }

    [Fact]
    public async Task A_key_that_opens_is_listed_before_all_that_do_not_any_more()
    {
        App.User.Grant(ApiPermissions.ManageKeys, Scope.All);
        var person = await App.AddPersonAsync();
        var live = KeyOf(1, revokedAt: null);
        await App.SaveAllAsync([live, .. Enumerable.Range(2, 500).Select(n => KeyOf(n, App.Clock.Now))]);

        var lines = (await App.RunAsync((ListKeys use) => use.RunAsync(ofAll: true, default))).Value!;   // may list them

        Assert.Contains(lines, l => l.Id == live.Id);

        ApiKey KeyOf(int second, DateTimeOffset? revokedAt) => new()
        {
            UserId = person.Id, Name = $"Clé {second}", Prefix = "ofk_essai", Hash = Guid.CreateVersion7().ToByteArray(), Permissions = [],
            CreatedAt = App.Clock.Now.AddDays(-1).AddSeconds(second), ExpiresAt = App.Clock.Now.AddDays(1), RevokedAt = revokedAt,
        };
    }

    [Fact]
    public async Task Nobody_gives_a_key_what_he_does_not_hold_nor_sees_the_keys_of_others()
    {
        App.User.Grant(ApiPermissions.UseKeys, Scope.Own);

        var made = await App.RunAsync((MakeKey use) => use.RunAsync(new() { Name = "Trop", Permissions = [TicketPermissions.View] }, default));
        var all = await App.RunAsync((ListKeys use) => use.RunAsync(ofAll: true, default));

        Assert.Equal("not-yours", Assert.Single(made.Refusal!.Fields).Code);   // refused
        Assert.Equal("forbidden", all.Refusal?.Code);
        Assert.Equal("not-found", (await App.RunAsync((RevokeKey use) => use.RunAsync(Guid.CreateVersion7(), default))).Refusal?.Code);
    }

    private static Task<HttpResponseMessage> RefreshAsync(HttpClient client, string token) => client.AskAsync("POST", "/auth/refresh", new { refreshToken = token });

    /// <summary>The signal of an end takes a moment from the database to the instance.</summary>
    private static async Task UntilRefusedAsync(HttpClient client)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if ((await client.AskAsync("GET", "/auth/me")).StatusCode == HttpStatusCode.Unauthorized) return;
            await Task.Delay(20);
        }

        Assert.Fail("The credential still counts.");
    }
}
