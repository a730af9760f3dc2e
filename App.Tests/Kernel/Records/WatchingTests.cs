using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Records.People;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Records;

public sealed class WatchingTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task One_watches_and_stops_and_twice_is_harmless()
    {
        var ticket = await TicketAsync(Scope.Structure, TicketPermissions.View, TicketPermissions.Note);

        Assert.Null((await WatchAsync(ticket, true)).Refusal);
        Assert.Null((await WatchAsync(ticket, true)).Refusal);
        var watching = (await ListAsync(ticket)).Value!;   // seen

        Assert.Null((await WatchAsync(ticket, false)).Refusal);
        Assert.Null((await WatchAsync(ticket, false)).Refusal);
        Assert.Equal((true, 1, false), (watching.IsWatching, watching.People.Count, watching.MayChange));
        Assert.False((await ListAsync(ticket)).Value!.IsWatching);   // seen
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task What_one_may_not_see_is_not_watched_but_may_always_be_let_go()
    {
        var ticket = await App.SaveAsync(Make.Ticket(requester: (await App.SaveAsync(Make.User())).Id));

        Assert.Equal(Refusal.NotFound, (await WatchAsync(ticket, true)).Refusal);
        Assert.Equal(Refusal.NotFound, (await ListAsync(ticket)).Refusal);
        Assert.Null((await WatchAsync(ticket, false)).Refusal);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task A_requester_is_not_shown_who_else_watches()
    {
        var ticket = await TicketAsync(Scope.Structure, TicketPermissions.View, TicketPermissions.Note, TicketPermissions.Edit);
        var colleague = await ReaderAsync();
        await AddAsync(ticket, colleague.Id);
        App.User.Revoke(TicketPermissions.Note).Revoke(TicketPermissions.Edit).Grant(TicketPermissions.View, Scope.Own);

        var list = (await ListAsync(ticket)).Value!;   // his own ticket

        Assert.Empty(list.People);
        Assert.False(list.IsWatching);
    }

    [Fact]
    public async Task Others_are_added_by_whoever_may_change_the_record_if_they_may_see_it()
    {
        var ticket = await TicketAsync(Scope.Structure, TicketPermissions.View, TicketPermissions.Note, TicketPermissions.Edit);
        var (reader, stranger) = (await ReaderAsync(), await App.SaveAsync(Make.User("Stranger")));

        Assert.Null((await AddAsync(ticket, reader.Id)).Refusal);
        var refused = (await AddAsync(ticket, stranger.Id)).Refusal!;   // refused: asserted next

        Assert.Equal((RecordRefusals.CannotSee, "Stranger"), (refused.Code, refused.Arguments[0]));
        Assert.Equal(Refusal.NotFound, (await AddAsync(ticket, Guid.CreateVersion7())).Refusal);
        Assert.Equal(["Reader"], (await ListAsync(ticket)).Value!.People.Select(p => p.Name));   // seen
        Assert.Null((await App.RunAsync((RemoveWatcher use) => use.RunAsync(ticket.Ref, reader.Id, default))).Refusal);
        Assert.Empty((await ListAsync(ticket)).Value!.People);   // seen
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Without_the_right_to_change_the_record_nobody_else_is_added_or_removed()
    {
        var ticket = await TicketAsync(Scope.Structure, TicketPermissions.View);
        var reader = await ReaderAsync();

        Assert.Equal(Refusal.Forbidden, (await AddAsync(ticket, reader.Id)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((RemoveWatcher use) => use.RunAsync(ticket.Ref, reader.Id, default))).Refusal);
    }

    [Fact]
    public async Task People_are_suggested_by_the_beginnings_of_their_names_if_they_may_see_the_record()
    {
        var ticket = await TicketAsync(Scope.Structure, TicketPermissions.View, TicketPermissions.Note, TicketPermissions.Edit);
        var (reader, _) = (await ReaderAsync("Zoé Lacroix"), await App.SaveAsync(Make.User("Zoltan Fermé")));

        Assert.Equal([reader.Id], await SuggestedAsync(ticket, "zo"));
        Assert.Equal([reader.Id], await SuggestedAsync(ticket, "lacr"));
        Assert.Empty(await SuggestedAsync(ticket, "acroix"));
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((SuggestPeople use) => use.RunAsync(new("ticket", Guid.CreateVersion7()), "zo", default))).Refusal);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task A_requester_is_offered_those_who_answered_him_and_not_the_directory()
    {
        var ticket = await TicketAsync(Scope.Own, TicketPermissions.View, TicketPermissions.Comment);
        var (answered, silent) = (await ReaderAsync("Yara Un"), await ReaderAsync("Yara Deux"));
        await App.SaveAsync(new OpsFlux.Kernel.Records.TimelineEntry
        {
            RecordKind = Ticket.RecordKind, RecordId = ticket.Id, Kind = OpsFlux.Kernel.Records.TimelineKind.Comment, ActorId = answered.Id, Body = "Bonjour", At = FakeClock.Start,
        });

        Assert.Equal([answered.Id], await SuggestedAsync(ticket, "yara"));
        Assert.NotEqual(answered.Id, silent.Id);
    }

    private Task<Ticket> TicketAsync(Scope scope, params string[] permissions)
    {
        foreach (var permission in permissions) App.User.Grant(permission, scope);
        return App.SaveAsync(Make.Ticket());
    }

    private async Task<User> ReaderAsync(string name = "Reader")
    {
        var person = await App.SaveAsync(Make.User(name));
        await App.SaveAsync(new Grant { UserId = person.Id, Permission = TicketPermissions.View, Scope = Scope.All });
        return person;
    }

    private Task<Result> WatchAsync(Ticket ticket, bool watch) => App.RunAsync((WatchRecord use) => use.RunAsync(ticket.Ref, watch, default));

    private Task<Result> AddAsync(Ticket ticket, Guid person) => App.RunAsync((AddWatcher use) => use.RunAsync(ticket.Ref, person, default));

    private Task<Result<WatcherList>> ListAsync(Ticket ticket) => App.RunAsync((GetWatchers use) => use.RunAsync(ticket.Ref, default));

    private async Task<IEnumerable<Guid>> SuggestedAsync(Ticket ticket, string typed) =>
        (await App.RunAsync((SuggestPeople use) => use.RunAsync(ticket.Ref, typed, default))).Value!.Select(p => p.UserId);   // granted
}
