using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.UseCases;

public sealed class EditTicketTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Changed_fields_are_kept_and_listed_old_and_new_and_the_priority_follows()
    {
        App.User.Grant(TicketPermissions.Edit, Scope.All);
        var ticket = await App.SaveAsync(Make.Ticket());

        var result = await EditAsync(ticket, (nameof(Ticket.Title), "Deux imprimantes"), (nameof(Ticket.Impact), "High"), (nameof(Ticket.Urgency), "High"));

        Assert.Null(result.Refusal);
        var edited = await App.LoadAsync<Ticket>(ticket.Id);
        Assert.Equal(("Deux imprimantes", Priority.Critical, 2), (edited.Title, edited.Priority, edited.Version));
        var changes = (await App.TimelineAsync(ticket.Id)).Where(e => e.Kind == TimelineKind.FieldChanged).ToDictionary(e => e.Field!, e => (e.OldValue, e.NewValue));   // a change names its field
        Assert.Equal(["Impact", "Priority", "Title", "Urgency"], changes.Keys.Order());
        Assert.Equal((ticket.Title, "Deux imprimantes"), changes["Title"]);
        Assert.Equal(("Low", "Critical"), changes["Priority"]);
        Assert.Single(await App.EventsAsync<TicketEdited>(), e => e.TicketId == ticket.Id);
    }

    [Fact]
    public async Task Nothing_changed_is_no_edit()
    {
        App.User.Grant(TicketPermissions.Edit, Scope.All);
        var ticket = await App.SaveAsync(Make.Ticket());

        Assert.Null((await EditAsync(ticket, (nameof(Ticket.Title), ticket.Title), (nameof(Ticket.Impact), "Low"))).Refusal);

        Assert.Equal(1, (await App.LoadAsync<Ticket>(ticket.Id)).Version);
        Assert.Empty(await App.TimelineAsync(ticket.Id));
    }

    [Fact]
    public async Task A_category_out_of_use_is_refused_unless_it_was_already_there()
    {
        App.User.Grant(TicketPermissions.Edit, Scope.All);
        var retired = await App.SaveAsync(Make.Category(isActive: false));
        var other = await App.SaveAsync(Make.Ticket());
        var ticket = await App.SaveAsync(Make.Ticket(category: retired.Id));

        Assert.Equal(TicketRefusals.UnknownCategory, (await EditAsync(other, (nameof(Ticket.CategoryId), retired.Id.ToString()))).Refusal?.Code);
        Assert.Null((await EditAsync(ticket, (nameof(Ticket.Title), "Un autre titre"))).Refusal);
    }

    [Theory]
    [InlineData(TicketState.Closed)]
    [InlineData(TicketState.Cancelled)]
    public async Task What_is_over_stays_as_it_was(TicketState state)
    {
        App.User.Grant(TicketPermissions.Edit, Scope.All);

        Assert.Equal(TicketRefusals.IsOver, (await EditAsync(await App.SaveAsync(Make.Ticket(state: state)), (nameof(Ticket.Title), "Un autre titre"))).Refusal?.Code);
    }

    [Fact]
    public async Task Invalid_forbidden_or_out_of_scope_nothing_changes()
    {
        var ticket = await App.SaveAsync(Make.Ticket(requester: (await App.SaveAsync(Make.User())).Id, structure: (await App.SaveAsync(Make.Structure())).Id));

        Assert.Equal(Refusal.Forbidden, (await EditAsync(ticket)).Refusal);
        App.User.Grant(TicketPermissions.Edit, Scope.Structure, World.Structure);
        Assert.Equal(Refusal.NotFound, (await EditAsync(ticket)).Refusal);
        App.User.Grant(TicketPermissions.Edit, Scope.All);
        Assert.Equal(RefusalKind.Invalid, (await EditAsync(ticket, (nameof(Ticket.Impact), "9"))).Refusal?.Kind);
        Assert.Equal(1, (await App.LoadAsync<Ticket>(ticket.Id)).Version);
    }

    [Theory]
    [InlineData(nameof(Ticket.Title), "abc", "too-short")]
    [InlineData(nameof(Ticket.Title), null, "required")]
    [InlineData(nameof(Ticket.Impact), "9", "unknown-value")]
    [InlineData(nameof(Ticket.Impact), null, "unknown-value")]
    [InlineData(nameof(Ticket.CategoryId), "none", "unknown-value")]
    [InlineData(nameof(Ticket.SiteId), "00000000-0000-7000-8000-00000000000f", "unknown-value")]
    [InlineData("State", "Closed", "unknown-value")]
    public async Task What_a_field_cannot_be_is_named(string field, string? value, string code)
    {
        App.User.Grant(TicketPermissions.Edit, Scope.All);
        var ticket = await App.SaveAsync(Make.Ticket());

        var refused = (await EditAsync(ticket, (field, value))).Refusal;

        Assert.Equal((field, code), (refused?.Fields[0].Field, refused?.Fields[0].Code));
        Assert.Equal(1, (await App.LoadAsync<Ticket>(ticket.Id)).Version);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task A_site_of_another_structure_is_refused_and_one_of_its_own_taken()
    {
        App.User.Grant(TicketPermissions.Edit, Scope.All);
        var ticket = await App.SaveAsync(Make.Ticket());
        var own = await App.SaveAsync(Make.Site());
        var foreign = await App.SaveAsync(Make.Site(structure: (await App.SaveAsync(Make.Structure())).Id));

        Assert.Equal(RefusalKind.Invalid, (await EditAsync(ticket, (nameof(Ticket.SiteId), foreign.Id.ToString()))).Refusal?.Kind);
        Assert.Null((await EditAsync(ticket, (nameof(Ticket.SiteId), own.Id.ToString()))).Refusal);
        Assert.Equal(own.Id, (await App.LoadAsync<Ticket>(ticket.Id)).SiteId);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Whoever_asked_puts_his_description_right_until_it_is_taken_in_charge()
    {
        App.User.Grant(TicketPermissions.Open, Scope.Own);
        var mine = await App.SaveAsync(Make.Ticket(description: "Ecran noir"));
        var taken = await App.SaveAsync(Make.Ticket(state: TicketState.InProgress));
        var assigned = await App.SaveAsync(Make.Ticket(requester: (await App.SaveAsync(Make.User())).Id, assignee: World.Alice));

        Assert.Null((await EditAsync(mine, (nameof(Ticket.Description), "Écran noir, poste 12"))).Refusal);
        Assert.Equal("Écran noir, poste 12", (await App.LoadAsync<Ticket>(mine.Id)).Description);
        Assert.Equal(Refusal.Forbidden, (await EditAsync(mine, (nameof(Ticket.Title), "Un autre titre"))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await EditAsync(taken, (nameof(Ticket.Description), "Trop tard"))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await EditAsync(assigned, (nameof(Ticket.Description), "Pas le mien"))).Refusal);
    }

    /// <summary>As from a page that shows the ticket as it was saved.</summary>
    private Task<Result> EditAsync(Ticket ticket, params (string Field, string? Value)[] changes) => App.RunAsync((EditTicket use) => use.RunAsync(
        new()
        {
            TicketId = ticket.Id,
            Changes = [.. changes.Select(c => new FieldChange { Field = c.Field, Seen = TicketFields.All.FirstOrDefault(f => f.Name == c.Field)?.Read(ticket), Value = c.Value })],
        }, default));
}
