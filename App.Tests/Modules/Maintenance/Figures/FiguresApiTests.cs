using OpsFlux.Kernel.Access;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Shared.Assets;
using OpsFlux.Tests.Kernel.Api;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Figures;

public sealed class FiguresApiTests(ApiWeb app) : AppTests<ApiWeb>(app), IClassFixture<ApiWeb>
{
    private const string Year = "?from=2025-01-01&to=2025-12-31";

    [Fact]
    public async Task Figures_are_read_of_all_and_of_one_and_a_figure_that_is_missing_has_no_value()
    {
        var machine = await MachineAsync();
        await App.SaveAsync(new Downtime { EquipmentId = machine.Id, Kind = DowntimeKind.Unplanned, From = new(2025, 3, 1, 8, 0, 0, TimeSpan.Zero), Until = new(2025, 3, 1, 18, 0, 0, TimeSpan.Zero) });
        var quiet = await MachineAsync();
        var client = await App.ClientAsync(await App.AddPersonAsync(BuiltInRoles.Manager));

        var all = await ApiWeb.JsonAsync(await client.AskAsync("GET", "/maintenance/figures" + Year));
        var one = await ApiWeb.JsonAsync(await client.AskAsync("GET", $"/equipment/{machine.Number}/figures{Year}"));
        var none = await ApiWeb.JsonAsync(await client.AskAsync("GET", $"/equipment/{quiet.Id}/figures{Year}"));

        Assert.Equal(2, all.GetProperty("equipment").GetArrayLength());
        var total = one.GetProperty("total");
        Assert.Equal((8760m, 10m, 1), (total.GetProperty("requiredHours").GetDecimal(), total.GetProperty("downHours").GetDecimal(), total.GetProperty("failures").GetInt32()));
        Assert.Equal(("known", 8750m, "hours"), (Of(total, "mtbf").GetProperty("stand").GetString(), Of(total, "mtbf").GetProperty("value").GetDecimal(), Of(total, "mtbf").GetProperty("unit").GetString()));
        Assert.Equal("noFailure", Of(none.GetProperty("total"), "mtbf").GetProperty("stand").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, Of(none.GetProperty("total"), "mtbf").GetProperty("value").ValueKind);
    }

    [Fact]
    public async Task Who_may_not_is_refused_and_what_is_not_there_is_not_found()
    {
        var machine = await MachineAsync();
        var (manager, technician) = (await App.ClientAsync(await App.AddPersonAsync(BuiltInRoles.Manager)), await App.ClientAsync(await App.AddPersonAsync()));

        Assert.Equal("404 not-found", await manager.AskAsync("GET", "/equipment/EQU-1999-000001/figures").CodeAsync());
        Assert.Equal("422 invalid", await manager.AskAsync("GET", "/maintenance/figures?from=yesterday").CodeAsync());
        Assert.Equal("403 forbidden", await technician.AskAsync("GET", "/maintenance/figures").CodeAsync());
        Assert.Equal("403 forbidden", await technician.AskAsync("GET", $"/equipment/{machine.Number}/figures").CodeAsync());
    }

    private async Task<Equipment> MachineAsync()
    {
        var type = await App.SaveAsync(new EquipmentType { Code = $"{Guid.CreateVersion7():N}", Name = "Presse" });
        return await App.SaveAsync(new Equipment { Name = "Presse", TypeId = type.Id, StructureId = World.Structure });
    }

    private static System.Text.Json.JsonElement Of(System.Text.Json.JsonElement total, string figure) => total.GetProperty(figure);
}
