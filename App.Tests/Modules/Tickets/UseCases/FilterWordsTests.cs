using OpsFlux.Kernel.Access;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.UseCases;

/// <summary>The cover of an export says filters in words, and teaches nobody a name by its id.</summary>
public sealed class FilterWordsTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task What_one_may_not_know_is_not_named()
    {
        var elsewhere = await App.SaveAsync(Make.Structure("Ailleurs"));
        var (stranger, group) = (await App.SaveAsync(Make.User("Stranger", elsewhere.Id)), await App.SaveAsync(Make.Group("Secrets", elsewhere.Id)));
        App.User.Grant(TicketPermissions.Export, Scope.Structure).Grant(TicketPermissions.View, Scope.Structure);

        var said = await SaidAsync(new() { StructureId = elsewhere.Id, GroupId = group.Id, Assignee = new(stranger.Id, false) });

        Assert.Equal(["?", "?", "?"], [said["Field.Structure"], said["Field.Group"], said["Field.Assignee"]]);
    }

    [Fact]
    public async Task Who_stands_on_a_ticket_that_one_sees_has_a_name()
    {
        var requester = await App.SaveAsync(Make.User("Omar Tazi"));
        await App.SaveAsync(Make.Ticket(requester: requester.Id));
        App.User.As(World.Alice).Grant(TicketPermissions.Export, Scope.Structure).Grant(TicketPermissions.View, Scope.Structure);

        var said = await SaidAsync(new() { StructureId = World.Structure, Requester = new(requester.Id, false), Assignee = new(null, true), CategoryIds = [World.Category] });

        Assert.Equal(("Siège", "Omar Tazi", App.User.DisplayName, "Divers"), (said["Field.Structure"], said["Field.Requester"], said["Field.Assignee"], said["Field.Category"]));
    }

    [Fact]
    public async Task A_tag_is_named()
    {
        App.User.Grant(TicketPermissions.Export, Scope.Structure);

        Assert.Equal("verin", (await SaidAsync(new() { Tag = "verin" }))["Field.Tag"]);
    }

    private async Task<Dictionary<string, string>> SaidAsync(TicketFilter filter) =>
        (await App.RunAsync((ExportTickets use) => use.RunAsync(filter, "csv", default))).Value!.Filters.ToDictionary(f => f.Label, f => f.Value);   // granted
}
