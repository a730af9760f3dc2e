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

    private Task<Result> RateAsync(Ticket ticket, int score, string? comment = null) => App.RunAsync((RateTicket use) => use.RunAsync(
        new() { TicketId = ticket.Id, Version = ticket.Version, Score = score, Comment = comment }, default));
}
