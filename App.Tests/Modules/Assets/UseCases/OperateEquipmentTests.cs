using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.UseCases;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Modules.Maintenance;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Assets.UseCases;

/// <summary>What people may say of the operating state, and what only interventions do.</summary>
public sealed class OperateEquipmentTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_breakdown_is_declared_with_its_reason_and_its_downtime_begins()
    {
        var equipment = await SceneAsync();

        Assert.Null((await TakeAsync(equipment, OperatingTrigger.BreakDown, "Fuite d’huile")).Refusal);

        var details = (await GetAsync(equipment)).Value!;
        Assert.Equal((OperatingState.BrokenDown, App.Clock.Now), (details.Equipment.State, details.Equipment.StateSince));
        Assert.Contains(details.Timeline, l => l is { Field: nameof(Equipment.State), NewValue: nameof(OperatingState.BrokenDown), Body: "Fuite d’huile", Reason: null });
        Assert.Equal([OperatingTrigger.GiveUp], details.Steps);
        Assert.Equal(1, await App.WithDbAsync(db => db.Set<Downtime>().CountAsync(d => d.EquipmentId == equipment.Id && d.Until == null && d.Kind == DowntimeKind.Unplanned)));
        Assert.Equal("transition-not-allowed", (await TakeAsync(equipment, OperatingTrigger.BreakDown)).Refusal?.Code);
    }

    [Theory]
    [InlineData(OperatingTrigger.StartMaintenance)]
    [InlineData(OperatingTrigger.CompleteMaintenance)]
    [InlineData(OperatingTrigger.DiscoverProblem)]
    [InlineData(OperatingTrigger.StartRepair)]
    public async Task No_hand_takes_the_steps_of_interventions(OperatingTrigger trigger)
    {
        var equipment = await SceneAsync();

        Assert.Equal(AssetRefusals.ByInterventions, (await TakeAsync(equipment, trigger)).Refusal?.Code);
        await TakeAsync(equipment, OperatingTrigger.BreakDown);
        Assert.Equal(AssetRefusals.ByInterventions, (await TakeAsync(equipment, trigger)).Refusal?.Code);
    }

    [Fact]
    public async Task Giving_up_wants_a_reason_and_is_the_last_step()
    {
        var equipment = await SceneAsync();
        Assert.Equal("transition-not-allowed", (await TakeAsync(equipment, OperatingTrigger.GiveUp, "Bâti fendu")).Refusal?.Code);
        await TakeAsync(equipment, OperatingTrigger.BreakDown);

        Assert.Equal(nameof(OperateEquipmentRequest.Reason), (await TakeAsync(equipment, OperatingTrigger.GiveUp)).Refusal?.Fields.Single().Field);
        Assert.Null((await TakeAsync(equipment, OperatingTrigger.GiveUp, "Bâti fendu")).Refusal);

        Assert.Empty((await GetAsync(equipment)).Value!.Steps);
        Assert.Equal("transition-not-allowed", (await TakeAsync(equipment, OperatingTrigger.BreakDown)).Refusal?.Code);
    }

    [Fact]
    public async Task While_work_goes_on_only_its_end_says_how_it_works_and_the_page_names_the_work()
    {
        var equipment = await SceneAsync();
        var work = await App.InterventionAsync(equipment, await App.TechnicianAsync());
        Assert.Null((await App.StepAsync(work.Id, InterventionTrigger.Start)).Refusal);
        App.GrantAssets();

        Assert.Equal(AssetRefusals.UnderMaintenance, (await TakeAsync(equipment, OperatingTrigger.BreakDown)).Refusal?.Code);
        var details = (await GetAsync(equipment)).Value!;
        Assert.Empty(details.Steps);
        Assert.Equal((work.Number, "InterventionState.InProgress", "Rachid Amrani"), (details.Work.Single().Number, details.Work.Single().State, details.Work.Single().Lead));
        var retired = await App.RunAsync((ChangeLifeCycle use) => use.RunAsync(new() { EquipmentId = equipment.Id, Version = details.Equipment.Version, LifeCycle = LifeCycle.Retired }, default));
        Assert.Equal(AssetRefusals.UnderMaintenance, retired.Refusal?.Code);
        App.User.Revoke(MaintenancePermissions.View);
        Assert.Empty((await GetAsync(equipment)).Value!.Work);
    }

    [Fact]
    public async Task The_life_cycle_is_independent_of_the_operating_state_and_expects_the_version_seen()
    {
        var equipment = await SceneAsync();
        await TakeAsync(equipment, OperatingTrigger.BreakDown);

        Assert.Null((await EnterAsync(equipment, LifeCycle.InRepair)).Refusal);
        Assert.Equal(Refusal.Stale, (await EnterAsync(equipment, LifeCycle.Retired)).Refusal);

        var now = await App.LoadAsync<Equipment>(equipment.Id);
        Assert.Equal((LifeCycle.InRepair, OperatingState.BrokenDown), (now.LifeCycle, now.State));
    }

    private Task<Equipment> SceneAsync()
    {
        App.GrantAssets();
        return App.AddAsync();
    }

    private Task<Result> EnterAsync(Equipment equipment, LifeCycle cycle) =>
        App.RunAsync((ChangeLifeCycle use) => use.RunAsync(new() { EquipmentId = equipment.Id, Version = equipment.Version, LifeCycle = cycle }, default));

    private Task<Result> TakeAsync(Equipment equipment, OperatingTrigger trigger, string? reason = null) =>
        App.RunAsync((OperateEquipment use) => use.RunAsync(new() { EquipmentId = equipment.Id, Trigger = trigger, Reason = reason }, default));

    private Task<Result<EquipmentDetails>> GetAsync(Equipment equipment) => App.RunAsync((GetEquipment use) => use.RunAsync(equipment.Number, default));
}
