using System.Net;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Shared.Assets;
using OpsFlux.Tests.Kernel.Api;
using OpsFlux.Tests.Modules.Maintenance;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Assets.Api;

public sealed class EquipmentApiTests(ApiWeb app) : AppTests<ApiWeb>(app), IClassFixture<ApiWeb>
{
    [Fact]
    public async Task Equipment_goes_from_its_creation_to_its_breakdown_and_its_end()
    {
        var client = await App.ClientAsync(await App.AddPersonAsync(BuiltInRoles.Administrator));
        var type = await App.TypeAsync();

        var made = await client.AskAsync("POST", "/equipment", new { name = "Press 3", typeId = type.Id, structureId = World.Structure, maker = "Hydromeca", serialNumber = "API-1", maintenanceEveryDays = 90 });
        var body = await ApiWeb.JsonAsync(made);
        var (path, tag) = ($"/equipment/{body.GetProperty("number").GetString()}", made.Headers.ETag!.ToString());   // every record has one

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(made.Headers.Location)).StatusCode);
        Assert.Equal("422 invalid", await client.AskAsync("POST", "/equipment", new { name = "Press 4", typeId = type.Id, structureId = World.Structure, maker = "hydromeca", serialNumber = "api 1" }).CodeAsync());
        Assert.Equal("428 api.precondition-required", await client.AskAsync("PATCH", path, new { name = "X1" }).CodeAsync());
        var changed = await client.AskAsync("PATCH", path, new { name = "Press 3b", maintenanceEveryDays = "60", warrantyUntil = "2028-05-01" }, ("If-Match", tag));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(60, (await ApiWeb.JsonAsync(changed)).GetProperty("maintenanceEveryDays").GetInt32());
        Assert.Equal("412 stale", await client.AskAsync("PATCH", path, new { name = "Late" }, ("If-Match", tag)).CodeAsync());

        var steps = (await ApiWeb.JsonAsync(await client.AskAsync("GET", $"{path}/transitions"))).GetProperty("items");
        Assert.Equal("breakDown", Assert.Single(steps.EnumerateArray()).GetProperty("trigger").GetString());
        var broken = await ApiWeb.JsonAsync(await client.AskAsync("POST", $"{path}/transitions/breakDown", new { reason = "No pressure" }));
        Assert.Equal("brokenDown", broken.GetProperty("state").GetString());
        Assert.Equal("409 assets.by-interventions", await client.AskAsync("POST", $"{path}/transitions/startRepair", new { }).CodeAsync());
        Assert.Equal("404 not-found", await client.AskAsync("POST", $"{path}/transitions/explode", new { }).CodeAsync());
        var placed = await ApiWeb.JsonAsync(await client.AskAsync("POST", $"{path}/place", new { location = "Hall B" }));
        Assert.Equal("Hall B", placed.GetProperty("location").GetString());
        var retired = await client.AskAsync("POST", $"{path}/life-cycle", new { lifeCycle = "retired" });
        Assert.Equal(HttpStatusCode.OK, retired.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await client.AskAsync("DELETE", $"{path}?reason=Sold", null, ("If-Match", retired.Headers.ETag!.ToString()))).StatusCode);   // as above
        Assert.Equal("404 not-found", await client.AskAsync("GET", path).CodeAsync());
    }

    [Fact]
    public async Task The_list_is_filtered_and_sorted_by_its_names_and_wrong_ones_are_refused()
    {
        var client = await App.ClientAsync(await App.AddPersonAsync(BuiltInRoles.Administrator));
        var first = await App.EquipmentAsync(name: "Zeta");
        await App.SaveAsync(new Equipment { Name = "Alpha", TypeId = first.TypeId, StructureId = World.Structure });

        var list = await ApiWeb.JsonAsync(await client.AskAsync("GET", $"/equipment?type={first.TypeId}&sort=-name&state=operational&lifecycle=inUse&total=true"));

        Assert.Equal([first.Name, "Alpha"], list.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("name").GetString()));
        Assert.Equal(2, list.GetProperty("total").GetInt32());
        Assert.Equal("422 invalid", await client.AskAsync("GET", "/equipment?state=asleep").CodeAsync());
        Assert.Equal("422 invalid", await client.AskAsync("GET", "/equipment?sort=colour").CodeAsync());
    }

    [Fact]
    public async Task A_client_reaches_its_own_equipment_and_of_anothers_nothing()
    {
        var (a, b) = (await App.SaveAsync(Make.Structure("Client A", kind: StructureKind.Client)), await App.SaveAsync(Make.Structure("Client B", kind: StructureKind.Client)));
        var (own, other) = (await App.EquipmentAsync(a.Id, name: "Own"), await App.EquipmentAsync(b.Id, name: "Other"));
        var client = await App.ClientAsync(await App.AddPersonAsync(BuiltInRoles.Client, a.Id));

        var list = await ApiWeb.JsonAsync(await client.AskAsync("GET", "/equipment"));

        Assert.Equal(own.Id, Assert.Single(list.GetProperty("items").EnumerateArray()).GetProperty("id").GetGuid());
        Assert.Equal(HttpStatusCode.OK, (await client.AskAsync("GET", $"/equipment/{own.Number}")).StatusCode);
        foreach (var path in new[] { "", "/transitions", "/maintenance" }) Assert.Equal("404 not-found", await client.AskAsync("GET", $"/equipment/{other.Id}{path}").CodeAsync());
        Assert.Equal("404 not-found", await client.AskAsync("POST", $"/equipment/{other.Number}/transitions/breakDown", new { }).CodeAsync());
        Assert.Equal("403 forbidden", await client.AskAsync("POST", $"/equipment/{own.Number}/transitions/breakDown", new { }).CodeAsync());
        Assert.Equal("403 forbidden", await client.AskAsync("POST", "/equipment", new { name = "Mine", typeId = own.TypeId, structureId = a.Id }).CodeAsync());
    }
}
