using System.Net;
using System.Text;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Kernel.Api;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Api;

public sealed class TicketsApiTests(ApiWeb app) : AppTests<ApiWeb>(app), IClassFixture<ApiWeb>
{
    [Fact]
    public async Task A_ticket_goes_from_declaration_to_resolution()
    {
        var person = await App.AddPersonAsync();
        var client = await App.ClientAsync(person);
        var made = await client.AskAsync("POST", "/tickets", new { title = "From a program", categoryId = World.Category, urgency = "high", kind = "serviceRequest" });
        var path = $"/tickets/{(await ApiWeb.JsonAsync(made)).GetProperty("number").GetString()}";

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(made.Headers.Location)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.AskAsync("POST", $"{path}/transitions/start", new { })).StatusCode);
        Assert.Equal("422 invalid", await client.AskAsync("POST", $"{path}/transitions/resolve", new { }).CodeAsync());
        var steps = await ApiWeb.JsonAsync(await client.AskAsync("GET", $"{path}/transitions"));
        var resolved = await ApiWeb.JsonAsync(await client.AskAsync("POST", $"{path}/transitions/resolve", new { solution = "Replaced" }));

        Assert.Contains(steps.GetProperty("items").EnumerateArray(), s => s.GetProperty("trigger").GetString() == "resolve" && s.GetProperty("required")[0].GetString() == "solution");
        Assert.Equal(("resolved", "Replaced"), (resolved.GetProperty("state").GetString(), resolved.GetProperty("solution").GetString()));
        Assert.Equal("409 transition-not-allowed", await client.AskAsync("POST", $"{path}/transitions/start", new { }).CodeAsync());
    }

    [Fact]
    public async Task What_is_said_and_attached_can_be_read_again()
    {
        var person = await App.AddPersonAsync();
        var ticket = await App.SaveAsync(Make.Ticket(requester: person.Id));
        var (client, path) = (await App.ClientAsync(person), $"/tickets/{ticket.Id}");
        using var files = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes("Bonjour")), "files", "note.txt" } };

        var said = await client.AskAsync("POST", $"{path}/comments", new { body = "Said by a program" });
        var attached = await client.AskAsync("POST", $"{path}/attachments", files);
        var content = await client.GetAsync(new Uri($"{attached.Headers.Location}/content", UriKind.Relative));

        Assert.Equal("Said by a program", (await ApiWeb.JsonAsync(await client.GetAsync(said.Headers.Location))).GetProperty("body").GetString());
        Assert.Equal("Bonjour", await content.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await client.AskAsync("PUT", $"{path}/tags/urgent")).StatusCode);
        Assert.Single((await ApiWeb.JsonAsync(await client.AskAsync("GET", $"{path}/tags"))).GetProperty("items").EnumerateArray());
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync(attached.Headers.Location)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(attached.Headers.Location)).StatusCode);
    }

    [Fact]
    public async Task A_comment_is_read_however_long_its_ticket_goes_on_and_nothing_else_by_its_address()
    {
        var person = await App.AddPersonAsync();
        var ticket = await App.SaveAsync(Make.Ticket(requester: person.Id));
        var (client, path) = (await App.ClientAsync(person), $"/tickets/{ticket.Number}");
        var said = (await ApiWeb.JsonAsync(await client.AskAsync("POST", $"{path}/comments", new { body = "Said first" }))).GetProperty("id").GetGuid();
        var steps = Enumerable.Range(1, 500).Select(n => new TimelineEntry { RecordKind = Ticket.RecordKind, RecordId = ticket.Id, Kind = TimelineKind.FieldChanged, At = App.Clock.Now.AddMinutes(n) }).ToArray();
        await App.SaveAllAsync([.. steps]);

        Assert.Equal("Said first", (await ApiWeb.JsonAsync(await client.AskAsync("GET", $"{path}/comments/{said}"))).GetProperty("body").GetString());
        Assert.Equal("404 not-found", await client.AskAsync("GET", $"{path}/comments/{steps[0].Id}").CodeAsync());
    }

    [Fact]
    public async Task A_ticket_of_another_structure_does_not_exist_whatever_is_asked_of_it()
    {
        var elsewhere = await App.SaveAsync(Make.Structure());
        var (insider, outsider) = (await App.AddPersonAsync(BuiltInRoles.Technician, elsewhere.Id), await App.AddPersonAsync(BuiltInRoles.Technician, World.Structure));
        var ticket = await App.SaveAsync(Make.Ticket("Marker of elsewhere", structure: elsewhere.Id, requester: insider.Id));
        var own = await App.SaveAsync(Make.Ticket(requester: outsider.Id));
        var (inside, outside) = (await App.ClientAsync(insider), await App.ClientAsync(outsider));
        using var files = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes("Secret")), "files", "secret.txt" } };
        var file = (await ApiWeb.JsonAsync(await inside.AskAsync("POST", $"/tickets/{ticket.Id}/attachments", files))).GetProperty("items")[0].GetProperty("id").GetGuid();
        var comment = (await ApiWeb.JsonAsync(await inside.AskAsync("POST", $"/tickets/{ticket.Id}/comments", new { body = "Between us" }))).GetProperty("id").GetGuid();

        foreach (var path in new[] { $"/tickets/{ticket.Id}", $"/tickets/{ticket.Number}" })
        {
            foreach (var below in new[] { "", "/comments", $"/comments/{comment}", "/attachments", $"/attachments/{file}", $"/attachments/{file}/content", "/transitions", "/watchers", "/tags" })
                Assert.Equal("404 not-found", await outside.AskAsync("GET", path + below).CodeAsync());
            Assert.Equal("404 not-found", await outside.AskAsync("PATCH", path, new { title = "Taken over" }, ("If-Match", "\"1\"")).CodeAsync());
            Assert.Equal("404 not-found", await outside.AskAsync("POST", $"{path}/comments", new { body = "?" }).CodeAsync());
            Assert.Equal("404 not-found", await outside.AskAsync("POST", $"{path}/transitions/start", new { }).CodeAsync());
            Assert.Equal("404 not-found", await outside.AskAsync("DELETE", $"{path}/attachments/{file}").CodeAsync());
            Assert.Equal("404 not-found", await outside.AskAsync("PUT", $"{path}/tags/seen").CodeAsync());
            Assert.Equal("404 not-found", await outside.AskAsync("PUT", $"{path}/watchers/{outsider.Id}").CodeAsync());
        }

        // The id of another record's file or comment, below a ticket that one may see.
        foreach (var below in new[] { $"/comments/{comment}", $"/attachments/{file}", $"/attachments/{file}/content" })
            Assert.Equal("404 not-found", await outside.AskAsync("GET", $"/tickets/{own.Id}{below}").CodeAsync());
        Assert.DoesNotContain("Marker of elsewhere", await (await outside.AskAsync("GET", "/tickets?limit=200")).Content.ReadAsStringAsync());
        Assert.Equal("Marker of elsewhere", (await App.LoadAsync<Ticket>(ticket.Id)).Title);
    }

    [Fact]
    public async Task The_clocks_of_a_ticket_say_what_is_agreed_and_what_remains()
    {
        var here = await App.SaveAsync(Make.Structure());
        var (agent, asker) = (await App.AddPersonAsync(BuiltInRoles.Technician, here.Id), await App.AddPersonAsync(BuiltInRoles.User, here.Id));
        var agreed = new PolicyDefinition { Conditions = [new("structure", [here.Id.ToString()])], Targets = [new("take-charge", 60, null), new("resolution", 480, null)] };
        await App.SaveAsync(new SlaPolicy { Name = $"Contrat {here.Code}", RecordKind = Ticket.RecordKind, Definition = agreed.ToJson() });
        var ticket = await App.SaveAsync(Ticket.Open(new() { Title = "Presse arrêtée", CategoryId = World.Category }, asker.Id, here.Id, Impact.Low, PriorityMatrix.Usual, App.Clock.Now));
        var path = $"/tickets/{ticket.Number}/clocks";
        App.Clock.Advance(TimeSpan.FromMinutes(90));

        var seen = (await ApiWeb.JsonAsync(await (await App.ClientAsync(agent)).AskAsync("GET", path))).GetProperty("items").EnumerateArray().ToList();
        var told = (await ApiWeb.JsonAsync(await (await App.ClientAsync(asker)).AskAsync("GET", path))).GetProperty("items").EnumerateArray().Single();

        Assert.Equal(["resolution running 5400 23400", "take-charge breached 5400 -1800"], seen.Select(c =>
            $"{c.GetProperty("code").GetString()} {c.GetProperty("state").GetString()} {c.GetProperty("elapsedSeconds").GetInt64()} {c.GetProperty("remainingSeconds").GetInt64()}"));
        Assert.All(seen, c => Assert.Equal($"Contrat {here.Code}", c.GetProperty("agreement").GetString()));
        Assert.Equal(("resolution", ticket.OpenedAt.AddHours(8)), (told.GetProperty("code").GetString(), told.GetProperty("dueAt").GetDateTimeOffset()));
        Assert.False(told.TryGetProperty("remainingSeconds", out var left) && left.ValueKind is not System.Text.Json.JsonValueKind.Null);   // the desk's affair
    }
}
