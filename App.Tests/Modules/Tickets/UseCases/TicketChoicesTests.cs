using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.UseCases;

public sealed class TicketChoicesTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Categories_in_use_are_offered_by_path()
    {
        App.User.Grant(TicketPermissions.View, Scope.Own);
        var retired = await App.SaveAsync(Make.Category(isActive: false));

        var offered = await ChooseAsync(c => c.CategoriesAsync(default));

        Assert.Contains(offered, c => c.Id == World.Category && c.Name == "Divers");
        Assert.DoesNotContain(offered, c => c.Id == retired.Id);
    }

    [Fact]
    public async Task Only_active_members_of_teams_can_be_assigned()
    {
        App.User.Grant(TicketPermissions.Assign, Scope.Own);
        var (group, member, gone, alone) = (Make.Group(), Make.User("Member"), Make.User("Gone", isActive: false), Make.User("Alone"));
        await App.SaveAllAsync(group, member, gone, alone, Make.Member(group, member), Make.Member(group, gone));

        var offered = (await ChooseAsync(c => c.AssigneesAsync(default))).Select(c => c.Id).ToList();

        Assert.Contains(member.Id, offered);
        Assert.DoesNotContain(gone.Id, offered);
        Assert.DoesNotContain(alone.Id, offered);
        Assert.Contains(await ChooseAsync(c => c.GroupsAsync(default)), c => c.Id == group.Id);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Teams_are_those_of_everybody_and_of_the_structures_within_reach()
    {
        var (ours, foreign, stranger) = (Make.Group(structure: World.Structure), Make.Group(structure: (await App.SaveAsync(Make.Structure())).Id), Make.User("Stranger"));
        await App.SaveAllAsync(ours, foreign, stranger, Make.Member(foreign, stranger));
        App.User.Grant(TicketPermissions.Assign, Scope.Structure);

        var offered = (await ChooseAsync(c => c.GroupsAsync(default))).Select(c => c.Id).ToList();

        Assert.Contains(ours.Id, offered);
        Assert.DoesNotContain(foreign.Id, offered);
        Assert.DoesNotContain(await ChooseAsync(c => c.AssigneesAsync(default)), c => c.Id == stranger.Id);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Sites_are_of_ones_own_structure_and_structures_within_reach()
    {
        var elsewhere = await App.SaveAsync(Make.Structure("Ailleurs"));
        var (ours, theirs) = (await App.SaveAsync(Make.Site()), await App.SaveAsync(Make.Site(structure: elsewhere.Id)));
        App.User.Grant(TicketPermissions.Open, Scope.Own).Grant(TicketPermissions.View, Scope.Structure);

        var sites = (await ChooseAsync(c => c.SitesAsync(default))).Select(c => c.Id).ToList();

        Assert.Contains(ours.Id, sites);
        Assert.DoesNotContain(theirs.Id, sites);
        Assert.Equal([World.Structure], (await ChooseAsync(c => c.StructuresAsync(default))).Select(c => c.Id));
        App.User.Grant(TicketPermissions.View, Scope.All);
        Assert.Contains(await ChooseAsync(c => c.StructuresAsync(default)), c => c.Id == elsewhere.Id);
    }

    [Fact]
    public async Task Waiting_reasons_come_in_their_order()
    {
        App.User.Grant(TicketPermissions.Work, Scope.Own);

        var reasons = await App.RunAsync((TicketChoices use) => use.WaitingReasonsAsync(default));

        Assert.Equal(["requester", "supplier", "parts", "approval", "access", "problem", "evidence"], reasons.Select(r => r.Code));
        Assert.Equal(["supplier", "problem"], reasons.Where(r => !r.StopsResolution).Select(r => r.Code));
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Whoever_may_not_use_a_choice_is_offered_nothing()
    {
        Assert.Empty(await ChooseAsync(c => c.CategoriesAsync(default)));
        Assert.Empty(await ChooseAsync(c => c.GroupsAsync(default)));
        Assert.Empty(await ChooseAsync(c => c.AssigneesAsync(default)));
        Assert.Empty(await ChooseAsync(c => c.SitesAsync(default)));
        Assert.Empty(await ChooseAsync(c => c.StructuresAsync(default)));
        Assert.Empty(await App.RunAsync((TicketChoices use) => use.WaitingReasonsAsync(default)));
    }

    private Task<List<Choice>> ChooseAsync(Func<TicketChoices, Task<List<Choice>>> choices) => App.RunAsync(choices);
}
