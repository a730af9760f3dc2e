using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.Meters;
using OpsFlux.Shared.Assets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Assets.Meters;

public sealed class MeterTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_counter_only_rises_but_for_a_restart()
    {
        var (equipment, meter) = await SceneAsync();

        Assert.Null((await ReadAsync(equipment, meter, 100m)).Refusal);
        App.Clock.Advance(TimeSpan.FromHours(24));
        var fell = await ReadAsync(equipment, meter, 99.9m);
        Assert.Null((await ReadAsync(equipment, meter, 124m)).Refusal);
        var between = await ReadAsync(equipment, meter, 125m, at: App.Clock.Now.AddHours(-12));
        var twice = await ReadAsync(equipment, meter, 124m);
        var tomorrow = await ReadAsync(equipment, meter, 130m, at: App.Clock.Now.AddHours(2));
        App.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Null((await ReadAsync(equipment, meter, 3m, isRestart: true)).Refusal);

        Assert.Equal((nameof(TakeReadingRequest.Value), AssetRefusals.MeterFell), Error(fell));
        Assert.Equal((nameof(TakeReadingRequest.Value), AssetRefusals.MeterAhead), Error(between));
        Assert.Equal((nameof(TakeReadingRequest.At), AssetRefusals.ReadAlready), Error(twice));
        Assert.Equal((nameof(TakeReadingRequest.At), "in-the-future"), Error(tomorrow));
        var shown = Assert.Single((await ListAsync(equipment)).Value!.Meters);   // one was added
        Assert.Equal([3m, 124m, 100m], shown.Readings.Select(r => r.Value));
        Assert.Equal(12m, shown.PerDay);
    }

    [Fact]
    public async Task Of_two_readings_at_one_moment_the_second_is_judged_by_the_first()
    {
        var (equipment, meter) = await SceneAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ReadAsync(equipment, meter, 10m)));

        Assert.Single(results, r => !r.Failed);
        Assert.Single((await ListAsync(equipment)).Value!.Meters.Single().Readings);   // one meter
    }

    [Fact]
    public async Task A_name_is_taken_once_and_a_meter_goes_with_its_readings()
    {
        var (equipment, meter) = await SceneAsync();
        await ReadAsync(equipment, meter, 10m);

        var twice = await App.RunAsync((EditMeters use) => use.AddAsync(new() { EquipmentId = equipment.Id, Name = "Heures de marche", Unit = "h" }, default));
        var removed = await App.RunAsync((EditMeters use) => use.RemoveAsync(new() { EquipmentId = equipment.Id, MeterId = meter }, default));

        Assert.Equal(AssetRefusals.MeterNameTaken, Assert.Single(twice.Refusal!.Fields).Code);   // refused
        Assert.Null(removed.Refusal);
        Assert.Empty((await ListAsync(equipment)).Value!.Meters);   // allowed
    }

    [Fact]
    public async Task Meters_of_others_are_neither_seen_nor_read()
    {
        var (equipment, meter) = await SceneAsync();
        var elsewhere = await App.SaveAsync(Make.Structure());
        App.User.Reset();
        App.GrantAssets(Scope.Structure, elsewhere.Id);

        Assert.Same(Refusal.NotFound, (await ListAsync(equipment)).Refusal);
        Assert.Same(Refusal.NotFound, (await ReadAsync(equipment, meter, 1m)).Refusal);
        Assert.Same(Refusal.NotFound, (await App.RunAsync((EditMeters use) => use.RemoveAsync(new() { EquipmentId = equipment.Id, MeterId = meter }, default))).Refusal);
    }

    [Fact]
    public async Task A_meter_is_read_on_its_own_equipment_alone()
    {
        var (_, meter) = await SceneAsync();
        var other = await App.AddAsync();

        Assert.Same(Refusal.NotFound, (await ReadAsync(other, meter, 1m)).Refusal);
    }

    [Fact]
    public async Task Meters_cost_two_statements_however_many_there_are()
    {
        var (equipment, meter) = await SceneAsync();
        await ReadAsync(equipment, meter, 1m);
        await App.RunAsync((EditMeters use) => use.AddAsync(new() { EquipmentId = equipment.Id, Name = "Cycles", Unit = "cycles" }, default));

        Assert.Equal(2, await App.CountQueriesAsync(() => ListAsync(equipment)));
    }

    private async Task<(Equipment Equipment, Guid Meter)> SceneAsync()
    {
        App.GrantAssets();
        var equipment = await App.AddAsync();
        var added = await App.RunAsync((EditMeters use) => use.AddAsync(new() { EquipmentId = equipment.Id, Name = "Heures de marche", Unit = "h" }, default));
        Assert.Null(added.Refusal);
        return (equipment, added.Value);
    }

    private Task<Result> ReadAsync(Equipment equipment, Guid meter, decimal value, DateTimeOffset? at = null, bool isRestart = false) =>
        App.RunAsync((TakeReading use) => use.AddAsync(new() { EquipmentId = equipment.Id, MeterId = meter, At = at, Value = value, IsRestart = isRestart }, default));

    private Task<Result<MeterList>> ListAsync(Equipment equipment) => App.RunAsync((ReadMeters use) => use.RunAsync(equipment.Id, default));

    private static (string Field, string Code) Error(Result result) => result.Refusal?.Fields is [var error] ? (error.Field, error.Code) : ("", "");
}
