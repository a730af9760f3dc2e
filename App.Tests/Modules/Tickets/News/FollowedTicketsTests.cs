using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Lists.Views;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Following;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records.Tags;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.News;

/// <summary>Who is told because he follows a site or a saved view: through outbox, dispatcher and notifier.</summary>
public sealed class FollowedTicketsTests : AppTests
{
    private readonly User worker = Make.User("Worker"), reader = Make.User("Reader");
    private readonly Structure structure = Make.Structure();
    private readonly Site site;

    public FollowedTicketsTests(TestApp app) : base(app)
    {
        site = Make.Site(structure: structure.Id);
        foreach (var permission in app.Catalog.PermissionCodes) app.User.Grant(permission, Scope.All);
    }

    [Fact]
    public async Task Whoever_follows_a_site_is_told_of_what_is_opened_there_and_of_what_watchers_are_told()
    {
        await BeginAsync();
        var follower = await FollowerAsync("Follower", site);
        App.User.As(worker);
        var opened = (await App.RunAsync((OpenTicket use) => use.RunAsync(new() { Title = "Porte bloquée", CategoryId = World.Category, SiteId = site.Id }, default))).Value!;   // allowed

        var told = Assert.Single(await NewsAsync(opened.Id, follower));
        Assert.Equal(("Notify.Opened", NewsReason.Site, 0, "tickets.ticket.opened"), (told.Text, told.Reason, told.Priority, told.Kind));

        await CommentAsync(opened.Id, isInternal: false);
        Assert.Equal(["Notify.Opened", "Notify.Commented"], (await NewsAsync(opened.Id, follower)).Select(n => n.Text));
    }

    [Fact]
    public async Task A_site_tells_nothing_of_what_was_before_nor_of_notes_to_whoever_reads_none_nor_to_who_did_it()
    {
        await BeginAsync();
        var ticket = await TicketAsync(at: site.Id);
        await CommentAsync(ticket.Id, isInternal: false);
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        var (noting, reading) = (await FollowerAsync("Noting", site, TicketPermissions.Note), await FollowerAsync("Reading", site));
        await FollowAsync(worker, site);
        await App.DrainEventsAsync();
        Assert.Empty(await NewsAsync(ticket.Id, noting));

        await CommentAsync(ticket.Id, isInternal: true);

        Assert.Equal("Notify.Noted", Assert.Single(await NewsAsync(ticket.Id, noting)).Text);
        Assert.Empty(await NewsAsync(ticket.Id, reading));
        Assert.Empty(await NewsAsync(ticket.Id, worker));
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task One_client_never_hears_of_another()
    {
        await BeginAsync();
        var theirs = await App.SaveAsync(Make.Structure(kind: StructureKind.Client));
        var client = await App.SaveAsync(Make.User("Client", theirs.Id));
        await GrantAsync(client, Scope.Structure, TicketPermissions.View);
        await FollowAsync(client, site);   // followed when he still could
        var view = await ViewAsync(client, "?view=All&priority=Critical");
        var ticket = await TicketAsync(at: site.Id);

        await CommentAsync(ticket.Id, isInternal: false);
        await EditAsync(ticket, nameof(Ticket.Title), "Encore autre chose");
        await MakeCriticalAsync(ticket);
        Assert.Empty(await NewsAsync(ticket.Id, client));
        Assert.Equal(0, await App.WithDbAsync(db => db.Set<ViewHit>().CountAsync(h => h.FollowId == view)));

        var own = await App.SaveAsync(Make.Ticket(structure: theirs.Id, requester: worker.Id));
        await MakeCriticalAsync(own);
        Assert.Equal("Notify.EnteredView", Assert.Single(await NewsAsync(own.Id, client)).Text);
    }

    [Fact]
    public async Task What_newly_enters_a_view_is_told_once_with_its_name_and_again_once_it_had_left()
    {
        await BeginAsync();
        await ViewAsync(reader, "?view=All&priority=Critical", "Critiques");
        var ticket = await TicketAsync();

        await MakeCriticalAsync(ticket);
        var told = Assert.Single(await NewsAsync(ticket.Id, reader));
        Assert.Equal(("Notify.EnteredView", NewsReason.View, 1, "tickets.view.entered"), (told.Text, told.Reason, told.Priority, told.Kind));
        Assert.Equal((ticket.Title, "Critiques"), (told.Arguments[1], told.Arguments[3]));

        await EditAsync(ticket, nameof(Ticket.Title), "Elle est toujours en panne");
        Assert.Single(await NewsAsync(ticket.Id, reader));

        await EditAsync(ticket, nameof(Ticket.Urgency), nameof(Urgency.Low));
        await EditAsync(ticket, nameof(Ticket.Urgency), nameof(Urgency.High));
        Assert.Equal(2, (await NewsAsync(ticket.Id, reader)).Count);
    }

    [Fact]
    public async Task What_was_in_the_view_when_it_was_followed_or_changed_is_known()
    {
        await BeginAsync();
        var ticket = await TicketAsync();
        await MakeCriticalAsync(ticket);
        var late = await ViewAsync(reader, "?view=All&priority=Critical");

        await EditAsync(ticket, nameof(Ticket.Title), "Un autre titre");
        Assert.Empty(await NewsAsync(ticket.Id, reader));

        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await App.WithDbAsync(db => db.Set<SavedView>().Where(v => v.OwnerId == reader.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(v => v.Address, "?view=All").SetProperty(v => v.UpdatedAt, App.Clock.Now)));
        await EditAsync(ticket, nameof(Ticket.Title), "Encore un titre");
        Assert.Empty(await NewsAsync(ticket.Id, reader));
        Assert.Equal(0, await App.WithDbAsync(db => db.Set<ViewHit>().CountAsync(h => h.FollowId == late)));
    }

    [Fact]
    public async Task A_new_ticket_and_one_that_words_or_a_tag_bring_in_enter_too()
    {
        await BeginAsync();
        await ViewAsync(reader, "?view=All&q=ascenseur", "Mots");
        App.User.As(worker);
        var opened = (await App.RunAsync((OpenTicket use) => use.RunAsync(new() { Title = "Ascenseur arrêté", CategoryId = World.Category }, default))).Value!;   // allowed
        Assert.Equal("Notify.EnteredView", Assert.Single(await NewsAsync(opened.Id, reader)).Text);

        var ticket = await TicketAsync();
        await EditAsync(ticket, nameof(Ticket.Title), "Ce sont les ascenseurs");
        Assert.Equal("Mots", Assert.Single(await NewsAsync(ticket.Id, reader)).Arguments[3]);

        var tagged = await TicketAsync();
        await ViewAsync(reader, "?view=All&tag=été", "Étiquette");
        App.User.As(worker);
        await App.RunAsync((TagRecord use) => use.RunAsync(tagged.Ref, "Hiver", default));
        Assert.Empty(await NewsAsync(tagged.Id, reader));
        await App.RunAsync((TagRecord use) => use.RunAsync(tagged.Ref, "Été", default));
        Assert.Equal("Étiquette", Assert.Single(await NewsAsync(tagged.Id, reader)).Arguments[3]);
    }

    [Fact]
    public async Task In_a_shared_view_me_is_each_follower_himself()
    {
        await BeginAsync();
        var other = await App.SaveAsync(Make.User("Other"));
        await GrantAsync(other, Scope.All, TicketPermissions.View);
        await ViewAsync(reader, "?view=All&assignee=me&priority=Critical", audience: ViewAudience.Everyone, also: other);
        var ticket = await TicketAsync(assignee: other.Id);

        await MakeCriticalAsync(ticket);

        Assert.Single(await NewsAsync(ticket.Id, other));
        Assert.Empty(await NewsAsync(ticket.Id, reader));
    }

    [Fact]
    public async Task What_is_told_for_a_better_reason_is_not_told_for_the_view_as_well()
    {
        await BeginAsync();
        var team = Make.Group();
        await App.SaveAllAsync(team, Make.Member(team, reader));   // one may be given tickets
        await ViewAsync(reader, "?view=Mine");
        var ticket = await TicketAsync();

        App.User.As(worker);
        Assert.Null((await App.RunAsync((AssignTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Version = 1, AssigneeId = reader.Id, GroupId = team.Id }, default))).Refusal);

        Assert.Equal("Notify.Assigned", Assert.Single(await NewsAsync(ticket.Id, reader)).Text);
    }

    [Fact]
    public async Task A_view_that_moves_with_time_by_now_and_one_that_is_not_shared_any_more_are_silent()
    {
        await BeginAsync();
        await ViewAsync(reader, "?view=All&priority=Critical&updated=Today");
        await ViewAsync(worker, "?view=All&priority=Critical", also: reader);
        var ticket = await TicketAsync();

        await MakeCriticalAsync(ticket);

        Assert.Empty(await NewsAsync(ticket.Id, reader));
    }

    [Fact]
    public async Task What_enters_by_the_dozen_is_told_up_to_a_point()
    {
        await BeginAsync();
        await ViewAsync(reader, "?view=All&priority=Critical", "Critiques");
        for (var i = 0; i < ViewHits.MostInARow + 3; i++) await MakeCriticalAsync(await TicketAsync());
        await App.DrainEventsAsync();

        var told = await App.WithDbAsync(db => db.Set<Notification>().Where(n => n.UserId == reader.Id).OrderBy(n => n.CreatedAt).ThenBy(n => n.Id).ToListAsync());
        Assert.Equal(ViewHits.MostInARow, told.Count);
        Assert.All(told.SkipLast(1), n => Assert.Equal("Notify.EnteredView", n.Text));
        Assert.Equal("Notify.EnteredMany", told[^1].Text);
        Assert.StartsWith("/tickets?saved=", told[^1].Href, StringComparison.Ordinal);

        App.Clock.Advance(ViewHits.Pause + TimeSpan.FromMinutes(1));
        var later = await TicketAsync();
        await MakeCriticalAsync(later);
        Assert.Equal("Notify.EnteredView", Assert.Single(await NewsAsync(later.Id, reader)).Text);
    }

    [Fact]
    public async Task Delivered_twice_it_is_told_once()
    {
        await BeginAsync();
        await ViewAsync(reader, "?view=All&priority=Critical");
        var ticket = await TicketAsync();
        await MakeCriticalAsync(ticket);
        await App.DrainEventsAsync();

        await App.WithDbAsync(db => db.Set<EventDelivery>().ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Pending)));

        Assert.Single(await NewsAsync(ticket.Id, reader));
    }

    [Fact]
    public async Task However_many_follow_it_takes_the_same_statements()
    {
        await BeginAsync();
        Assert.Equal(await CountAsync(2), await CountAsync(50));

        async Task<int> CountAsync(int followers)
        {
            await App.WithDbAsync(db => db.Set<Follow>().ExecuteDeleteAsync());
            for (var i = 0; i < followers; i++)
            {
                var follower = await App.SaveAsync(Make.User($"Follower {i}"));
                await GrantAsync(follower, Scope.All, TicketPermissions.View);
                await ViewAsync(follower, i == 0 ? "?view=All&priority=Critical" : $"?view=All&category={Guid.CreateVersion7()}");
            }

            var ticket = await TicketAsync();
            await MakeCriticalAsync(ticket);
            return await App.CountQueriesAsync(() => App.DrainEventsAsync());
        }
    }

    /// <summary>Who does and who hears; the first test of the class saves them for itself.</summary>
    private async Task BeginAsync()
    {
        await App.WithDbAsync(db => db.Set<Follow>().ExecuteDeleteAsync());
        await App.DrainEventsAsync();
        worker.StructureId = structure.Id;
        await App.SaveAllAsync(structure, site, worker, reader);
        foreach (var person in new[] { worker, reader }) await GrantAsync(person, Scope.All, TicketPermissions.View);
    }

    private Task<Ticket> TicketAsync(Guid? assignee = null, Guid? at = null) =>
        App.SaveAsync(Make.Ticket(structure: structure.Id, requester: worker.Id, assignee: assignee, site: at));

    private async Task<User> FollowerAsync(string name, Site of, params string[] permissions)
    {
        var person = await App.SaveAsync(Make.User(name));
        await GrantAsync(person, Scope.All, [TicketPermissions.View, .. permissions]);
        await FollowAsync(person, of);
        return person;
    }

    private Task<Follow> FollowAsync(User person, Site of) => App.SaveAsync(new Follow { UserId = person.Id, SiteId = of.Id, Since = App.Clock.Now });

    /// <summary>A view that its owner follows, or another one. Answers the follow.</summary>
    private async Task<Guid> ViewAsync(User owner, string address, string name = "Vue", ViewAudience audience = ViewAudience.Owner, User? also = null)
    {
        var view = await App.SaveAsync(new SavedView { List = "tickets", OwnerId = owner.Id, Name = name, Address = address, Audience = audience, UpdatedAt = App.Clock.Now });
        var follow = await App.SaveAsync(new Follow { UserId = owner.Id, ViewId = view.Id, Since = App.Clock.Now });
        if (also is not null) await App.SaveAsync(new Follow { UserId = also.Id, ViewId = view.Id, Since = App.Clock.Now });
        return follow.Id;
    }

    private Task GrantAsync(User person, Scope scope, params string[] permissions) =>
        App.SaveAllAsync([.. permissions.Select(p => new Grant { UserId = person.Id, Permission = p, Scope = scope })]);

    private async Task MakeCriticalAsync(Ticket ticket)
    {
        await EditAsync(ticket, nameof(Ticket.Impact), nameof(Impact.High));
        await EditAsync(ticket, nameof(Ticket.Urgency), nameof(Urgency.High));
    }

    /// <summary>Time goes on, so that one act comes after the other.</summary>
    private async Task EditAsync(Ticket ticket, string field, string value)
    {
        App.Clock.Advance(TimeSpan.FromSeconds(20));
        App.User.As(worker);
        var now = await App.LoadAsync<Ticket>(ticket.Id);
        var seen = typeof(Ticket).GetProperty(field)!.GetValue(now)?.ToString();   // named by nameof
        var edited = await App.RunAsync((EditTicket use) => use.RunAsync(
            new() { TicketId = ticket.Id, Version = now.Version, Changes = [new() { Field = field, Seen = seen, Value = value }] }, default));
        Assert.Null(edited.Refusal);
        App.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    private async Task CommentAsync(Guid ticket, bool isInternal)
    {
        App.User.As(worker);
        Assert.Null((await App.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = ticket, Body = "Bonjour", IsInternal = isInternal }, default))).Refusal);
    }

    private async Task<List<Notification>> NewsAsync(Guid ticket, User person)
    {
        await App.DrainEventsAsync();
        return await App.WithDbAsync(db => db.Set<Notification>().Where(n => n.RecordId == ticket && n.UserId == person.Id).OrderBy(n => n.CreatedAt).ThenBy(n => n.Id).ToListAsync());
    }
}
