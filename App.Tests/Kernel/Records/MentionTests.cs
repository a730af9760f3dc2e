using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Records.Mentions;
using OpsFlux.Kernel.Records.People;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Records;

public sealed class MentionTests : AppTests
{
    private int people;

    public MentionTests(TestApp app) : base(app)
    {
        foreach (var permission in app.Catalog.PermissionCodes) app.User.Grant(permission, Scope.All);
    }

    [Fact]
    public async Task Whoever_is_named_watches_from_then_on_and_is_told_once()
    {
        var ticket = await App.SaveAsync(Make.Ticket(requester: (await App.SaveAsync(Make.User())).Id));
        var named = await PersonAsync(TicketPermissions.View);

        await CommentAsync(ticket, $"Bonjour @{named.UserName}, peux-tu voir ? @{named.UserName!.ToUpperInvariant()}.");

        Assert.Equal([(NotificationCategory.Mention, "Notify.Mentioned")], await ToldAsync(named));
        Assert.True(await App.WithDbAsync(db => db.Set<Watcher>().AnyAsync(w => w.RecordId == ticket.Id && w.UserId == named.Id)));
    }

    [Fact]
    public async Task A_text_of_nothing_but_at_signs_is_shown_at_once()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();

        SafeMarkdown.ToHtml(string.Concat(Enumerable.Repeat(" @", 10_000)));

        Assert.InRange(watch.ElapsedMilliseconds, 0, 500);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Names_are_not_for_guessing_by_whoever_cannot_send_the_text()
    {
        var ticket = await App.SaveAsync(Make.Ticket());
        var stranger = await PersonAsync();
        App.User.Revoke(TicketPermissions.Note);

        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((CheckMentions use) => use.RunAsync(ticket.Ref, $"@{stranger.UserName}", true, default))).Refusal);
        Assert.Null((await App.RunAsync((SuggestPeople use) => use.RunAsync(ticket.Ref, "\ud800", default))).Refusal);   // half a character
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Whoever_may_not_read_it_is_told_nothing_and_named_to_the_author()
    {
        var ticket = await App.SaveAsync(Make.Ticket());
        var (stranger, reader, noter) = (await PersonAsync(), await PersonAsync(TicketPermissions.View), await PersonAsync(TicketPermissions.View, TicketPermissions.Note));
        var body = $"@{stranger.UserName} @{reader.UserName} @{noter.UserName}";

        var (publicly, internally) = (await CheckAsync(ticket, body, false), await CheckAsync(ticket, body, true));
        await CommentAsync(ticket, body, isInternal: true);

        Assert.Equal([stranger.DisplayName], publicly);
        Assert.Equal(new[] { stranger.DisplayName, reader.DisplayName }.Order(), internally.Order());
        Assert.Empty(await ToldAsync(stranger));
        Assert.Empty(await ToldAsync(reader));
        Assert.Single(await ToldAsync(noter));
        Assert.Equal([noter.Id], await App.WithDbAsync(db => db.Set<Watcher>().Where(w => w.RecordId == ticket.Id).Select(w => w.UserId).ToListAsync()));
    }

    [Fact]
    public async Task Naming_oneself_or_nobody_does_nothing()
    {
        var ticket = await App.SaveAsync(Make.Ticket());

        await CommentAsync(ticket, "@alice.martin.atelier @personne.du.tout jean@exemple.fr.ma @deux.mots");

        Assert.Empty(await App.WithDbAsync(db => db.Set<Watcher>().Where(w => w.RecordId == ticket.Id).ToListAsync()));
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task A_record_one_may_not_see_answers_nothing_about_people()
    {
        var ticket = await App.SaveAsync(Make.Ticket());
        App.User.Revoke(TicketPermissions.View);

        Assert.Equal(Refusal.NotFound, (await App.RunAsync((CheckMentions use) => use.RunAsync(ticket.Ref, "@a.b.c", false, default))).Refusal);
    }

    [Theory]
    [InlineData("Voir @karim.daoudi.norvalys.", "Voir <span class=\"mention\">@karim.daoudi.norvalys</span>.")]
    [InlineData("(@a_b.c-d.e)", "(<span class=\"mention\">@a_b.c-d.e</span>)")]
    [InlineData("jean@exemple.fr.ma", "jean@exemple.fr.ma")]
    [InlineData("`@a.b.c`", "<code>@a.b.c</code>")]
    [InlineData("@a.b.<b>c", "@a.b.&lt;b&gt;c")]
    [InlineData("**@a.b.c**", "<strong><span class=\"mention\">@a.b.c</span></strong>")]
    public void A_name_is_shown_as_one_where_text_is_text(string text, string html) => Assert.Equal($"<p>{html}</p>", SafeMarkdown.ToHtml(text).Trim());

    private async Task<User> PersonAsync(params string[] permissions)
    {
        var person = await App.SaveAsync(Make.User($"Personne {++people}"));
        await App.SaveAllAsync([.. permissions.Select(p => new Grant { UserId = person.Id, Permission = p, Scope = Scope.All })]);
        return person;
    }

    private Task<Result> CommentAsync(Ticket ticket, string body, bool isInternal = false) =>
        App.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Body = body, IsInternal = isInternal }, default));

    private async Task<IReadOnlyList<string>> CheckAsync(Ticket ticket, string body, bool isInternal) =>
        (await App.RunAsync((CheckMentions use) => use.RunAsync(ticket.Ref, body, isInternal, default))).Value!;   // granted

    private async Task<List<(NotificationCategory, string)>> ToldAsync(User person)
    {
        await App.DrainEventsAsync();
        var told = await App.WithDbAsync(db => db.Set<Notification>().Where(n => n.UserId == person.Id).Select(n => new { n.Category, n.Text }).ToListAsync());
        return [.. told.Select(n => (n.Category, n.Text))];
    }
}
