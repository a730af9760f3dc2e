using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.UseCases;
using OpsFlux.Shared.Assets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Assets.UseCases;

/// <summary>Equipment goes elsewhere, with what is below it, and its timeline keeps where it was.</summary>
public sealed class MoveEquipmentTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Components_go_along_to_the_site_and_the_timeline_keeps_every_step()
    {
        App.GrantAssets();
        var (here, there) = (await App.SaveAsync(Make.Site("Hall A")), await App.SaveAsync(Make.Site("Hall B")));
        var machine = await App.AddAsync(r => (r.SiteId, r.Location) = (here.Id, "Travée 2"));
        var pump = await App.AddAsync(r => r.ParentId = machine.Id);
        var valve = await App.AddAsync(r => r.ParentId = pump.Id);
        Assert.Equal(here.Id, valve.SiteId);

        Assert.Null((await MoveAsync(machine, site: there.Id, location: "Travée 9")).Refusal);

        Assert.Equal((there.Id, there.Id), ((await App.LoadAsync<Equipment>(pump.Id)).SiteId, (await App.LoadAsync<Equipment>(valve.Id)).SiteId));
        var lines = (await App.RunAsync((GetEquipment use) => use.RunAsync(machine.Number, default))).Value!.Timeline;
        Assert.Contains(lines, l => l.Field == nameof(Equipment.SiteId) && l.OldValue == here.Name && l.NewValue == there.Name);
        Assert.Contains(lines, l => l is { Field: nameof(Equipment.Location), OldValue: "Travée 2", NewValue: "Travée 9" });
    }

    [Fact]
    public async Task Nothing_becomes_a_component_of_itself_of_what_is_below_it_or_of_elsewhere()
    {
        App.GrantAssets();
        var elsewhere = await App.SaveAsync(Make.Structure());
        var machine = await App.AddAsync();
        var pump = await App.AddAsync(r => r.ParentId = machine.Id);
        var valve = await App.AddAsync(r => r.ParentId = pump.Id);
        var foreign = await App.AddAsync(r => r.StructureId = elsewhere.Id);
        var site = await App.SaveAsync(Make.Site("Ailleurs", elsewhere.Id));

        Assert.Equal(AssetRefusals.ParentBelow, (await MoveAsync(machine, parent: machine.Id)).Refusal?.Fields.Single().Code);
        Assert.Equal(AssetRefusals.ParentBelow, (await MoveAsync(machine, parent: valve.Id)).Refusal?.Fields.Single().Code);
        Assert.Equal(AssetRefusals.UnknownParent, (await MoveAsync(machine, parent: foreign.Id)).Refusal?.Fields.Single().Code);
        Assert.Equal(nameof(Equipment.SiteId), (await MoveAsync(machine, site: site.Id)).Refusal?.Fields.Single().Field);
    }

    [Fact]
    public async Task Two_crosswise_moves_at_one_moment_close_no_circle()
    {
        App.GrantAssets();
        for (var round = 0; round < 5; round++)
        {
            var (a, b) = (await App.AddAsync(), await App.AddAsync());

            var results = await Task.WhenAll(Task.Run(() => MoveAsync(a, parent: b.Id)), Task.Run(() => MoveAsync(b, parent: a.Id)));

            Assert.Single(results, r => r.Refusal is null);
        }
    }

    [Fact]
    public async Task What_has_components_is_not_deleted_and_what_is_deleted_frees_its_serial_number()
    {
        App.GrantAssets();
        var machine = await App.AddAsync(r => (r.Maker, r.SerialNumber) = ("Hydromeca", "HM-DEL-1"));
        var pump = await App.AddAsync(r => r.ParentId = machine.Id);

        Assert.Equal(AssetRefusals.HasComponents, (await DeleteAsync(machine)).Refusal?.Code);
        Assert.Null((await DeleteAsync(pump)).Refusal);
        Assert.Null((await DeleteAsync(machine)).Refusal);

        Assert.Equal(Refusal.NotFound, (await App.RunAsync((GetEquipment use) => use.RunAsync(machine.Number, default))).Refusal);
        await App.AddAsync(r => (r.Maker, r.SerialNumber) = ("Hydromeca", "HM-DEL-1"));
    }

    private Task<Result> MoveAsync(Equipment equipment, Guid? site = null, string? location = null, Guid? parent = null) => App.RunAsync(
        (MoveEquipment use) => use.RunAsync(new() { EquipmentId = equipment.Id, Version = equipment.Version, SiteId = site, Location = location, ParentId = parent }, default));

    private Task<Result> DeleteAsync(Equipment equipment) =>
        App.RunAsync((DeleteEquipment use) => use.RunAsync(new() { EquipmentId = equipment.Id, Version = equipment.Version, Reason = "Saisi deux fois" }, default));
}
