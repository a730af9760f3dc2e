using System.Net;
using System.Text.Json;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Kernel.Notifications.Rules;
using OpsFlux.Kernel.Records;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Kernel.Api;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Notifications.Api;

public sealed class NotificationsApiTests(ApiWeb app) : AppTests<ApiWeb>(app), IClassFixture<ApiWeb>
{
    [Fact]
    public async Task One_reads_ones_own_page_by_page_with_all_that_belongs_to_a_line()
    {
        var (client, person) = await StartAsync();
        foreach (var text in new[] { "Un", "Deux", "Trois" }) await TellAsync(person, text);

        var first = await JsonAsync(client, "/notifications?limit=2&total=true");
        var second = await JsonAsync(client, $"/notifications?limit=2&cursor={first.GetProperty("next").GetString()}");

        Assert.Equal((3, "Trois,Deux", "Un"), (first.GetProperty("total").GetInt32(), Texts(first), Texts(second)));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        var line = first.GetProperty("items")[0];
        Assert.Equal(("test", "test.update.told", "update", "normal", "concerned", "unread", "/somewhere", "nothing"), (
            line.GetProperty("module").GetString(), line.GetProperty("kind").GetString(), line.GetProperty("category").GetString(), line.GetProperty("priority").GetString(),
            line.GetProperty("reason").GetString(), line.GetProperty("state").GetString(), line.GetProperty("href").GetString(), line.GetProperty("record").GetProperty("kind").GetString()));
        Assert.Equal(("Bonjour", "Nadia", 1), (line.GetProperty("excerpt").GetString(), line.GetProperty("excerptAuthor").GetString(), line.GetProperty("changes").GetInt32()));
    }

    [Fact]
    public async Task Lists_are_narrowed_and_what_narrows_nothing_is_refused()
    {
        var (client, person) = await StartAsync();
        await TellAsync(person, "Nouvelle");
        await TellAsync(person, "Alerte", TestNews.Alert);
        await TellAsync(person, "Ailleurs", new NewsKind("other.thing.told", NotificationCategory.Update));

        Assert.Equal("Alerte", Texts(await JsonAsync(client, "/notifications?category=alert")));
        Assert.Equal("Ailleurs", Texts(await JsonAsync(client, "/notifications?module=other")));
        var alert = await IdOfAsync(client, "/notifications?category=alert");
        Assert.Equal(HttpStatusCode.NoContent, (await client.AskAsync("POST", $"/notifications/{alert}/read")).StatusCode);
        Assert.Equal("Ailleurs,Nouvelle", Texts(await JsonAsync(client, "/notifications?unread=true")));
        Assert.Equal("422 invalid", await client.AskAsync("GET", "/notifications?category=banana").CodeAsync());
        Assert.Equal("422 invalid", await client.AskAsync("GET", "/notifications?q=words").CodeAsync());
        Assert.Equal("422 invalid", await client.AskAsync("GET", "/notifications?cursor=Cnh4").CodeAsync());
    }

    [Fact]
    public async Task Reading_and_unreading_change_the_counters()
    {
        var (client, person) = await StartAsync();
        await TellAsync(person, "Un");
        await TellAsync(person, "Deux", new NewsKind("other.thing.told", NotificationCategory.Update));
        var other = await IdOfAsync(client, "/notifications?module=other");

        Assert.Equal("2: other 1, test 1", Counters(await JsonAsync(client, "/notifications/counters")));
        await client.AskAsync("POST", $"/notifications/{other}/read");
        Assert.Equal("1: test 1", Counters(await JsonAsync(client, "/notifications/counters")));
        await client.AskAsync("POST", $"/notifications/{other}/unread");
        Assert.Equal("1: other 1", Counters(await ApiWeb.JsonAsync(await client.AskAsync("POST", "/notifications/read", new { module = "test" }))));
        Assert.Equal("0: ", Counters(await ApiWeb.JsonAsync(await client.AskAsync("POST", "/notifications/read", new { }))));
    }

    [Fact]
    public async Task What_a_line_stands_for_and_what_became_of_it_is_told()
    {
        var (client, person) = await StartAsync();
        var record = new RecordRef("nothing", Guid.CreateVersion7());
        await TellAsync(person, "Premier", record: record);
        await TellAsync(person, "Second", record: record);

        var id = await IdOfAsync(client, "/notifications");
        await App.SaveAsync(new NotificationDelivery
        {
            EventId = Guid.CreateVersion7(), UserId = person.Id, Kind = TestNews.Update.Code, Category = TestNews.Update.Category, Priority = 1, NotificationId = id, Channel = NotificationChannel.Mail,
            State = NotificationState.Skipped, Silence = Silence.NoAddress, CreatedAt = App.Clock.Now, DueAt = App.Clock.Now, DoneAt = App.Clock.Now,
        });
        var read = await JsonAsync(client, $"/notifications/{id}");

        Assert.Equal(("Second", 2), (read.GetProperty("notification").GetProperty("text").GetString(), read.GetProperty("notification").GetProperty("changes").GetInt32()));
        Assert.Equal("Premier", read.GetProperty("folded")[0].GetProperty("text").GetString());
        var deliveries = read.GetProperty("deliveries").EnumerateArray().ToList();
        Assert.Contains(deliveries, d => d.GetProperty("channel").GetString() == "inApp" && d.GetProperty("state").GetString() == "sent");
        Assert.Contains(deliveries, d => d.GetProperty("channel").GetString() == "mail" && d.GetProperty("state").GetString() == "skipped" && d.GetProperty("silence").GetString() == "noAddress");
        var folded = read.GetProperty("folded")[0].GetProperty("id").GetGuid();
        Assert.Equal("404 not-found", await client.AskAsync("POST", $"/notifications/{folded}/unread").CodeAsync());
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Anothers_are_not_there()
    {
        var (client, person) = await StartAsync();
        await TellAsync(person, "Un");
        var (stranger, _) = await StartAsync();
        var id = await IdOfAsync(client, "/notifications");

        Assert.Equal("", Texts(await JsonAsync(stranger, "/notifications")));
        foreach (var (method, path) in new[] { ("GET", ""), ("POST", "/read"), ("POST", "/unread") })
            Assert.Equal("404 not-found", await stranger.AskAsync(method, $"/notifications/{id}{path}").CodeAsync());
        await stranger.AskAsync("POST", "/notifications/read", new { });
        Assert.Equal("1: test 1", Counters(await JsonAsync(client, "/notifications/counters")));
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task A_key_reaches_what_it_was_made_for_and_no_preferences()
    {
        var (_, person) = await StartAsync();
        await TellAsync(person, "Hors de portée");
        await TellAsync(person, "Du ticket", new NewsKind("tickets.test.told", NotificationCategory.Update));
        await TellAsync(person, "Note interne", new NewsKind("tickets.test.told", NotificationCategory.Update), isInternal: true);
        var client = await App.ClientAsync((string?)null);
        client.DefaultRequestHeaders.Add("X-Api-Key", (await App.KeyAsync(person, TicketPermissions.View)).Secret);

        Assert.Equal("Du ticket", Texts(await JsonAsync(client, "/notifications")));
        Assert.Equal("1: tickets 1", Counters(await JsonAsync(client, "/notifications/counters")));
        await client.AskAsync("POST", "/notifications/read", new { });
        foreach (var method in new[] { "GET", "DELETE" }) Assert.Equal("403 forbidden", await client.AskAsync(method, "/notifications/preferences").CodeAsync());
        Assert.Equal("403 forbidden", await client.AskAsync("PATCH", "/notifications/preferences", new { quietHours = true }, ("If-Match", "\"0\"")).CodeAsync());
        var himself = await App.ClientAsync(person);
        Assert.Equal("Note interne,Hors de portée", Texts(await JsonAsync(himself, "/notifications?unread=true")));
    }

    [Fact]
    public async Task Preferences_are_changed_by_whoever_read_them_last_and_forgotten()
    {
        var (client, _) = await StartAsync();
        var read = await client.AskAsync("GET", "/notifications/preferences");
        var tag = read.Headers.ETag!.ToString();   // every answer of it has one

        Assert.False((await ApiWeb.JsonAsync(read)).GetProperty("isOwn").GetBoolean());
        Assert.Equal("428 api.precondition-required", await PatchAsync(client, new { quietHours = true }, null).CodeAsync());
        var changed = await PatchAsync(client, new
        {
            quietHours = true, quietFrom = "21:00:00", digest = "daily", leastPriority = "high", muted = new[] { "comment" },
            channels = new[] { new { category = "update", channels = new[] { "inApp" } } },
        }, tag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        var now = (await ApiWeb.JsonAsync(changed)).GetProperty("preferences");
        Assert.Equal(("21:00:00", "daily", "high", "comment"), (now.GetProperty("quietFrom").GetString(), now.GetProperty("digest").GetString(), now.GetProperty("leastPriority").GetString(), now.GetProperty("muted")[0].GetString()));
        var update = now.GetProperty("channels").EnumerateArray().Single(c => c.GetProperty("category").GetString() == "update");
        Assert.Equal("inApp", Assert.Single(update.GetProperty("channels").EnumerateArray()).GetString());
        Assert.Equal("412 stale", await PatchAsync(client, new { quietHours = false }, tag).CodeAsync());

        Assert.Equal(HttpStatusCode.NoContent, (await client.AskAsync("DELETE", "/notifications/preferences")).StatusCode);
        Assert.False((await JsonAsync(client, "/notifications/preferences")).GetProperty("isOwn").GetBoolean());
    }

    [Theory]
    [InlineData("""{"quietHours":true,"quietFrom":"08:00:00","quietTo":"08:00:00"}""", "quietTo notifications.same-hours")]
    [InlineData("""{"channels":[{"category":"update","channels":["log"]}]}""", "channels unknown-value")]
    [InlineData("""{"channels":[{"category":"update","channels":[]},{"category":"update","channels":[]}]}""", "channels twice-given")]
    [InlineData("""{"digest":"hourly"}""", "digest wrong-type")]
    [InlineData("""{"sound":"on"}""", "sound unknown-field")]
    public async Task Wrong_preferences_are_named_as_in_the_form(string body, string error)
    {
        var (client, _) = await StartAsync();
        var tag = (await client.AskAsync("GET", "/notifications/preferences")).Headers.ETag!.ToString();   // every answer of it has one

        var problem = await ApiWeb.JsonAsync(await client.AskAsync("PATCH", "/notifications/preferences", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), ("If-Match", tag)));

        var wrong = problem.GetProperty("errors")[0];
        Assert.Equal(error, $"{wrong.GetProperty("field").GetString()} {wrong.GetProperty("code").GetString()}");
    }

    private static Task<HttpResponseMessage> PatchAsync(HttpClient client, object body, string? tag) =>
        client.AskAsync("PATCH", "/notifications/preferences", body, tag is null ? [] : [("If-Match", tag)]);

    private static async Task<JsonElement> JsonAsync(HttpClient client, string path) => await ApiWeb.JsonAsync(await client.AskAsync("GET", path));

    private static async Task<Guid> IdOfAsync(HttpClient client, string path) => (await JsonAsync(client, path)).GetProperty("items")[0].GetProperty("id").GetGuid();

    private static string Texts(JsonElement list) => string.Join(',', list.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("text").GetString()));

    private static string Counters(JsonElement counters) => $"{counters.GetProperty("unread").GetInt32()}: " + string.Join(
        ", ", counters.GetProperty("modules").EnumerateArray().Select(m => $"{m.GetProperty("module").GetString()} {m.GetProperty("unread").GetInt32()}"));

    private async Task<(HttpClient Client, User Person)> StartAsync()
    {
        var person = await App.AddPersonAsync();
        return (await App.ClientAsync(person), person);
    }

    private async Task TellAsync(User person, string text, NewsKind? kind = null, RecordRef? record = null, bool isInternal = false)
    {
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        await App.RunAsync((Notifier notifier) => notifier.TellAsync(
            new(Guid.CreateVersion7(), null, record ?? new("nothing", Guid.CreateVersion7())),
            [new(new(kind ?? TestNews.Update, text, "/somewhere") { Excerpt = "Bonjour", ExcerptAuthor = "Nadia" }, [person.Id]) { IsInternal = isInternal }], default));
    }
}
