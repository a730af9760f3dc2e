using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Modules.Tickets.UseCases;
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

        var result = await EditAsync(ticket, r => (r.Title, r.Impact, r.Urgency) = ("Deux imprimantes", Impact.High, Urgency.High));

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

        Assert.Null((await EditAsync(ticket)).Refusal);

        Assert.Equal(1, (await App.LoadAsync<Ticket>(ticket.Id)).Version);
        Assert.Empty(await App.TimelineAsync(ticket.Id));
    }

    [Fact]
    public async Task Of_two_who_edit_at_once_the_second_is_told()
    {
        App.User.Grant(TicketPermissions.Edit, Scope.All);
        var ticket = await App.SaveAsync(Make.Ticket());

        var first = await EditAsync(ticket, r => r.Title = "Le premier titre");
        var second = await EditAsync(ticket, r => r.Title = "Le second titre");

        Assert.Equal((null, Refusal.Stale), (first.Refusal, second.Refusal));
        Assert.Equal("Le premier titre", (await App.LoadAsync<Ticket>(ticket.Id)).Title);
        Assert.Single(await App.TimelineAsync(ticket.Id), e => e.Field == "Title");
    }

    [Fact]
    public async Task A_category_out_of_use_is_refused_unless_it_was_already_there()
    {
        App.User.Grant(TicketPermissions.Edit, Scope.All);
        var retired = await App.SaveAsync(Make.Category(isActive: false));
        var other = await App.SaveAsync(Make.Ticket());
        var ticket = await App.SaveAsync(Make.Ticket(category: retired.Id));

        Assert.Equal(TicketRefusals.UnknownCategory, (await EditAsync(other, r => r.CategoryId = retired.Id)).Refusal?.Code);
        Assert.Null((await EditAsync(ticket, r => r.Title = "Un autre titre")).Refusal);
    }

    [Theory]
    [InlineData(TicketState.Closed)]
    [InlineData(TicketState.Cancelled)]
    public async Task What_is_over_stays_as_it_was(TicketState state)
    {
        App.User.Grant(TicketPermissions.Edit, Scope.All);

        Assert.Equal(TicketRefusals.IsOver, (await EditAsync(await App.SaveAsync(Make.Ticket(state: state)), r => r.Title = "Un autre titre")).Refusal?.Code);
    }

    [Fact]
    public async Task Invalid_forbidden_or_out_of_scope_nothing_changes()
    {
        var ticket = await App.SaveAsync(Make.Ticket(requester: (await App.SaveAsync(Make.User())).Id, structure: (await App.SaveAsync(Make.Structure())).Id));

        Assert.Equal(Refusal.Forbidden, (await EditAsync(ticket)).Refusal);
        App.User.Grant(TicketPermissions.Edit, Scope.Structure, World.Structure);
        Assert.Equal(Refusal.NotFound, (await EditAsync(ticket)).Refusal);
        App.User.Grant(TicketPermissions.Edit, Scope.All);
        Assert.Equal(RefusalKind.Invalid, (await EditAsync(ticket, r => r.Impact = (Impact)9)).Refusal?.Kind);
        Assert.Equal(1, (await App.LoadAsync<Ticket>(ticket.Id)).Version);
    }

    private Task<Result> EditAsync(Ticket ticket, Action<EditTicketRequest>? change = null)
    {
        var request = new EditTicketRequest
        {
            TicketId = ticket.Id, Version = ticket.Version, Title = ticket.Title, CategoryId = ticket.CategoryId, Impact = ticket.Impact, Urgency = ticket.Urgency,
        };
        change?.Invoke(request);
        return App.RunAsync((EditTicket use) => use.RunAsync(request, default));
    }
}
