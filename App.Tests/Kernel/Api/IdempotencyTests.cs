using System.Net;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Api.Idempotency;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Api;

public sealed class IdempotencyTests(ApiWeb app) : AppTests<ApiWeb>(app), IClassFixture<ApiWeb>
{
    [Fact]
    public async Task Fifty_requests_at_once_with_one_key_have_one_effect_and_one_answer()
    {
        var client = await App.ClientAsync(await App.AddPersonAsync());
        var body = new { title = "Fifty times at once", categoryId = World.Category };

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.AskAsync("POST", "/tickets", body, ("Idempotency-Key", "fifty"))));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.StatusCode));
        Assert.Single((await Task.WhenAll(answers.Select(a => a.Content.ReadAsStringAsync()))).Distinct());
        Assert.Single(answers.Select(a => (a.Headers.Location, a.Headers.ETag)).Distinct());
        Assert.Equal(1, await App.WithDbAsync(db => db.Set<Ticket>().CountAsync(t => t.Title == "Fifty times at once")));
    }

    [Fact]
    public async Task A_key_is_good_for_one_request_of_one_caller()
    {
        var (client, other) = (await App.ClientAsync(await App.AddPersonAsync()), await App.ClientAsync(await App.AddPersonAsync()));
        var body = new { title = "Asked with a key", categoryId = World.Category };
        await client.AskAsync("POST", "/tickets", body, ("Idempotency-Key", "mine"));

        var changed = client.AskAsync("POST", "/tickets", new { title = "Asked with the key again", categoryId = World.Category }, ("Idempotency-Key", "mine"));
        var others = await other.AskAsync("POST", "/tickets", body, ("Idempotency-Key", "mine"));

        Assert.Equal("422 api.idempotency-key-reused", await changed.CodeAsync());
        Assert.Equal(HttpStatusCode.Created, others.StatusCode);
        Assert.Equal(2, await App.WithDbAsync(db => db.Set<Ticket>().CountAsync(t => t.Title == "Asked with a key")));
    }

    [Fact]
    public async Task A_refusal_is_not_kept_and_a_day_later_a_key_is_free()
    {
        var client = await App.ClientAsync(await App.AddPersonAsync());
        var wrong = await client.AskAsync("POST", "/tickets", new { title = "Tried again", categoryId = Guid.CreateVersion7() }, ("Idempotency-Key", "again"));
        var right = await client.AskAsync("POST", "/tickets", new { title = "Tried again", categoryId = World.Category }, ("Idempotency-Key", "again"));

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Created), (wrong.StatusCode, right.StatusCode));
        App.Clock.Advance(AnswerKeeping.Kept + TimeSpan.FromMinutes(1));
        await App.RunAsync((PurgeApi job) => job.RunAsync(default));
        Assert.False(await App.WithDbAsync(db => db.Set<KeptAnswer>().AnyAsync(a => a.Key == "again")));
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_said_to_be_lost_and_the_act_is_not_done_again()
    {
        var person = await App.AddPersonAsync();
        var client = await App.ClientAsync(person);
        var body = new { title = "The process dies here", categoryId = World.Category };
        await client.AskAsync("POST", "/tickets", body, ("Idempotency-Key", "lost"));
        await App.WithDbAsync(db => db.Set<KeptAnswer>().Where(a => a.CallerId == person.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Status, 0)));
        App.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("409 api.idempotency-answer-lost", await client.AskAsync("POST", "/tickets", body, ("Idempotency-Key", "lost")).CodeAsync());
        Assert.Equal(1, await App.WithDbAsync(db => db.Set<Ticket>().CountAsync(t => t.Title == "The process dies here")));
    }
}
