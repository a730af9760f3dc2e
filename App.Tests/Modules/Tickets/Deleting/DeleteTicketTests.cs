using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Organisation.Deleted;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Deleting;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Deleting;

public sealed class DeleteTicketTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_deleted_ticket_is_out_of_sight_and_comes_back_as_it_was()
    {
        App.User.Grant(TicketPermissions.View, Scope.All).Grant(TicketPermissions.Delete, Scope.All).Grant(OrganisationPermissions.Restore, Scope.All);
        var ticket = await App.SaveAsync(Make.Ticket("Ouvert par erreur"));

        Assert.Null((await DeleteAsync(ticket)).Refusal);
        Assert.Equal(Refusal.NotFound, (await GetAsync(ticket)).Refusal);
        Assert.DoesNotContain((await App.RunAsync((ListTickets use) => use.RunAsync(new() { Search = ticket.Number }, 50, default))).Value!.Rows, t => t.Number == ticket.Number);
        Assert.Single(await App.EventsAsync<TicketDeleted>(), e => e.TicketId == ticket.Id);
        var line = Assert.Single((await ListAsync("erreur")).Value!.Lines);
        Assert.Equal((ticket.Number, World.Alice, "Alice Martin", "Doublon"), (line.Record.Number, line.Record.By, line.ByName, line.Record.Reason));

        Assert.Equal(ticket.Number, (await RestoreAsync(ticket)).Value?.Number);
        Assert.Equal(Refusal.NotFound, (await RestoreAsync(ticket)).Refusal);   // somebody did already
        Assert.False((await GetAsync(ticket)).Failed);
        Assert.Equal([TimelineKind.Deleted, TimelineKind.Restored], (await App.TimelineAsync(ticket.Id)).Select(e => e.Kind));
        Assert.Equal(3, (await App.LoadAsync<Ticket>(ticket.Id)).Version);
    }

    [Fact]
    public async Task It_takes_the_permission_a_reason_and_the_version_seen()
    {
        var ticket = await App.SaveAsync(Make.Ticket());
        Assert.Equal(Refusal.Forbidden, (await DeleteAsync(ticket)).Refusal);
        App.User.Grant(TicketPermissions.Delete, Scope.Structure, Guid.CreateVersion7());
        Assert.Equal(Refusal.NotFound, (await DeleteAsync(await App.SaveAsync(Make.Ticket(requester: (await App.SaveAsync(Make.User())).Id)))).Refusal);
        App.User.Grant(TicketPermissions.Delete, Scope.All);
        Assert.Equal("Reason", Assert.Single((await DeleteAsync(ticket, reason: " ")).Refusal!.Fields).Field);
        Assert.Equal(Refusal.Stale, (await DeleteAsync(ticket, version: 7)).Refusal);
    }

    [Fact]
    public async Task Only_what_one_could_see_and_may_bring_back_is_listed()
    {
        var person = await App.SaveAsync(Make.User());
        var structure = await App.SaveAsync(Make.Structure());
        var ticket = await App.SaveAsync(Make.Ticket("Hors de portée", structure: structure.Id, requester: person.Id));
        App.User.Grant(TicketPermissions.Delete, Scope.All);
        await DeleteAsync(ticket);
        Assert.Equal(Refusal.Forbidden, (await ListAsync("portée")).Refusal);

        App.User.Grant(OrganisationPermissions.Restore, Scope.All).Grant(TicketPermissions.View, Scope.Structure);
        Assert.Empty((await ListAsync("portée")).Value!.Lines);
        Assert.Equal(Refusal.NotFound, (await RestoreAsync(ticket)).Refusal);
        App.User.Grant(OrganisationPermissions.Restore, Scope.Structure).Grant(TicketPermissions.View, Scope.All);
        Assert.Empty((await ListAsync("portée")).Value!.Lines);
        Assert.Equal(Refusal.NotFound, (await RestoreAsync(ticket)).Refusal);
    }

    private Task<Result> DeleteAsync(Ticket ticket, string reason = "Doublon", long? version = null) =>
        App.RunAsync((DeleteTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Version = version ?? ticket.Version, Reason = reason }, default));

    private Task<Result<RecordCard>> RestoreAsync(Ticket ticket) => App.RunAsync((RestoreRecord use) => use.RunAsync(ticket.Ref, default));

    private Task<Result<DeletedPageOf>> ListAsync(string words) => App.RunAsync((ListDeleted use) => use.RunAsync(Ticket.RecordKind, new(words), default));

    private Task<Result<TicketDetails>> GetAsync(Ticket ticket) => App.RunAsync((GetTicket use) => use.RunAsync(ticket.Number, default));
}
