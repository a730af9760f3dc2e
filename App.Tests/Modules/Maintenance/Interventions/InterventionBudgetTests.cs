using OpsFlux.Kernel.Access;
using OpsFlux.Modules.Maintenance.Interventions.Data;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Interventions;

/// <summary>How many statements the pages of interventions cost: as many for much as for little.</summary>
public sealed class InterventionBudgetTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_list_costs_the_same_however_many_rows_it_shows()
    {
        await App.InterventionAsync(await App.EquipmentAsync(), await App.TechnicianAsync());
        var one = await App.CountQueriesAsync(ListAsync);
        for (var more = 0; more < 15; more++) await App.InterventionAsync(await App.EquipmentAsync(), await App.TechnicianAsync());

        Assert.Equal(one, await App.CountQueriesAsync(ListAsync));
        Assert.InRange(one, 1, 3);
    }

    [Fact]
    public async Task A_page_costs_the_same_however_much_was_said()
    {
        var work = await App.InterventionAsync(await App.EquipmentAsync(), await App.TechnicianAsync());
        App.User.Grant(MaintenancePermissions.Comment, Scope.All);
        var before = await App.CountQueriesAsync(GetAsync);
        for (var more = 0; more < 20; more++)
            Assert.Null((await App.RunAsync((CommentIntervention use) => use.RunAsync(new() { InterventionId = work.Id, Body = $"Point {more}" }, default))).Refusal);

        Assert.Equal(before, await App.CountQueriesAsync(GetAsync));
        Assert.InRange(before, 1, 8);

        Task GetAsync() => App.RunAsync((GetIntervention use) => use.RunAsync(work.Number, default));
    }

    private Task ListAsync() => App.RunAsync((ListInterventions use) => use.RunAsync(new InterventionFilter { View = InterventionView.All }, 50, default));
}
