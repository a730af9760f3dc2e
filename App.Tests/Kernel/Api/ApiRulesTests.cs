using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Api.Limits;
using OpsFlux.Kernel.Settings;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Api;

public sealed class ApiRulesTests(ApiWeb app) : AppTests<ApiWeb>(app), IClassFixture<ApiWeb>
{
    [Fact]
    public async Task Every_refusal_is_a_problem_and_never_a_page()
    {
        var (client, nobody) = (await App.ClientAsync(await App.AddPersonAsync()), await App.ClientAsync((string?)null));
        var tooMuch = new StringContent(new string(' ', (1 << 20) + 1), Encoding.UTF8, "application/json");

        Assert.Equal("401 api.unauthenticated", await nobody.AskAsync("GET", "/tickets").CodeAsync());
        Assert.Equal("403 forbidden", await client.AskAsync("GET", "/audit").CodeAsync());
        Assert.Equal("404 not-found", await client.AskAsync("GET", "/nowhere").CodeAsync());
        Assert.Equal("405 api.method-not-allowed", await client.AskAsync("DELETE", "/tickets").CodeAsync());
        Assert.Equal("406 api.not-acceptable", await client.AskAsync("GET", "/tickets", null, ("Accept", "text/html")).CodeAsync());
        Assert.Equal("413 api.too-large", await client.AskAsync("POST", "/tickets", tooMuch).CodeAsync());
        Assert.Equal("415 api.unsupported-media-type", await client.AskAsync("POST", "/tickets", new StringContent("a=b", Encoding.UTF8, "application/x-www-form-urlencoded")).CodeAsync());
        Assert.Equal("400 api.malformed-json", await client.AskAsync("POST", "/tickets", new StringContent("{\"title\":", Encoding.UTF8, "application/json")).CodeAsync());
        Assert.Equal("400 api.malformed-json", await client.AskAsync("POST", "/tickets", new StringContent(new string('[', 100), Encoding.UTF8, "application/json")).CodeAsync());
        Assert.Equal("409 tickets.unknown-category", await client.AskAsync("POST", "/tickets", new { title = "No such category", categoryId = Guid.CreateVersion7() }).CodeAsync());
    }

    [Fact]
    public async Task Wrong_fields_and_parameters_are_named_each()
    {
        var client = await App.ClientAsync(await App.AddPersonAsync());

        var body = await ApiWeb.JsonAsync(await client.AskAsync("POST", "/tickets", new { title = "Protected", state = "closed", version = 7 }));
        var query = await ApiWeb.JsonAsync(await client.AskAsync("GET", "/tickets?stat=open&limit=201&kind=banana&from=yesterday"));

        Assert.Equal(["state unknown-field", "version unknown-field"], Errors(body));
        Assert.Equal(["from unknown-value", "kind unknown-value", "limit out-of-range", "stat unknown-parameter"], Errors(query));
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_in_one_order()
    {
        var (person, category) = (await App.AddPersonAsync(), await App.SaveAsync(Make.Category()));
        for (var i = 0; i < 5; i++) await App.SaveAsync(Make.Ticket(category: category.Id, openedAt: App.Clock.Now.AddMinutes(i)));
        var client = await App.ClientAsync(person);
        var (numbers, cursor) = (new List<string>(), "");

        do
        {
            var page = await ApiWeb.JsonAsync(await client.AskAsync("GET", $"/tickets?limit=2&total=true&category={category.Id}{cursor}"));
            Assert.Equal(5, page.GetProperty("total").GetInt32());
            numbers.AddRange(page.GetProperty("items").EnumerateArray().Select(t => t.GetProperty("number").GetString()!));   // every ticket has one
            cursor = page.GetProperty("next").GetString() is { } next ? $"&cursor={next}" : "";
            if (cursor.Length > 0) Assert.Equal("422 invalid", await client.AskAsync("GET", $"/tickets?sort=number{cursor}").CodeAsync());
        }
        while (cursor.Length > 0);

        Assert.Equal(5, numbers.Distinct().Count());
        Assert.Equal(numbers.OrderDescending(), numbers);
    }

    [Fact]
    public async Task A_change_needs_the_version_that_was_read()
    {
        var person = await App.AddPersonAsync();
        var ticket = await App.SaveAsync(Make.Ticket(requester: person.Id, description: "As it was"));
        var (client, path) = (await App.ClientAsync(person), $"/tickets/{ticket.Id}");
        var tag = (await client.AskAsync("GET", path)).Headers.ETag!.ToString();   // every ticket has one

        Assert.Equal(HttpStatusCode.NotModified, (await client.AskAsync("GET", path, null, ("If-None-Match", tag))).StatusCode);
        Assert.Equal("428 api.precondition-required", await client.AskAsync("PATCH", path, new { description = "New" }).CodeAsync());
        var changed = await client.AskAsync("PATCH", path, new { description = (string?)null, impact = "high" }, ("If-Match", tag));
        Assert.Equal("412 stale", await client.AskAsync("PATCH", path, new { title = "Somebody was faster" }, ("If-Match", tag)).CodeAsync());

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        var now = await App.LoadAsync<Ticket>(ticket.Id);
        Assert.Equal((null, Shared.Tickets.Impact.High, "Imprimante en panne"), (now.Description, now.Impact, now.Title));
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_go_on()
    {
        await App.SaveAsync(new SettingValue { Code = ApiLimitSettings.Caller.Code, Value = "10" });
        App.Clock.Advance(TimeSpan.FromMinutes(5));   // the settings in memory are older
        var client = await App.ClientAsync(await App.AddPersonAsync());
        for (var i = 0; i < 10; i++) Assert.Equal(HttpStatusCode.OK, (await client.AskAsync("GET", "/auth/me")).StatusCode);

        var refused = await client.AskAsync("GET", "/auth/me");
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(6)), (refused.StatusCode, refused.Headers.RetryAfter?.Delta));
        App.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.OK, (await client.AskAsync("GET", "/auth/me")).StatusCode);
        await App.WithDbAsync(db => db.Set<SettingValue>().ExecuteDeleteAsync());
        App.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.OK, (await (await App.ClientAsync(await App.AddPersonAsync())).AskAsync("GET", "/auth/me")).StatusCode);
    }

    [Fact]
    public async Task The_limits_are_read_together_and_kept_for_a_while()
    {
        App.Clock.Advance(TimeSpan.FromMinutes(5));   // the settings in memory are older

        var read = await App.CountQueriesAsync(() => App.RunAsync((ApiLimitSettings use) => use.ReadAsync(default).AsTask()));
        var again = await App.CountQueriesAsync(() => App.RunAsync((ApiLimitSettings use) => use.ReadAsync(default).AsTask()));

        Assert.Equal((1, 0), (read, again));
    }

    [Fact]
    public async Task Whoever_has_a_network_of_the_new_kind_has_one_allowance_for_all_its_addresses()
    {
        await App.SaveAsync(new SettingValue { Code = ApiLimitSettings.SignIns.Code, Value = "2" });
        App.Clock.Advance(TimeSpan.FromMinutes(5));   // the settings in memory are older
        var nobody = await App.ClientAsync((string?)null);
        async Task<HttpStatusCode> KnockAsync(string address) =>
            (await nobody.AskAsync("POST", "/auth/refresh", new { refreshToken = "ofr_x" }, ("X-Forwarded-For", address))).StatusCode;

        Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync("2001:db8:1:2::1"));
        Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync("2001:db8:1:2::2"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await KnockAsync("2001:db8:1:2::3"));
        Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync("2001:db8:1:3::1"));
        await App.WithDbAsync(db => db.Set<SettingValue>().ExecuteDeleteAsync());
        App.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync("2001:db8:1:2::4"));   // the settings in memory are the usual ones again
    }

    private static IEnumerable<string> Errors(System.Text.Json.JsonElement problem) => problem.GetProperty("errors").EnumerateArray()
        .Select(e => $"{e.GetProperty("field").GetString()} {e.GetProperty("code").GetString()}").Order(StringComparer.Ordinal);
}
