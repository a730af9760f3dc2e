using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.UseCases;

public sealed class RateTicketTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_rating_is_kept_and_told_to_the_other_modules()
    {
        App.User.Grant(TicketPermissions.Rate, Scope.Own);
        var ticket = await App.SaveAsync(Make.Ticket(state: TicketState.Closed));

        var result = await RateAsync(ticket, 4);

        Assert.Null(result.Refusal);
        var saved = await App.LoadAsync<Ticket>(ticket.Id);
        Assert.Equal((4, App.Clock.Now), (saved.Score, saved.RatedAt));
        Assert.Single(await App.EventsAsync<TicketRated>(), e => e.TicketId == ticket.Id && e.Score == 4);
    }

    [Fact]
    public async Task Only_the_requester_rates_once_and_after_closing()
    {
        App.User.Grant(TicketPermissions.Rate, Scope.All);
        var foreign = await App.SaveAsync(Make.Ticket(state: TicketState.Closed, requester: (await App.SaveAsync(Make.User())).Id));
        var open = await App.SaveAsync(Make.Ticket(state: TicketState.Resolved));
        var closed = await App.SaveAsync(Make.Ticket(state: TicketState.Closed));
        await RateAsync(closed, 5);

        Assert.Equal(TicketRefusals.NotRequester, (await RateAsync(foreign, 4)).Refusal?.Code);
        Assert.Equal(TicketRefusals.NotClosed, (await RateAsync(open, 4)).Refusal?.Code);
        Assert.Equal(TicketRefusals.AlreadyRated, (await RateAsync(await App.LoadAsync<Ticket>(closed.Id), 1)).Refusal?.Code);
        Assert.Equal(5, (await App.LoadAsync<Ticket>(closed.Id)).Score);
    }

    [Fact]
    public async Task Invalid_stale_forbidden_or_out_of_scope_nothing_is_rated()
    {
        var ticket = await App.SaveAsync(Make.Ticket(state: TicketState.Closed));

        Assert.Equal(Refusal.Forbidden, (await RateAsync(ticket, 4)).Refusal);
        App.User.Grant(TicketPermissions.Rate, Scope.Own);
        Assert.Equal(RefusalKind.Invalid, (await RateAsync(ticket, 0)).Refusal?.Kind);
        Assert.Equal(Refusal.Stale, (await RateAsync(ticket, 4, version: 9)).Refusal);
        App.User.As(await App.SaveAsync(Make.User()));
        Assert.Equal(Refusal.NotFound, (await RateAsync(ticket, 4)).Refusal);
        Assert.Null((await App.LoadAsync<Ticket>(ticket.Id)).RatedAt);
    }

    private Task<Result> RateAsync(Ticket ticket, int score, long? version = null) => App.RunAsync((RateTicket use) => use.RunAsync(
        new() { TicketId = ticket.Id, Version = version ?? ticket.Version, Score = score }, default));
}
