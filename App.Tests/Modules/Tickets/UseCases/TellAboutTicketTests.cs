using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.UseCases;

/// <summary>Who is told of what happens to a ticket: through outbox, dispatcher and notifier.</summary>
public sealed class TellAboutTicketTests : AppTests
{
    private readonly User requester = Make.User("Requester"), worker = Make.User("Worker"), colleague = Make.User("Colleague");
    private readonly Group group = Make.Group();

    public TellAboutTicketTests(TestApp app) : base(app)
    {
        foreach (var permission in app.Catalog.PermissionCodes) app.User.Grant(permission, Scope.All);
    }

    [Fact]
    public async Task The_assignee_is_told_unless_he_gave_it_to_himself()
    {
        var ticket = await TicketAsync(TicketState.New);

        await AssignAsync(ticket, requester, worker.Id);
        Assert.Equal([("Worker", "Notify.Assigned")], await ToldAsync(ticket));

        var other = await TicketAsync(TicketState.New);
        await AssignAsync(other, worker, worker.Id);
        Assert.Empty(await ToldAsync(other));
    }

    [Fact]
    public async Task A_group_is_told_where_no_person_was_named()
    {
        var ticket = await TicketAsync(TicketState.New);

        await AssignAsync(ticket, worker, null);

        Assert.Equal([("Colleague", "Notify.Assigned")], await ToldAsync(ticket));
    }

    [Theory]
    [InlineData(TicketState.New, TicketTrigger.Start, "Worker", "Requester:Notify.Started")]
    [InlineData(TicketState.InProgress, TicketTrigger.Resolve, "Worker", "Requester:Notify.Resolved")]
    [InlineData(TicketState.InProgress, TicketTrigger.Wait, "Worker", "Requester:Notify.WaitingForYou")]
    [InlineData(TicketState.Waiting, TicketTrigger.Resume, "Worker", "")]
    [InlineData(TicketState.Resolved, TicketTrigger.Validate, "Requester", "Worker:Notify.Closed")]
    [InlineData(TicketState.Closed, TicketTrigger.Reopen, "Requester", "Worker:Notify.Reopened")]
    [InlineData(TicketState.InProgress, TicketTrigger.Cancel, "Colleague", "Requester:Notify.Cancelled,Worker:Notify.Cancelled")]
    public async Task A_step_is_told_to_whoever_waits_for_it(TicketState from, TicketTrigger trigger, string actor, string expected)
    {
        var ticket = await TicketAsync(from, worker.Id);
        App.User.As(new[] { requester, worker, colleague }.Single(p => p.DisplayName == actor));

        await App.RunAsync((MoveTicket use) => use.RunAsync(
            new() { TicketId = ticket.Id, Version = 1, Trigger = trigger, Solution = "Fait", Reason = "Parce que", WaitingReason = "requester" }, default));

        Assert.Equal(expected, string.Join(',', (await ToldAsync(ticket)).Select(t => $"{t.Name}:{t.Text}")));
    }

    [Fact]
    public async Task A_comment_is_told_to_both_sides_and_a_note_to_the_desk_alone()
    {
        var ticket = await TicketAsync(TicketState.InProgress, worker.Id);

        await CommentAsync(ticket, colleague, isInternal: false);
        await CommentAsync(ticket, colleague, isInternal: true);

        Assert.Equal([("Requester", "Notify.Commented"), ("Worker", "Notify.Commented"), ("Worker", "Notify.Noted")], await ToldAsync(ticket));
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Members_who_may_not_open_the_ticket_are_told_nothing_of_it()
    {
        var ticket = await TicketAsync(TicketState.New);
        var (stranger, nobody) = (Make.User("Stranger"), Make.User("Nobody"));
        await App.SaveAllAsync(stranger, nobody, Make.Member(group, stranger), Make.Member(group, nobody));
        await GrantAsync(stranger, Scope.Own, TicketPermissions.View, TicketPermissions.Note);

        await AssignAsync(ticket, worker, null);

        Assert.Equal([("Colleague", "Notify.Assigned")], await ToldAsync(ticket));
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task A_note_is_told_to_nobody_who_may_not_read_it()
    {
        var ticket = await TicketAsync(TicketState.New);
        var reader = Make.User("Reader");
        await App.SaveAllAsync(reader, Make.Member(group, reader));
        await GrantAsync(reader, Scope.All, TicketPermissions.View);

        await CommentAsync(ticket, worker, isInternal: true);

        Assert.Equal([("Colleague", "Notify.Noted")], await ToldAsync(ticket));
    }

    [Fact]
    public async Task Watchers_are_told_of_answers_steps_and_assignments_but_of_notes_only_if_they_read_them()
    {
        var ticket = await TicketAsync(TicketState.InProgress, worker.Id);
        var (noting, reading) = (await WatcherAsync(ticket, "Noting", TicketPermissions.View, TicketPermissions.Note), await WatcherAsync(ticket, "Reading", TicketPermissions.View));

        await CommentAsync(ticket, worker, isInternal: true);
        await CommentAsync(ticket, noting, isInternal: false);
        App.User.As(worker);
        await App.RunAsync((MoveTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Version = 1, Trigger = TicketTrigger.Resolve, Solution = "Fait" }, default));

        var told = (await ToldAsync(ticket)).Where(t => t.Name is "Noting" or "Reading");
        Assert.Equal([("Reading", "Notify.Commented"), ("Noting", "Notify.Noted"), ("Noting", "Notify.ResolvedWatched"), ("Reading", "Notify.ResolvedWatched")], told);
        Assert.NotEqual(noting.Id, reading.Id);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task A_watcher_who_may_not_see_it_any_more_is_told_nothing()
    {
        var ticket = await TicketAsync(TicketState.InProgress, worker.Id);
        var watcher = await WatcherAsync(ticket, "Former", TicketPermissions.View);
        await App.WithDbAsync(db => db.Set<Grant>().Where(g => g.UserId == watcher.Id).ExecuteDeleteAsync());

        await CommentAsync(ticket, worker, isInternal: false);

        Assert.DoesNotContain(await ToldAsync(ticket), t => t.Name == "Former");
    }

    [Fact]
    public async Task However_many_are_told_it_takes_the_same_statements()
    {
        var few = await CountAsync(2);
        Assert.Equal(few, await CountAsync(30));

        async Task<int> CountAsync(int watchers)
        {
            var ticket = await TicketAsync(TicketState.InProgress, worker.Id);
            for (var i = 0; i < watchers; i++) await WatcherAsync(ticket, "Watcher", TicketPermissions.View);
            await CommentAsync(ticket, colleague, isInternal: false);
            return await App.CountQueriesAsync(() => App.DrainEventsAsync());
        }
    }

    [Fact]
    public async Task Delivered_twice_it_is_told_once()
    {
        var ticket = await TicketAsync(TicketState.New);
        await AssignAsync(ticket, requester, worker.Id);
        await ToldAsync(ticket);

        await App.WithDbAsync(db => db.Set<EventDelivery>().ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Pending)));

        Assert.Equal([("Worker", "Notify.Assigned")], await ToldAsync(ticket));
        App.User.As(worker);
        Assert.Equal(1, await App.RunAsync((Inbox inbox) => inbox.UnreadAsync(default)));
    }

    private async Task<Ticket> TicketAsync(TicketState state, Guid? assignee = null)
    {
        if (!await App.WithDbAsync(db => db.Set<Group>().AnyAsync(g => g.Id == group.Id)))
        {
            await App.SaveAllAsync(requester, worker, colleague, group, Make.Member(group, worker), Make.Member(group, colleague));
            foreach (var person in new[] { requester, worker, colleague }) await GrantAsync(person, Scope.All, TicketPermissions.View, TicketPermissions.Note);
        }

        return await App.SaveAsync(Make.Ticket(state: state, requester: requester.Id, assignee: assignee, group: group.Id));
    }

    private async Task<User> WatcherAsync(Ticket ticket, string name, params string[] permissions)
    {
        var person = await App.SaveAsync(Make.User(name));
        await GrantAsync(person, Scope.All, permissions);
        await App.SaveAsync(new Watcher { RecordKind = Ticket.RecordKind, RecordId = ticket.Id, UserId = person.Id, Since = App.Clock.Now });
        return person;
    }

    /// <summary>Those who are told have the rights that the database says.</summary>
    private Task GrantAsync(User person, Scope scope, params string[] permissions) =>
        App.SaveAllAsync([.. permissions.Select(p => new Grant { UserId = person.Id, Permission = p, Scope = scope })]);

    private Task AssignAsync(Ticket ticket, User actor, Guid? to)
    {
        App.User.As(actor);
        return App.RunAsync((AssignTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Version = 1, AssigneeId = to, GroupId = group.Id }, default));
    }

    private Task CommentAsync(Ticket ticket, User actor, bool isInternal)
    {
        App.User.As(actor);
        return App.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Body = "Bonjour", IsInternal = isInternal }, default));
    }

    private async Task<List<(string Name, string Text)>> ToldAsync(Ticket ticket)
    {
        await App.DrainEventsAsync();
        var told = await App.WithDbAsync(db => (
            from notification in db.Set<Notification>().Where(n => n.RecordId == ticket.Id)
            join person in db.Set<User>() on notification.UserId equals person.Id
            select new { person.DisplayName, notification.Text }).ToListAsync());
        return [.. told.Select(t => (t.DisplayName, t.Text)).OrderBy(t => t.Text).ThenBy(t => t.DisplayName)];
    }
}
