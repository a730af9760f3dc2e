using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Settings;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Reopening;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Reopening;

public sealed class ReopenRuleTests : AppTests
{
    public ReopenRuleTests(TestApp app) : base(app) => App.User
        .Grant(TicketPermissions.Reopen, Scope.All).Grant(TicketPermissions.View, Scope.All).Grant(TicketPermissions.Open, Scope.Own).Grant(TicketPermissions.Rate, Scope.Own)
        .Grant(TicketPermissions.Work, Scope.All).Grant(TicketPermissions.Resolve, Scope.All).Grant(TicketPermissions.Validate, Scope.Own);

    [Theory]
    [InlineData(30, null)]
    [InlineData(31, TicketRefusals.ReopenTooLate)]
    public async Task A_closed_ticket_comes_back_within_thirty_days(int days, string? refused)
    {
        var ticket = await App.SaveAsync(Make.Ticket(state: TicketState.Closed));
        App.Clock.Advance(TimeSpan.FromDays(days));

        Assert.Equal(refused, (await ReopenAsync(ticket)).Refusal?.Code);
    }

    [Fact]
    public async Task The_setting_of_the_structure_decides()
    {
        var (never, long_) = (await App.SaveAsync(Make.Structure()), await App.SaveAsync(Make.Structure()));
        await App.SaveAllAsync(new SettingValue { Code = ReopenRule.Days.Code, StructureId = never.Id, Value = "0" }, new SettingValue { Code = ReopenRule.Days.Code, StructureId = long_.Id, Value = "400" });
        var closed = await App.SaveAsync(Make.Ticket(state: TicketState.Closed, structure: never.Id));
        var resolved = await App.SaveAsync(Make.Ticket(state: TicketState.Resolved, structure: never.Id));
        var old = await App.SaveAsync(Make.Ticket(state: TicketState.Closed, structure: long_.Id));

        Assert.Equal(TicketRefusals.ReopenNever, (await ReopenAsync(closed)).Refusal?.Code);
        Assert.Null((await ReopenAsync(resolved)).Refusal);
        App.Clock.Advance(TimeSpan.FromDays(399));
        Assert.Null((await ReopenAsync(old)).Refusal);
    }

    [Fact]
    public async Task Too_late_the_page_offers_a_ticket_that_carries_on()
    {
        var ticket = await App.SaveAsync(Make.Ticket(state: TicketState.Closed));
        var before = (await GetAsync(ticket)).Value!;   // everything is granted
        App.Clock.Advance(TimeSpan.FromDays(31));

        var after = (await GetAsync(ticket)).Value!;   // as before

        Assert.Equal((true, false), (before.Steps.Any(s => s.Trigger == TicketTrigger.Reopen), before.Rights.FollowUp));
        Assert.Equal((false, true), (after.Steps.Any(s => s.Trigger == TicketTrigger.Reopen), after.Rights.FollowUp));
    }

    [Fact]
    public async Task Reopened_and_closed_again_it_is_rated_again_and_the_former_rating_stays_told()
    {
        var ticket = await App.SaveAsync(Make.Ticket(state: TicketState.Closed));
        await RateAsync(ticket, 2);
        await ReopenAsync(ticket);
        Assert.Null((await App.LoadAsync<Ticket>(ticket.Id)).Score);

        foreach (var trigger in new[] { TicketTrigger.Start, TicketTrigger.Resolve, TicketTrigger.Validate }) await MoveAsync(ticket, trigger);

        Assert.Null((await RateAsync(ticket, 5)).Refusal);
        Assert.Equal(5, (await App.LoadAsync<Ticket>(ticket.Id)).Score);
        Assert.Equal(["2", "5"], (await App.TimelineAsync(ticket.Id)).Where(e => e.Kind == TimelineKind.Rated).Select(e => e.NewValue));
    }

    private Task<Result> ReopenAsync(Ticket ticket) => MoveAsync(ticket, TicketTrigger.Reopen);

    private async Task<Result> MoveAsync(Ticket ticket, TicketTrigger trigger)
    {
        var version = (await App.LoadAsync<Ticket>(ticket.Id)).Version;
        return await App.RunAsync((MoveTicket use) => use.RunAsync(
            new() { TicketId = ticket.Id, Version = version, Trigger = trigger, Reason = "Encore", Solution = "Réparé" }, default));
    }

    private async Task<Result> RateAsync(Ticket ticket, int score)
    {
        var version = (await App.LoadAsync<Ticket>(ticket.Id)).Version;
        return await App.RunAsync((RateTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Version = version, Score = score }, default));
    }

    [Fact]
    public async Task A_ticket_that_carries_on_a_closed_one_is_linked_to_it_and_to_nothing_else()
    {
        var (closed, open) = (await App.SaveAsync(Make.Ticket(state: TicketState.Closed)), await App.SaveAsync(Make.Ticket()));
        var foreign = await App.SaveAsync(Make.Ticket(state: TicketState.Closed, requester: (await App.SaveAsync(Make.User())).Id));

        var follower = (await FollowAsync(closed.Number)).Value!;   // granted and complete

        Assert.Equal((LinkType.FollowUpOf, closed.Id), Assert.Single(await LinksAsync(follower.Id)));
        Assert.Contains(await App.TimelineAsync(closed.Id), l => l.Field == "FollowUpOf.Inverse" && l.NewValue == follower.Number);
        Assert.Empty(await LinksAsync((await FollowAsync(open.Number)).Value!.Id));   // granted and complete
        Assert.Empty(await LinksAsync((await FollowAsync("TIC-1999-000001")).Value!.Id));   // granted and complete
        App.User.Grant(TicketPermissions.View, Scope.Own);
        Assert.Empty(await LinksAsync((await FollowAsync(foreign.Number)).Value!.Id));   // granted and complete
    }

    private Task<Result<OpenedTicket>> FollowAsync(string number) =>
        App.RunAsync((OpenTicket use) => use.RunAsync(new() { Title = "Encore en panne", CategoryId = World.Category, Follows = number }, default));

    private Task<List<(LinkType, Guid)>> LinksAsync(Guid from) => App.WithDbAsync(
        async db => (await db.Set<RecordLink>().Where(l => l.FromId == from).ToListAsync()).Select(l => (l.Type, l.ToId)).ToList());

    private Task<Result<TicketDetails>> GetAsync(Ticket ticket) => App.RunAsync((GetTicket use) => use.RunAsync(ticket.Number, default));
}
