using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.UseCases;

public sealed class GetTicketTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_ticket_is_found_by_number_in_any_case_and_by_id()
    {
        App.User.Grant(TicketPermissions.View, Scope.Own);
        var ticket = await App.SaveAsync(Make.Ticket());

        foreach (var name in new[] { ticket.Number, ticket.Number.ToLowerInvariant(), ticket.Id.ToString(), ticket.Id.ToString("N") })
            Assert.Equal(ticket.Id, (await GetAsync(name)).Value?.Ticket.Id);
    }

    [Fact]
    public async Task The_page_has_names_instead_of_ids()
    {
        App.User.Grant(TicketPermissions.View, Scope.Own);
        var (group, site, category) = (await App.SaveAsync(Make.Group("Atelier 2")), await App.SaveAsync(Make.Site()), await App.SaveAsync(Make.Category()));
        var person = await App.SaveAsync(Make.User("Nadia Alaoui"));
        var ticket = await App.SaveAsync(Make.Ticket(state: TicketState.Assigned, assignee: person.Id, group: group.Id, site: site.Id, category: category.Id));

        var shown = (await GetAsync(ticket.Number)).Value!;   // one's own ticket

        Assert.Equal(("Siège", "Alice Martin", "Nadia Alaoui", "Atelier 2"), (shown.Structure, shown.Requester, shown.Assignee, shown.Group));
        Assert.Equal((category.Path, site.Name), (shown.Category, shown.Site));
    }

    [Fact]
    public async Task The_timeline_names_people_and_teams()
    {
        App.User.Grant(TicketPermissions.View, Scope.All).Grant(TicketPermissions.Assign, Scope.All);
        var (group, person) = (Make.Group("Atelier 3"), Make.User("Nadia Alaoui"));
        await App.SaveAllAsync(group, person, Make.Member(group, person));
        var ticket = await App.SaveAsync(Make.Ticket(group: group.Id));
        await App.RunAsync((AssignTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Version = 1, AssigneeId = person.Id }, default));

        var line = Assert.Single((await GetAsync(ticket.Number)).Value!.Timeline, l => l.Kind == TimelineKind.Assigned);   // granted

        Assert.Equal(("Alice Martin", "Atelier 3", "Nadia Alaoui"), (line.Actor, line.OldValue, line.NewValue));
    }

    [Fact]
    public async Task The_timeline_names_categories()
    {
        App.User.Grant(TicketPermissions.View, Scope.All).Grant(TicketPermissions.Edit, Scope.All);
        var category = await App.SaveAsync(Make.Category());
        var ticket = await App.SaveAsync(Make.Ticket());
        await App.RunAsync((EditTicket use) => use.RunAsync(
            new() { TicketId = ticket.Id, Changes = [new() { Field = nameof(Ticket.CategoryId), Seen = ticket.CategoryId.ToString(), Value = category.Id.ToString() }] }, default));

        var line = Assert.Single((await GetAsync(ticket.Number)).Value!.Timeline, l => l.Field == nameof(Ticket.CategoryId));   // granted

        Assert.Equal(("Divers", category.Path), (line.OldValue, line.NewValue));
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task A_requester_never_gets_internal_notes()
    {
        var desk = await App.SaveAsync(Make.User());
        var ticket = await App.SaveAsync(Make.Ticket());
        App.User.As(desk).Grant(TicketPermissions.Comment, Scope.All).Grant(TicketPermissions.Note, Scope.All).Grant(TicketPermissions.View, Scope.All);
        await CommentAsync(ticket, "Réponse publique", isInternal: false);
        await CommentAsync(ticket, "Le demandeur exagère", isInternal: true);
        Assert.Equal(2, (await GetAsync(ticket.Number)).Value!.Timeline.Count);   // granted

        App.User.As(World.Alice).Revoke(TicketPermissions.Note).Grant(TicketPermissions.View, Scope.Own);
        var seen = (await GetAsync(ticket.Number)).Value!;   // her own ticket

        Assert.Equal(["Réponse publique"], seen.Timeline.Select(l => l.Body));
        Assert.False(seen.Rights.Note);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Notes_are_read_where_the_permission_to_note_reaches_and_not_beyond()
    {
        var branch = await App.SaveAsync(Make.Structure());
        var ticket = await App.SaveAsync(Make.Ticket(structure: branch.Id));
        App.User.As(await App.SaveAsync(Make.User())).Grant(TicketPermissions.View, Scope.All).Grant(TicketPermissions.Note, Scope.All);
        await CommentAsync(ticket, "Note", isInternal: true);

        App.User.Grant(TicketPermissions.Note, Scope.Structure, World.Structure);

        Assert.Empty((await GetAsync(ticket.Number)).Value!.Timeline);   // granted
    }

    [Fact]
    public async Task Steps_and_rights_are_what_the_permissions_cover_of_this_ticket()
    {
        App.User.Grant(TicketPermissions.View, Scope.All).Grant(TicketPermissions.Work, Scope.All).Grant(TicketPermissions.Cancel, Scope.Own).Grant(TicketPermissions.Edit, Scope.All);
        var mine = await App.SaveAsync(Make.Ticket());
        var foreign = await App.SaveAsync(Make.Ticket(requester: (await App.SaveAsync(Make.User())).Id));

        Assert.Equal([TicketTrigger.Start, TicketTrigger.Cancel], (await GetAsync(mine.Number)).Value?.Steps.Select(s => s.Trigger));
        Assert.Equal([TicketTrigger.Start], (await GetAsync(foreign.Number)).Value?.Steps.Select(s => s.Trigger));
        Assert.Equal(new TicketRights(Comment: false, Note: false, Edit: true, Rate: false) { Describe = true, Work = true }, (await GetAsync(mine.Number)).Value?.Rights);
    }

    [Fact]
    public async Task Rating_is_offered_to_the_requester_of_a_closed_ticket()
    {
        App.User.Grant(TicketPermissions.View, Scope.All).Grant(TicketPermissions.Rate, Scope.All);
        var closed = await App.SaveAsync(Make.Ticket(state: TicketState.Closed));
        var foreign = await App.SaveAsync(Make.Ticket(state: TicketState.Closed, requester: (await App.SaveAsync(Make.User())).Id));

        Assert.True((await GetAsync(closed.Number)).Value?.Rights.Rate);
        Assert.False((await GetAsync(foreign.Number)).Value?.Rights.Rate);
    }

    [Theory]
    [InlineData("TIC-1999-000001")]
    [InlineData("019a0000-0000-7000-8000-000000000000")]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    [InlineData("TIC\u0000")]
    public async Task What_does_not_exist_is_not_found(string name)
    {
        App.User.Grant(TicketPermissions.View, Scope.All);

        Assert.Equal(Refusal.NotFound, (await GetAsync(name)).Refusal);
    }

    [Fact]
    public async Task What_was_deleted_is_not_found()
    {
        App.User.Grant(TicketPermissions.View, Scope.All);
        var ticket = Make.Ticket();
        ticket.DeletedAt = App.Clock.Now;
        await App.SaveAsync(ticket);

        Assert.Equal(Refusal.NotFound, (await GetAsync(ticket.Number)).Refusal);
        Assert.Equal(ticket.Id, (await App.LoadAsync<Ticket>(ticket.Id)).Id);
    }

    [Fact]
    public async Task Without_the_permission_it_is_forbidden() => Assert.Equal(Refusal.Forbidden, (await GetAsync("TIC-2026-000001")).Refusal);

    private Task<Result<TicketDetails>> GetAsync(string numberOrId) => App.RunAsync((GetTicket use) => use.RunAsync(numberOrId, default));

    private Task<Result> CommentAsync(Ticket ticket, string body, bool isInternal) =>
        App.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Body = body, IsInternal = isInternal }, default));
}
