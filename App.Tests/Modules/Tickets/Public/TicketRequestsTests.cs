using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Modules.Tickets.Setup.Fields;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Modules.Maintenance;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Public;

/// <summary>Tickets that another module opens, and what it may read of one.</summary>
public sealed class TicketRequestsTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_ticket_is_opened_for_whoever_acts_and_linked_to_what_it_is_about()
    {
        var (client, person) = await ClientAsync();
        var machine = await App.EquipmentAsync(client);
        App.User.Grant(AssetPermissions.View, Scope.Structure, client);

        var opened = await OpenAsync(new() { Title = "Fuite sur la presse", Description = "Depuis ce matin", Urgency = Urgency.High, About = [machine.Ref] });

        var ticket = await App.LoadAsync<Ticket>(opened.Value!.Ref.Id);   // granted and complete
        Assert.Equal((opened.Value.Number, person.Id, client, Urgency.High, TicketState.New), (ticket.Number, ticket.RequesterId, ticket.StructureId, ticket.Urgency, ticket.State));
        Assert.Equal(LinkType.RelatesTo, (await App.WithDbAsync(db => db.Set<RecordLink>().SingleAsync(l => l.FromId == ticket.Id && l.ToId == machine.Id))).Type);
        Assert.Single(await App.EventsAsync<TicketOpened>(), e => e.TicketId == ticket.Id);
    }

    [Fact]
    public async Task A_record_that_may_not_be_known_of_opens_nothing()
    {
        var (client, _) = await ClientAsync();
        var (theirs, before) = (await App.EquipmentAsync((await App.SaveAsync(Make.Structure("Client B"))).Id), await CountAsync());
        App.User.Grant(AssetPermissions.View, Scope.Structure, client);

        Assert.Same(Refusal.NotFound, (await OpenAsync(new() { Title = "Fuite sur la presse", About = [theirs.Ref] })).Refusal);
        Assert.Same(Refusal.NotFound, (await OpenAsync(new() { Title = "Fuite sur la presse", About = [new("nothing", Guid.CreateVersion7())] })).Refusal);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task Another_structure_is_that_of_what_the_ticket_is_about()
    {
        var (client, _) = await ClientAsync();
        var other = (await App.SaveAsync(Make.Structure("Client B"))).Id;
        var machine = await App.EquipmentAsync(other);
        App.User.Grant(AssetPermissions.View, Scope.Structure, client, other);

        Assert.Same(Refusal.Forbidden, (await OpenAsync(new() { Title = "Fuite sur la presse", StructureId = other })).Refusal);
        var opened = await OpenAsync(new() { Title = "Fuite sur la presse", StructureId = other, About = [machine.Ref] });
        Assert.Equal(other, (await App.LoadAsync<Ticket>(opened.Value!.Ref.Id)).StructureId);   // its machine's
    }

    [Fact]
    public async Task Without_the_permission_or_a_title_nothing_is_opened()
    {
        Assert.Same(Refusal.Forbidden, (await OpenAsync(new() { Title = "Fuite sur la presse" })).Refusal);
        App.User.Grant(TicketPermissions.Open, Scope.Own);
        Assert.Contains((await OpenAsync(new() { Title = " " })).Refusal!.Fields, f => f.Field == nameof(OpenTicketRequest.Title));   // refused
    }

    [Fact]
    public async Task The_usual_category_is_the_first_that_asks_for_nothing()
    {
        await ClientAsync();
        var (first, second) = (await App.SaveAsync(Make.Category("0 Première")), await App.SaveAsync(Make.Category("0 Seconde")));
        await App.SaveAsync(new CategoryField { CategoryId = first.Id, Code = "poste", Kind = FieldKind.Text, French = "Poste", IsRequired = true });

        var opened = await OpenAsync(new() { Title = "Fuite sur la presse" });

        Assert.Equal(second.Id, (await App.LoadAsync<Ticket>(opened.Value!.Ref.Id)).CategoryId);   // granted and complete
        await App.WithDbAsync(db => db.Set<Category>().Where(c => c.Id == first.Id || c.Id == second.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.IsActive, false)));
    }

    [Fact]
    public async Task What_is_read_of_a_ticket_is_what_its_reader_may_see()
    {
        var (client, person) = await ClientAsync();
        var ticket = await App.SaveAsync(Make.Ticket(requester: person.Id, structure: client, description: "Depuis ce matin"));
        await App.WithDbAsync(async db =>
        {
            var row = await db.Set<Ticket>().SingleAsync(t => t.Id == ticket.Id);
            row.Comment("Bonjour", isInternal: false, person.Id);
            row.Comment("Entre nous", isInternal: true, World.Alice);
            return await db.SaveChangesAsync();
        });

        Assert.Equal(["Bonjour"], (await ReadAsync(ticket.Number)).Value!.Said.Select(s => s.Body));   // his own
        App.User.Grant(TicketPermissions.Note, Scope.Own);
        Assert.Equal([("Bonjour", false), ("Entre nous", true)], (await ReadAsync(ticket.Number)).Value!.Said.Select(s => (s.Body, s.IsInternal)));   // his own
        var other = await App.SaveAsync(Make.Ticket());
        Assert.Same(Refusal.NotFound, (await ReadAsync(other.Number)).Refusal);
    }

    /// <summary>Somebody of a client who may ask for things and see what he asked for.</summary>
    private async Task<(Guid Client, User Person)> ClientAsync()
    {
        var client = await App.SaveAsync(Make.Structure("Client A"));
        var person = await App.SaveAsync(Make.User("Omar Tazi", client.Id));
        App.User.As(person).Grant(TicketPermissions.Open, Scope.Own).Grant(TicketPermissions.View, Scope.Own);
        return (client.Id, person);
    }

    private Task<int> CountAsync() => App.WithDbAsync(db => db.Set<Ticket>().CountAsync());

    private Task<Result<RaisedTicket>> OpenAsync(TicketToOpen wanted) => App.RunAsync(async (TicketRequests use) =>
    {
        await using var scope = App.Services.CreateAsyncScope();
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var opened = await use.OpenAsync(db, wanted, default);
        if (!opened.Failed) await transaction.CommitAsync();
        return opened;
    });

    private Task<Result<TicketMaterial>> ReadAsync(string number) => App.RunAsync((TicketTurning use) => App.WithDbAsync(db => use.ReadAsync(db, number, default)));
}
