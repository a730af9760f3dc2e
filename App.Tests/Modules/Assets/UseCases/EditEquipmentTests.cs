using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.UseCases;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Assets.UseCases;

public sealed class EditEquipmentTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Different_fields_of_two_people_are_both_kept_and_the_same_field_is_asked_about()
    {
        var equipment = await SceneAsync();

        Assert.Null((await EditAsync(equipment, Change(nameof(Equipment.Maker), null, "Hydromeca"))).Refusal);
        Assert.Null((await EditAsync(equipment, Change(nameof(Equipment.MaintenanceEveryDays), null, "90"), Change(nameof(Equipment.WarrantyUntil), null, "2028-01-31"))).Refusal);
        var clash = (await EditAsync(equipment, Change(nameof(Equipment.Maker), null, "Fluidor"), Change(nameof(Equipment.Name), equipment.Name, "Autre nom"))).Refusal;

        Assert.Equal((RefusalKind.Stale, "edit-conflict"), (clash?.Kind, clash?.Code));
        Assert.Equal("Hydromeca", Assert.Single(clash!.Conflicts).Theirs.Code);   // just asserted
        var now = await App.LoadAsync<Equipment>(equipment.Id);
        Assert.Equal(("Hydromeca", 90, new DateOnly(2028, 1, 31), equipment.Name), (now.Maker, now.MaintenanceEveryDays, now.WarrantyUntil, now.Name));
    }

    [Theory]
    [InlineData(nameof(Equipment.MaintenanceEveryDays), "0")]
    [InlineData(nameof(Equipment.MaintenanceEveryDays), "-3")]
    [InlineData(nameof(Equipment.NextMaintenanceOn), "31/01/2027")]
    [InlineData(nameof(Equipment.Name), "")]
    [InlineData(nameof(Equipment.StructureId), "01980000-0000-7000-8000-000000000001")]
    [InlineData(nameof(Equipment.TypeId), "01980000-0000-7000-8000-00000000ffff")]
    public async Task A_value_that_a_field_cannot_hold_is_refused_beside_it(string field, string value)
    {
        var equipment = await SceneAsync();
        var seen = EquipmentFields.All.FirstOrDefault(f => f.Name == field)?.Read(equipment);

        var refused = (await EditAsync(equipment, Change(field, seen, value))).Refusal;

        Assert.Equal((RefusalKind.Invalid, field), (refused?.Kind, refused?.Fields.Single().Field));
    }

    [Fact]
    public async Task A_serial_number_is_unique_per_maker_and_structure_and_the_refusal_says_whose_it_is()
    {
        App.GrantAssets();
        var elsewhere = await App.SaveAsync(Make.Structure());
        var first = await App.AddAsync(r => (r.Maker, r.SerialNumber) = ("Hydromeca", "HM 250-1187"));

        var twice = (await App.CreateAsync(r => (r.Maker, r.SerialNumber) = ("HYDROMECA", "hm250 1187"))).Refusal;
        var edited = await App.AddAsync(r => (r.Maker, r.SerialNumber) = ("Hydromeca", "HM250-2000"));
        var byEdit = (await EditAsync(edited, Change(nameof(Equipment.SerialNumber), "HM250-2000", "HM250/1187"))).Refusal;

        var error = Assert.Single(twice!.Fields);
        Assert.Equal((nameof(Equipment.SerialNumber), AssetRefusals.SerialTaken, first.Number), (error.Field, error.Code, error.Arguments[0]));
        Assert.Equal(AssetRefusals.SerialTaken, Assert.Single(byEdit!.Fields).Code);
        await App.AddAsync(r => (r.Maker, r.SerialNumber) = ("Fluidor", "HM250-1187"));
        await App.AddAsync(r => (r.StructureId, r.Maker, r.SerialNumber) = (elsewhere.Id, "Hydromeca", "HM250-1187"));
    }

    [Theory]
    [InlineData("N/A")]
    [InlineData("0000")]
    [InlineData("inconnu")]
    [InlineData("")]
    public async Task What_stands_for_no_serial_number_may_stand_on_many(string serial)
    {
        App.GrantAssets();

        await App.AddAsync(r => (r.Maker, r.SerialNumber) = ("Hydromeca", serial));
        await App.AddAsync(r => (r.Maker, r.SerialNumber) = ("Hydromeca", serial));
    }

    [Fact]
    public async Task Of_two_who_take_the_same_number_at_one_moment_one_is_told_whose_it_is()
    {
        App.GrantAssets();
        var type = await App.TypeAsync();
        var request = new CreateEquipmentRequest { Name = "Pompe", TypeId = type.Id, StructureId = World.Structure, Maker = "Fluidor", SerialNumber = "FD-77-41" };

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => App.RunAsync((CreateEquipment use) => use.RunAsync(request, default)))));

        var won = Assert.Single(results, r => r.Refusal is null);
        Assert.All(results.Where(r => r.Refusal is not null), r => Assert.Equal((AssetRefusals.SerialTaken, won.Value!.Number), (r.Refusal!.Fields.Single().Code, r.Refusal.Fields.Single().Arguments[0])));
    }

    [Fact]
    public async Task The_first_maintenance_is_one_interval_after_the_installation()
    {
        App.GrantAssets();

        var equipment = await App.AddAsync(r => (r.InstalledOn, r.MaintenanceEveryDays) = (new DateOnly(2026, 11, 1), 30));

        Assert.Equal(new DateOnly(2026, 12, 1), equipment.NextMaintenanceOn);
    }

    private Task<Equipment> SceneAsync()
    {
        App.GrantAssets();
        return App.AddAsync();
    }

    private static FieldChange Change(string field, string? seen, string? value) => new() { Field = field, Seen = seen, Value = value };

    private Task<Result> EditAsync(Equipment equipment, params FieldChange[] changes) =>
        App.RunAsync((EditEquipment use) => use.RunAsync(new() { EquipmentId = equipment.Id, Changes = changes }, default));
}
