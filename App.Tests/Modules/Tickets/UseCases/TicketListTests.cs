using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Modules.Tickets.UseCases;

/// <summary>What the tests of lists share: a structure of the test's own, seen by somebody who owns nothing in it.</summary>
public abstract class TicketListTests(TestApp app) : AppTests(app)
{
    /// <summary>Set by <see cref="WatchAsync"/>: where this test's tickets belong.</summary>
    protected Structure Here { get; private set; } = null!;    // every test calls WatchAsync first

    protected async Task WatchAsync()
    {
        Here = await App.SaveAsync(Make.Structure());
        App.User.As(await App.SaveAsync(Make.User("Watcher", structure: Here.Id))).Grant(TicketPermissions.View, Scope.Structure, Here.Id);
    }

    /// <summary>Saves tickets of <see cref="Here"/>, each a minute older than the one before.</summary>
    protected async Task<Ticket[]> TicketsAsync(int count, Func<int, Ticket>? make = null)
    {
        var tickets = Enumerable.Range(0, count).Select(i => make?.Invoke(i) ?? Make.Ticket(openedAt: FakeClock.Start.AddMinutes(-i), structure: Here.Id)).ToArray();
        await App.SaveAllAsync([.. tickets]);
        return tickets;
    }

    protected Task<Ticket> TicketAsync(Ticket ticket)
    {
        ticket.StructureId = Here.Id;
        return App.SaveAsync(ticket);
    }

    protected async Task<ListPage<TicketRow>> PageAsync(string address, int size = 50)
    {
        var filter = TicketFilter.Parse(ListQuery.Parse(address)).Value ?? throw new InvalidOperationException($"{address} is no filter");
        var result = await ListAsync(filter, size);
        return result.Value ?? throw new InvalidOperationException(result.Refusal?.Code);
    }

    protected Task<Result<ListPage<TicketRow>>> ListAsync(TicketFilter filter, int size = 50) =>
        App.RunAsync((ListTickets use) => use.RunAsync(filter, size, default));

    protected async Task<IEnumerable<Guid>> IdsAsync(string address) => (await PageAsync(address)).Rows.Select(r => r.Id);
}
