using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Lists.Views;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Settings;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Merging;
using OpsFlux.Modules.Tickets.Setup.Priorities;
using OpsFlux.Modules.Tickets.Setup.Replies;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Access.Matrix;

/// <summary>Old and new value of every reference are authorised: nothing is led out of one's reach, and nothing is taken from beyond it.</summary>
[Trait("Category", "Access")]
public sealed class ReferenceTests(MatrixApp app) : IClassFixture<MatrixApp>
{
    private static readonly MatrixRole Manager = MatrixRole.All.Single(r => r.Name == BuiltInRoles.Manager);
    private static readonly MatrixRole OfOne = MatrixRole.All.Single(r => r.WithinOne);

    [Fact]
    public async Task A_ticket_is_given_to_nobody_out_of_reach_and_not_taken_from_there()
    {
        var (team, member) = await TeamThereAsync();
        var (here, there) = await TicketsAsync();
        await using var me = await app.SignInAsync(app.PersonOf(Manager));

        Assert.Equal(TicketRefusals.UnknownGroup, (await AssignAsync(me, here, null, team.Id))?.Code);
        Assert.Equal(TicketRefusals.UnknownAssignee, (await AssignAsync(me, here, member.Id, null))?.Code);
        Assert.Equal(Refusal.NotFound, await AssignAsync(me, there, app.Colleague.Id, null));
        Assert.Null(await AssignAsync(me, here, app.Colleague.Id, app.Team.Id));
    }

    [Fact]
    public async Task A_site_is_one_of_the_tickets_own_structure()
    {
        var site = await app.SaveAsync(Make.Site("Là-bas", app.There.Id));
        var (here, there) = await TicketsAsync();
        await using var me = await app.SignInAsync(app.PersonOf(Manager));

        Assert.Equal(RefusalKind.Invalid, (await EditAsync(me, here, site))?.Kind);
        Assert.Equal(Refusal.NotFound, await EditAsync(me, there, site));
        var opened = await me.RunAsync((OpenTicket use) => use.RunAsync(new() { Title = "Panne d’ici", CategoryId = World.Category, SiteId = site.Id }, default));
        Assert.Equal(RefusalKind.Invalid, opened.Refusal?.Kind);
    }

    [Fact]
    public async Task Records_are_joined_to_none_that_one_may_not_see()
    {
        var (here, there) = await TicketsAsync();
        var link = await app.SaveAsync(new RecordLink { Type = LinkType.Blocks, FromKind = Ticket.RecordKind, FromId = here.Id, ToKind = Ticket.RecordKind, ToId = there.Id });
        await using var me = await app.SignInAsync(app.PersonOf(Manager));

        foreach (var isInverse in new[] { false, true })
            foreach (var type in new[] { LinkType.ChildOf, LinkType.DuplicateOf })
                Assert.Equal(RecordRefusals.UnknownNumber, (await me.RunAsync((LinkRecords use) => use.RunAsync(here.Ref, type, isInverse, there.Number, default))).Refusal?.Code);
        Assert.Equal(Refusal.NotFound, (await me.RunAsync((UnlinkRecords use) => use.RunAsync(here.Ref, link.Id, default))).Refusal);
        Assert.Equal(TicketRefusals.UnknownTarget, (await MergeAsync(me, here, there))?.Code);
        Assert.Equal(Refusal.NotFound, await MergeAsync(me, there, here));
        Assert.Null((await app.LoadAsync<Ticket>(there.Id)).MergedIntoId);
    }

    [Fact]
    public async Task A_ticket_carries_on_none_that_one_may_not_see()
    {
        var over = await app.SaveAsync(Make.Ticket(state: TicketState.Closed, structure: app.There.Id));
        await using var me = await app.SignInAsync(app.PersonOf(Manager));

        var opened = await me.RunAsync((OpenTicket use) => use.RunAsync(new() { Title = "La suite", CategoryId = World.Category, Follows = over.Number }, default));

        Assert.Null(opened.Refusal);
        Assert.False(await app.WithDbAsync(db => db.Set<RecordLink>().AnyAsync(l => l.ToId == over.Id)));
    }

    [Fact]
    public async Task Nobody_watches_or_is_told_who_may_not_see()
    {
        var (here, _) = await TicketsAsync();
        var stranger = await app.SaveAsync(Make.User("Étienne Loin", app.There.Id));
        await using var me = await app.SignInAsync(app.PersonOf(Manager));

        Assert.Equal(RecordRefusals.CannotSee, (await me.RunAsync((AddWatcher use) => use.RunAsync(here.Ref, stranger.Id, default))).Refusal?.Code);
        Assert.Null((await me.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = here.Id, Body = $"Pour @{stranger.UserName}" }, default))).Refusal);
        Assert.False(await app.WithDbAsync(db => db.Set<Watcher>().AnyAsync(w => w.UserId == stranger.Id)));
    }

    [Fact]
    public async Task A_reply_is_led_neither_out_of_reach_nor_in_from_there()
    {
        var (team, _) = await TeamThereAsync();
        var theirs = await app.SaveAsync(new CannedReply { Title = "Là-bas", Body = "Bonjour", StructureId = app.There.Id });
        await using var me = await app.SignInAsync(app.PersonOf(OfOne));

        Assert.Equal(Refusal.Forbidden, await SaveReplyAsync(me, null, ReplyAudience.Structure, app.There.Id, null));
        Assert.Equal(Refusal.Forbidden, await SaveReplyAsync(me, null, ReplyAudience.Group, null, team.Id));
        Assert.Equal(Refusal.Forbidden, await SaveReplyAsync(me, null, ReplyAudience.Everybody, null, null));
        Assert.Equal(Refusal.NotFound, await SaveReplyAsync(me, theirs.Id, ReplyAudience.Structure, app.Here.Id, null));
        Assert.Null(await SaveReplyAsync(me, null, ReplyAudience.Structure, app.Here.Id, null));
    }

    [Fact]
    public async Task A_view_is_shared_with_nobody_out_of_reach_and_not_taken_from_there()
    {
        var (team, _) = await TeamThereAsync();
        var theirs = await app.SaveAsync(new SavedView { List = "tickets", OwnerId = app.Colleague.Id, Name = "Là-bas", Address = "", Audience = ViewAudience.Structure, StructureId = app.There.Id });
        await using var me = await app.SignInAsync(app.PersonOf(Manager));

        Assert.Equal(ListRefusals.MayNotShare, (await SaveViewAsync(me, null, ViewAudience.Structure, app.There.Id, null))?.Code);
        Assert.Equal(ListRefusals.MayNotShare, (await SaveViewAsync(me, null, ViewAudience.Group, null, team.Id))?.Code);
        Assert.Equal(Refusal.NotFound, await SaveViewAsync(me, theirs.Id, ViewAudience.Structure, app.Here.Id, null));
        Assert.Null(await SaveViewAsync(me, null, ViewAudience.Structure, app.Here.Id, null));
    }

    [Fact]
    public async Task Nothing_is_chosen_for_a_structure_out_of_reach()
    {
        await using var me = await app.SignInAsync(app.PersonOf(OfOne));

        Assert.Equal(Refusal.NotFound, (await me.RunAsync((ChangeSetting use) => use.RunAsync(new("tickets.ReopenWithinDays", app.There.Id, "5", null), default))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await me.RunAsync((ChangeSetting use) => use.RunAsync(new("tickets.ReopenWithinDays", null, "5", null), default))).Refusal);
        Assert.Equal(Refusal.NotFound, (await me.RunAsync((EditPriorities use) => use.RunAsync(new(app.There.Id, null, 0), default))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await me.RunAsync((EditPriorities use) => use.RunAsync(new(null, null, 0), default))).Refusal);
    }

    private async Task<(Ticket Here, Ticket There)> TicketsAsync() => (
        await app.SaveAsync(Make.Ticket(requester: app.Colleague.Id, structure: app.Here.Id)),
        await app.SaveAsync(Make.Ticket(requester: app.Colleague.Id, structure: app.There.Id)));

    private async Task<(Group Team, User Member)> TeamThereAsync()
    {
        var (team, member) = (Make.Group("Équipe de là-bas", app.There.Id), Make.User("Paul Loin", app.There.Id));
        await app.SaveAllAsync(team, member);
        await app.SaveAsync(Make.Member(team, member));
        return (team, member);
    }

    private static async Task<Refusal?> AssignAsync(SignedIn me, Ticket ticket, Guid? person, Guid? group) =>
        (await me.RunAsync((AssignTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Version = 1, AssigneeId = person, GroupId = group }, default))).Refusal;

    private static async Task<Refusal?> EditAsync(SignedIn me, Ticket ticket, Site site) =>
        (await me.RunAsync((EditTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Changes = [new() { Field = nameof(Ticket.SiteId), Value = site.Id.ToString() }] }, default))).Refusal;

    private static async Task<Refusal?> MergeAsync(SignedIn me, Ticket source, Ticket target) =>
        (await me.RunAsync((MergeTicket use) => use.RunAsync(new() { TicketId = source.Id, Version = 1, TargetNumber = target.Number }, default))).Refusal;

    private static async Task<Refusal?> SaveReplyAsync(SignedIn me, Guid? id, ReplyAudience audience, Guid? structure, Guid? group) =>
        (await me.RunAsync((EditReplies use) => use.SaveAsync(
            new() { Id = id, Version = 1, Title = "Réponse", Body = "Bonjour", Audience = audience, StructureId = structure, GroupId = group }, default))).Refusal;

    private static async Task<Refusal?> SaveViewAsync(SignedIn me, Guid? id, ViewAudience audience, Guid? structure, Guid? group) =>
        (await me.RunAsync((SaveView use) => use.RunAsync(
            new() { Id = id, List = "tickets", Name = $"Vue {Guid.CreateVersion7():n}", Address = "?view=All", Audience = audience, StructureId = structure, GroupId = group }, default))).Refusal;
}
