using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Setup.Priorities;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Setup;

public sealed class PrioritiesTests(TestApp app) : AppTests(app)
{
    private static readonly Priority[] AllLow = [.. Enumerable.Repeat(Priority.VeryLow, PriorityMatrix.Size)];
    private static readonly Priority[] AllHigh = [.. Enumerable.Repeat(Priority.Critical, PriorityMatrix.Size)];

    [Fact]
    public async Task A_structures_matrix_weighs_its_tickets_and_those_below_it()
    {
        var (above, below, person) = await BranchAsync();
        Assert.Equal(Priority.Low, (await OpenAsync(person)).Priority);   // the usual one

        Assert.Null((await SaveAsync(above, AllHigh, 0)).Refusal);
        var ticket = await OpenAsync(person);
        Assert.Equal(Priority.Critical, ticket.Priority);
        Assert.Null((await SaveAsync(below, AllLow, 0)).Refusal);
        Assert.Equal(Priority.VeryLow, (await OpenAsync(person)).Priority);
        Assert.Null((await SaveAsync(below, null, 1)).Refusal);
        Assert.Equal(Priority.Critical, (await OpenAsync(person)).Priority);
    }

    [Fact]
    public async Task A_ticket_keeps_its_priority_until_impact_or_urgency_changes()
    {
        var (_, below, person) = await BranchAsync();
        var ticket = await OpenAsync(person);
        Assert.Null((await SaveAsync(below, AllHigh, 0)).Refusal);

        Assert.Null((await EditAsync(ticket, nameof(Ticket.Title), ticket.Title, "Un autre titre")).Refusal);
        Assert.Equal(Priority.Low, (await App.LoadAsync<Ticket>(ticket.Id)).Priority);
        Assert.Null((await EditAsync(ticket, nameof(Ticket.Impact), nameof(Impact.Low), nameof(Impact.Medium))).Refusal);
        Assert.Equal(Priority.Critical, (await App.LoadAsync<Ticket>(ticket.Id)).Priority);
    }

    [Fact]
    public async Task What_is_inherited_is_shown_with_where_it_comes_from()
    {
        var (above, below, _) = await BranchAsync();
        Assert.Null((await SaveAsync(above, AllHigh, 0)).Refusal);

        var shown = (await App.RunAsync((EditPriorities use) => use.ShowAsync(below, default))).Value!;   // in reach

        Assert.Equal((0, (await App.LoadAsync<OpsFlux.Kernel.Organisation.Structure>(above)).Name, true), (shown.Version, shown.From, shown.MayChange));
        Assert.Equal(AllHigh, shown.Matrix.Priorities);
    }

    [Fact]
    public async Task Of_two_who_edit_the_second_is_told()
    {
        var (above, _, _) = await BranchAsync();

        Assert.Null((await SaveAsync(above, AllHigh, 0)).Refusal);
        Assert.Equal(Refusal.Stale, (await SaveAsync(above, AllLow, 0)).Refusal);
        Assert.Null((await SaveAsync(above, AllLow, 1)).Refusal);
        Assert.Equal(Refusal.Stale, (await SaveAsync(above, null, 1)).Refusal);
    }

    [Fact]
    public async Task Reach_and_input_are_checked()
    {
        var (above, _, _) = await BranchAsync();
        Assert.Equal(RefusalKind.Invalid, (await SaveAsync(above, [Priority.High], 0)).Refusal?.Kind);
        Assert.Equal(RefusalKind.Invalid, (await SaveAsync(above, [.. AllLow.Skip(1), (Priority)9], 0)).Refusal?.Kind);
        Assert.Equal(Refusal.NotFound, (await SaveAsync(Guid.CreateVersion7(), AllLow, 0)).Refusal);

        App.User.Grant(TicketPermissions.Configure, Scope.Structure, above);
        Assert.Equal(Refusal.Forbidden, (await SaveAsync(null, AllLow, 0)).Refusal);
        Assert.Equal(Refusal.NotFound, (await SaveAsync(World.Structure, AllLow, 0)).Refusal);
        Assert.Null((await SaveAsync(above, AllLow, 0)).Refusal);
        App.User.Revoke(TicketPermissions.Configure);
        Assert.Equal(Refusal.Forbidden, (await SaveAsync(above, AllLow, 1)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((EditPriorities use) => use.ShowAsync(above, default))).Refusal);
    }

    private async Task<(Guid Above, Guid Below, Guid Person)> BranchAsync()
    {
        App.User.Grant(TicketPermissions.Configure, Scope.All).Grant(TicketPermissions.Open, Scope.Own).Grant(TicketPermissions.Edit, Scope.All);
        var above = await App.SaveAsync(Make.Structure());
        var below = await App.SaveAsync(Make.Structure(parent: above.Id));
        return (above.Id, below.Id, (await App.SaveAsync(Make.User(structure: below.Id))).Id);
    }

    private Task<Result> SaveAsync(Guid? structure, Priority[]? priorities, long version) =>
        App.RunAsync((EditPriorities use) => use.RunAsync(new(structure, priorities, version), default));

    private async Task<Ticket> OpenAsync(Guid person)
    {
        App.User.As(person);
        var opened = await App.RunAsync((OpenTicket use) => use.RunAsync(new() { Title = "Une panne", CategoryId = World.Category }, default));
        return await App.LoadAsync<Ticket>(opened.Value!.Id);   // granted and complete
    }

    private Task<Result> EditAsync(Ticket ticket, string field, string seen, string value) => App.RunAsync((EditTicket use) => use.RunAsync(
        new() { TicketId = ticket.Id, Changes = [new() { Field = field, Seen = seen, Value = value }] }, default));
}
