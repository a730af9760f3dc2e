using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Records;

public sealed class LinkTests : AppTests
{
    public LinkTests(TestApp app) : base(app) => app.User.Grant(TicketPermissions.View, Scope.Structure).Grant(TicketPermissions.Edit, Scope.Structure);

    [Fact]
    public async Task A_link_reads_both_ways_and_stands_in_both_timelines()
    {
        var (one, other) = await TwoAsync();

        Assert.Null((await LinkAsync(one, LinkType.Blocks, other.Number)).Refusal);

        Assert.Equal([(LinkType.Blocks, false, other.Number)], await LinksAsync(one));
        Assert.Equal([(LinkType.Blocks, true, one.Number)], await LinksAsync(other));
        Assert.Equal(("Blocks", other.Number), await LastLineAsync(one));
        Assert.Equal(("Blocks.Inverse", one.Number), await LastLineAsync(other));
        Assert.Equal(2, (await App.EventsAsync<RecordLinked>()).Count(e => e.OtherId == one.Id || e.OtherId == other.Id));
    }

    [Fact]
    public async Task The_inverse_wording_turns_the_ends_round()
    {
        var (one, other) = await TwoAsync();

        await LinkAsync(one, LinkType.CausedBy, $" {other.Number.ToLowerInvariant()} ", isInverse: true);

        Assert.Equal([(LinkType.CausedBy, false, one.Number)], await LinksAsync(other));
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Nobody_gives_a_parent_to_a_record_that_he_only_sees()
    {
        var elsewhere = await App.SaveAsync(Make.Structure());
        var (mine, seen) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket(structure: elsewhere.Id, requester: (await App.SaveAsync(Make.User())).Id)));
        App.User.Grant(TicketPermissions.View, Scope.All);

        Assert.Equal(Refusal.Forbidden, (await LinkAsync(mine, LinkType.ChildOf, seen.Number, isInverse: true)).Refusal);
        Assert.Null((await LinkAsync(mine, LinkType.RelatesTo, seen.Number)).Refusal);
    }

    [Fact]
    public async Task Relating_is_the_same_both_ways_and_made_once()
    {
        var (one, other) = await TwoAsync();
        await LinkAsync(one, LinkType.RelatesTo, other.Number);

        Assert.Equal(RecordRefusals.AlreadyLinked, (await LinkAsync(other, LinkType.RelatesTo, one.Number)).Refusal?.Code);
        Assert.Equal([(LinkType.RelatesTo, false, one.Number)], await LinksAsync(other));
    }

    [Fact]
    public async Task A_child_has_one_parent_and_no_circle_closes()
    {
        var (parent, child) = await TwoAsync();
        var (grandchild, stranger) = await TwoAsync();
        await LinkAsync(child, LinkType.ChildOf, parent.Number);
        await LinkAsync(grandchild, LinkType.ChildOf, child.Number);

        Assert.Equal(RecordRefusals.HasParent, (await LinkAsync(child, LinkType.ChildOf, stranger.Number)).Refusal?.Code);
        Assert.Equal(RecordRefusals.LinkCycle, (await LinkAsync(parent, LinkType.ChildOf, grandchild.Number)).Refusal?.Code);
        Assert.Equal(RecordRefusals.LinkCycle, (await LinkAsync(grandchild, LinkType.ChildOf, parent.Number, isInverse: true)).Refusal?.Code);
        Assert.Equal([(LinkType.ChildOf, false, parent.Number), (LinkType.ChildOf, true, grandchild.Number)], await LinksAsync(child));
    }

    [Fact]
    public async Task What_cannot_be_linked_is_refused_in_words()
    {
        var (one, other) = await TwoAsync();
        await LinkAsync(one, LinkType.DuplicateOf, other.Number);

        Assert.Equal(RecordRefusals.LinkToItself, (await LinkAsync(one, LinkType.Blocks, one.Number)).Refusal?.Code);
        Assert.Equal(RecordRefusals.AlreadyLinked, (await LinkAsync(one, LinkType.DuplicateOf, other.Number)).Refusal?.Code);
        Assert.Equal(RecordRefusals.UnknownNumber, (await LinkAsync(one, LinkType.Blocks, "TIC-1999-000001")).Refusal?.Code);
        Assert.Equal(RecordRefusals.UnknownNumber, (await LinkAsync(one, LinkType.Blocks, "\0")).Refusal?.Code);
        Assert.Equal(RefusalKind.Invalid, (await LinkAsync(one, LinkType.SplitFrom, other.Number)).Refusal?.Kind);
        Assert.Equal(RefusalKind.Invalid, (await LinkAsync(one, (LinkType)99, other.Number)).Refusal?.Kind);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task A_link_to_what_one_may_not_see_is_neither_made_nor_shown_nor_removed()
    {
        var elsewhere = await App.SaveAsync(Make.Structure());
        var (one, hidden) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket(structure: elsewhere.Id, requester: (await App.SaveAsync(Make.User())).Id)));
        Assert.Equal(RecordRefusals.UnknownNumber, (await LinkAsync(one, LinkType.Blocks, hidden.Number)).Refusal?.Code);
        App.User.Grant(TicketPermissions.View, Scope.All);
        await LinkAsync(one, LinkType.Blocks, hidden.Number);
        var id = (await App.RunAsync((GetLinks use) => use.RunAsync(one.Ref, default))).Value!.Links.Single().Id;   // seen

        App.User.Grant(TicketPermissions.View, Scope.Structure);

        Assert.Empty(await LinksAsync(one));
        Assert.Equal(Refusal.NotFound, (await UnlinkAsync(one, id)).Refusal);
    }

    [Fact]
    public async Task A_link_is_taken_away_from_either_end_and_both_remember()
    {
        var (one, other) = await TwoAsync();
        await LinkAsync(one, LinkType.Blocks, other.Number);
        var id = (await App.RunAsync((GetLinks use) => use.RunAsync(other.Ref, default))).Value!.Links.Single().Id;   // seen

        Assert.Null((await UnlinkAsync(other, id)).Refusal);

        Assert.Empty(await LinksAsync(one));
        Assert.Equal((other.Number, one.Number), ((await App.TimelineAsync(one.Id))[^1].OldValue, (await App.TimelineAsync(other.Id))[^1].OldValue));
        Assert.Equal(Refusal.NotFound, (await UnlinkAsync(other, id)).Refusal);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Linking_needs_the_right_to_change_the_record()
    {
        var (one, other) = await TwoAsync();
        App.User.Revoke(TicketPermissions.Edit);

        Assert.Equal(Refusal.Forbidden, (await LinkAsync(one, LinkType.Blocks, other.Number)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await UnlinkAsync(one, Guid.CreateVersion7())).Refusal);
        App.User.Revoke(TicketPermissions.View);
        Assert.Equal(Refusal.NotFound, (await LinkAsync(one, LinkType.Blocks, other.Number)).Refusal);
    }

    [Fact]
    public async Task Records_are_suggested_by_number_and_by_the_beginnings_of_words()
    {
        var here = await App.SaveAsync(Make.Ticket());
        var press = await App.SaveAsync(Make.Ticket(title: "Presse hydraulique arrêtée"));
        var hidden = await App.SaveAsync(Make.Ticket(title: "Presse hydraulique secrète", structure: (await App.SaveAsync(Make.Structure())).Id, requester: (await App.SaveAsync(Make.User())).Id));

        Assert.Equal([press.Number], await SuggestedAsync(here, "hydrau pres"));
        Assert.Equal([press.Number], await SuggestedAsync(here, press.Number[^6..].TrimStart('0').PadLeft(2, '0')));
        Assert.Equal([press.Number], await SuggestedAsync(here, press.Number.ToLowerInvariant()));
        Assert.Empty(await SuggestedAsync(here, hidden.Number));
        Assert.Empty(await SuggestedAsync(here, here.Number));
        foreach (var words in new[] { "", "p", "&|!:*", "'\0\\" }) Assert.Empty(await SuggestedAsync(here, words));
    }

    [Fact]
    public async Task However_many_links_they_are_read_in_the_same_statements()
    {
        var (one, first) = await TwoAsync();
        await LinkAsync(one, LinkType.Blocks, first.Number);
        var few = await App.CountQueriesAsync(() => LinksAsync(one));
        for (var i = 0; i < 10; i++) await LinkAsync(one, LinkType.Blocks, (await App.SaveAsync(Make.Ticket())).Number);

        Assert.Equal(few, await App.CountQueriesAsync(() => LinksAsync(one)));
    }

    private async Task<(Ticket One, Ticket Other)> TwoAsync() => (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket()));

    private Task<Result> LinkAsync(Ticket ticket, LinkType type, string number, bool isInverse = false) =>
        App.RunAsync((LinkRecords use) => use.RunAsync(ticket.Ref, type, isInverse, number, default));

    private Task<Result> UnlinkAsync(Ticket ticket, Guid link) => App.RunAsync((UnlinkRecords use) => use.RunAsync(ticket.Ref, link, default));

    private async Task<IEnumerable<(LinkType, bool, string)>> LinksAsync(Ticket ticket) =>
        (await App.RunAsync((GetLinks use) => use.RunAsync(ticket.Ref, default))).Value!.Links.Select(l => (l.Type, l.IsInverse, l.Other.Number));   // seen

    private async Task<IEnumerable<string>> SuggestedAsync(Ticket ticket, string typed) =>
        (await App.RunAsync((SuggestRecords use) => use.RunAsync(ticket.Ref, typed, null, default))).Select(c => c.Number);

    private async Task<(string?, string?)> LastLineAsync(Ticket ticket) => (await App.TimelineAsync(ticket.Id))[^1] is { Kind: TimelineKind.Linked } line ? (line.Field, line.NewValue) : default;
}
