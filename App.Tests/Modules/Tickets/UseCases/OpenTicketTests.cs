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

public sealed class OpenTicketTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_ticket_belongs_to_its_requester_and_his_structure_and_has_a_number()
    {
        var agency = await App.SaveAsync(Make.Structure());
        var person = await App.SaveAsync(Make.User(structure: agency.Id));
        App.User.As(person).Grant(TicketPermissions.Open, Scope.Own);

        var opened = (await OpenAsync(Request(r => r.Urgency = Urgency.High))).Value!;   // granted and complete

        var ticket = await App.LoadAsync<Ticket>(opened.Id);
        Assert.Matches(@"^TIC-2026-\d{6}$", opened.Number);
        Assert.Equal((opened.Number, opened.Number, 1), (ticket.Number, ticket.ExternalId, ticket.Version));
        Assert.Equal((person.Id, agency.Id, TicketState.New, Priority.Normal), (ticket.RequesterId, ticket.StructureId, ticket.State, ticket.Priority));
        Assert.Equal((App.Clock.Now, App.Clock.Now, person.Id), (ticket.OpenedAt, ticket.CreatedAt, ticket.CreatedBy));
        Assert.Single(await App.EventsAsync<TicketOpened>(), e => e.TicketId == ticket.Id && e.Priority == Priority.Normal);
        Assert.Equal((TimelineKind.Opened, "Depuis ce matin"), (await App.TimelineAsync(ticket.Id)).Select(e => (e.Kind, e.Body)).Single());
    }

    [Fact]
    public async Task The_year_of_the_number_is_the_organisations()
    {
        App.User.Grant(TicketPermissions.Open, Scope.Own);
        App.Clock.Now = new(2027, 12, 31, 23, 30, 0, TimeSpan.Zero);   // half past midnight in Casablanca

        var opened = (await OpenAsync(Request())).Value!;   // granted and complete

        Assert.Equal("TIC-2028-000001", opened.Number);
    }

    [Fact]
    public async Task A_pasted_title_becomes_one_line()
    {
        App.User.Grant(TicketPermissions.Open, Scope.Own);

        var opened = (await OpenAsync(Request(r => r.Title = "  Panne\r\n\tde l'imprimante "))).Value!;   // granted and complete

        Assert.Equal("Panne de l'imprimante", (await App.LoadAsync<Ticket>(opened.Id)).Title);
    }

    [Fact]
    public async Task Without_the_permission_nothing_is_opened() => Assert.Equal(Refusal.Forbidden, (await OpenAsync(Request())).Refusal);

    [Fact]
    public async Task An_incomplete_request_names_its_fields()
    {
        App.User.Grant(TicketPermissions.Open, Scope.Own);

        var refusal = (await OpenAsync(new())).Refusal;

        Assert.Equal(["CategoryId", "Title"], refusal?.Fields.Select(f => f.Field).Order());
    }

    [Fact]
    public async Task A_category_unknown_or_out_of_use_is_refused()
    {
        App.User.Grant(TicketPermissions.Open, Scope.Own);
        var retired = await App.SaveAsync(Make.Category(isActive: false));

        Assert.Equal(TicketRefusals.UnknownCategory, (await OpenAsync(Request(r => r.CategoryId = retired.Id))).Refusal?.Code);
        Assert.Equal(TicketRefusals.UnknownCategory, (await OpenAsync(Request(r => r.CategoryId = Guid.CreateVersion7()))).Refusal?.Code);
    }

    [Fact]
    public async Task A_site_has_to_be_of_ones_own_structure()
    {
        App.User.Grant(TicketPermissions.Open, Scope.Own);
        var ours = await App.SaveAsync(Make.Site());
        var foreign = await App.SaveAsync(Make.Site(structure: (await App.SaveAsync(Make.Structure())).Id));

        var refused = await OpenAsync(Request(r => r.SiteId = foreign.Id));
        var opened = await OpenAsync(Request(r => r.SiteId = ours.Id));

        Assert.Equal(("SiteId", "unknown-value"), refused.Refusal?.Fields.Select(f => (f.Field, f.Code)).Single());
        Assert.Equal(ours.Id, (await App.LoadAsync<Ticket>(opened.Value!.Id)).SiteId);   // a site of one's own is accepted
    }

    private Task<Result<OpenedTicket>> OpenAsync(OpenTicketRequest request) => App.RunAsync((OpenTicket use) => use.RunAsync(request, default));

    private static OpenTicketRequest Request(Action<OpenTicketRequest>? change = null)
    {
        var request = new OpenTicketRequest { Title = "Imprimante en panne", CategoryId = World.Category, Description = " Depuis ce matin " };
        change?.Invoke(request);
        return request;
    }
}
