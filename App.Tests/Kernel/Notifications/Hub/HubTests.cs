using System.Text.Json;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Records;
using OpsFlux.Tests.Kernel.Api;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Notifications.Hub;

public sealed class HubTests(ApiWeb app) : AppTests<ApiWeb>(app), IClassFixture<ApiWeb>
{
    [Fact]
    [Trait("Category", "Access")]
    public async Task News_reach_whom_they_are_for_and_nobody_else()
    {
        var (ours, theirs) = (await App.AddPersonAsync(), await App.AddPersonAsync());
        await using var one = await OpenAsync(ours);
        await using var other = await OpenAsync(theirs);

        await TellAsync(ours, "Pour l’un");
        await TellAsync(theirs, "Pour l’autre");

        var heard = await one.HearAsync("notification");
        Assert.Equal(("Pour l’un", "update", "unread", 1), (heard.GetProperty("text").GetString(), heard.GetProperty("category").GetString(), heard.GetProperty("state").GetString(), heard.GetProperty("changes").GetInt32()));
        Assert.Equal(1, (await one.HearAsync("counters")).GetProperty("unread").GetInt32());
        Assert.Equal("Pour l’autre", (await other.HearAsync("notification")).GetProperty("text").GetString());
        Assert.Equal(["Pour l’autre"], Texts(await other.CallAsync("Latest", 10)));
        Assert.Equal("not-found", Error(await other.CallAsync("Read", heard.GetProperty("id").GetGuid())));
        Assert.Equal("not-found", Error(await other.CallAsync("Since", heard.GetProperty("id").GetGuid())));
    }

    [Fact]
    public async Task The_hub_says_of_a_line_what_the_REST_API_says()
    {
        var person = await App.AddPersonAsync();
        await using var client = await OpenAsync(person);

        await TellAsync(person, "Refusal.forbidden");

        var heard = await client.HearAsync("notification");
        var rest = await App.ClientAsync(person);
        Assert.Equal((await ListedAsync("en")).GetRawText(), heard.GetRawText());
        Assert.NotEqual((await ListedAsync("fr")).GetProperty("text").GetString(), heard.GetProperty("text").GetString());

        async Task<JsonElement> ListedAsync(string language)
        {
            rest.DefaultRequestHeaders.Remove("Accept-Language");
            return (await ApiWeb.JsonAsync(await rest.AskAsync("GET", "/notifications", null, ("Accept-Language", language)))).GetProperty("items")[0];
        }
    }

    [Fact]
    public async Task What_is_read_here_is_told_there()
    {
        var person = await App.AddPersonAsync();
        await using var here = await OpenAsync(person);
        await using var there = await OpenAsync(person);
        await TellAsync(person, "À lire");
        var id = (await there.HearAsync("notification")).GetProperty("id").GetGuid();
        await there.HearAsync("counters");

        await here.CallAsync("Read", id);
        Assert.Equal(id, (await there.HearAsync("read")).GetProperty("ids")[0].GetGuid());
        Assert.Equal(0, (await there.HearAsync("counters")).GetProperty("unread").GetInt32());

        await (await App.ClientAsync(person)).AskAsync("POST", $"/notifications/{id}/unread");
        Assert.Equal(id, (await there.HearAsync("unread")).GetProperty("ids")[0].GetGuid());
        await here.CallAsync("ReadAll", (string?)null);
        Assert.Equal(id, (await there.HearAsync("read")).GetProperty("ids")[0].GetGuid());
    }

    [Fact]
    public async Task A_further_change_of_a_record_replaces_its_line()
    {
        var (person, record) = (await App.AddPersonAsync(), new RecordRef("nothing", Guid.CreateVersion7()));
        await using var client = await OpenAsync(person);
        await TellAsync(person, "Premier", record: record);
        var first = await client.HearAsync("notification");

        await TellAsync(person, "Second", record: record);

        var second = await client.HearAsync("notification");
        Assert.Equal(("Second", 2), (second.GetProperty("text").GetString(), second.GetProperty("changes").GetInt32()));
        Assert.Equal(first.GetProperty("id").GetGuid(), (await client.HearAsync("removed")).GetProperty("ids")[0].GetGuid());
    }

    [Fact]
    public async Task Whoever_comes_back_is_given_what_he_missed()
    {
        var person = await App.AddPersonAsync();
        await TellAsync(person, "Vu");
        Guid last;
        await using (var before = await OpenAsync(person)) last = Results(await before.CallAsync("Latest", 1)).Single().GetProperty("id").GetGuid();
        await TellAsync(person, "Manqué 1");
        await TellAsync(person, "Manqué 2");

        await using var after = await OpenAsync(person);
        Assert.Equal(["Manqué 1", "Manqué 2"], Texts(await after.CallAsync("Since", last)));
        await TellAsync(person, "Nouveau");
        Assert.Equal("Nouveau", (await after.HearAsync("notification")).GetProperty("text").GetString());
    }

    [Fact]
    public async Task Wrong_calls_are_refused_by_code_and_long_ones_end_the_connection()
    {
        await using var client = await OpenAsync(await App.AddPersonAsync());

        Assert.Equal("out-of-range", Error(await client.CallAsync("Latest", 101)));
        Assert.Equal("not-found", Error(await client.CallAsync("Since", Guid.CreateVersion7())));
        await client.SendAsync("{\"type\":1,\"target\":\"Latest\",\"arguments\":[\"" + new string('x', 5000) + "\"]}");
        await client.EndAsync();
    }

    [Fact]
    public async Task One_person_has_a_few_connections_at_a_time()
    {
        var tokens = await App.TokensAsync(await App.AddPersonAsync());
        await App.ClientAsync((string?)null);
        var open = new List<HubClient>();
        for (var i = 0; i < 10; i++)
        {
            open.Add(await HubClient.OpenAsync(App.Address, tokens.AccessToken));
            await open[^1].HearAsync("counters");
        }

        await using var late = await HubClient.OpenAsync(App.Address, tokens.AccessToken);
        Assert.Contains("api.too-many-connections", await late.EndAsync(), StringComparison.Ordinal);
        foreach (var client in open) await client.DisposeAsync();
    }

    [Fact]
    public async Task A_client_that_never_reads_holds_up_nobody()
    {
        var (slow, quick) = (await App.AddPersonAsync(), await App.AddPersonAsync());
        await using var silent = await OpenAsync(slow);
        await using var reading = await OpenAsync(slow);
        await using var other = await OpenAsync(quick);

        await App.SqlAsync(
            $"""
             insert into kernel.notifications (id, user_id, event_id, kind, module, category, reason, is_internal, priority, text, arguments, excerpt, href, created_at, shown_at, changes)
             select gen_random_uuid(), '{slow.Id}', gen_random_uuid(), 'test.update.told', 'test', 'Update', 'Concerned', false, 1, 'Beaucoup', array[]::text[], repeat('x', 1000), '/', '{App.Clock.Now:O}', '{App.Clock.Now:O}', 1
             from generate_series(1, 4000)
             """);
        await TellAsync(slow, "La dernière");
        await TellAsync(quick, "Pour l’autre");

        Assert.Equal("Pour l’autre", (await other.HearAsync("notification")).GetProperty("text").GetString());
        var heard = 1;
        while ((await reading.HearAsync("notification")).GetProperty("text").GetString() != "La dernière") heard++;
        Assert.Equal(4001, heard);
        await TellAsync(quick, "Encore");
        Assert.Equal("Encore", (await other.HearAsync("notification")).GetProperty("text").GetString());
    }

    private static IEnumerable<JsonElement> Results(JsonElement answer) => answer.GetProperty("result").EnumerateArray();

    private static IEnumerable<string?> Texts(JsonElement answer) => Results(answer).Select(i => i.GetProperty("text").GetString());

    private static string? Error(JsonElement answer) => answer.GetProperty("error").GetString()?.Split(": ")[^1];

    /// <summary>Connected, and told how many are unread: what appears from now on is new.</summary>
    private async Task<HubClient> OpenAsync(User person)
    {
        await App.ClientAsync((string?)null);    // starts the application
        var client = await HubClient.OpenAsync(App.Address, (await App.TokensAsync(person)).AccessToken);
        await client.HearAsync("counters");
        return client;
    }

    private async Task TellAsync(User person, string text, RecordRef? record = null)
    {
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        await App.RunAsync((Notifier notifier) => notifier.TellAsync(
            Guid.CreateVersion7(), null, record ?? new("nothing", Guid.CreateVersion7()), [person.Id], new(TestNews.Update, text, "/"), default));
    }
}
