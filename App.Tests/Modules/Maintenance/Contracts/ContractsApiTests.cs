using System.Net;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Modules.Maintenance.Contracts.Consumption;
using OpsFlux.Tests.Kernel.Api;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Contracts;

public sealed class ContractsApiTests(ApiWeb app) : AppTests<ApiWeb>(app), IClassFixture<ApiWeb>
{
    [Fact]
    public async Task A_client_and_its_contract_are_made_changed_and_listed_by_a_program()
    {
        var client = await App.ClientAsync(await App.AddPersonAsync(BuiltInRoles.Administrator));
        var made = await ApiWeb.JsonAsync(await client.AskAsync("POST", "/clients", new { parentId = World.Structure, name = "Laiterie du Gharb", city = "Kénitra" }));
        var structure = made.GetProperty("structureId").GetGuid();

        var created = await client.AskAsync("POST", "/contracts", new { structureId = structure, reference = "LG-7", name = "Maintenance", startsOn = "2026-01-01", endsOn = "2026-12-31", includedHours = 40.5, overrun = "block" });
        var path = $"/contracts/{(await ApiWeb.JsonAsync(created)).GetProperty("number").GetString()}";
        var active = await ApiWeb.JsonAsync(await client.AskAsync("POST", $"{path}/transitions/activate", new { }));
        var listed = await ApiWeb.JsonAsync(await client.AskAsync("GET", $"/contracts?client={structure}&total=true"));

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(("active", 2430m), (active.GetProperty("state").GetString(), active.GetProperty("balances")[0].GetProperty("left").GetDecimal()));
        Assert.Equal(1, listed.GetProperty("total").GetInt32());
        Assert.Equal("422 invalid", await client.AskAsync("POST", "/contracts", new { structureId = structure, reference = "LG-7", name = "Maintenance", startsOn = "2026-01-01", endsOn = "2026-12-31" }).CodeAsync());
        Assert.Empty((await ApiWeb.JsonAsync(await client.AskAsync("GET", $"{path}/statement?month=2026-11"))).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task More_is_granted_a_cost_is_asked_for_and_a_wrong_entry_is_taken_back_by_a_program()
    {
        var client = await App.ClientAsync(await App.AddPersonAsync(BuiltInRoles.Administrator));
        var contract = await App.ContractAsync((await ContractScene.ClientAsync(App)).StructureId);
        var path = $"/contracts/{contract.Id}";

        var granted = await ApiWeb.JsonAsync(await client.AskAsync("POST", $"{path}/pots", new { unit = "minutes", amount = 10, from = "2026-01-01" }));
        Assert.Equal(600m, Left(granted));
        var preview = await ApiWeb.JsonAsync(await client.AskAsync("POST", $"{path}/preview", new { entries = new[] { new { from = "2026-11-17T10:00:00Z", to = "2026-11-17T11:00:00Z" } } }));
        Assert.Equal((600m, 540m), (preview.GetProperty("now")[0].GetProperty("left").GetDecimal(), preview.GetProperty("then")[0].GetProperty("left").GetDecimal()));

        Assert.Null((await App.ConsumeAsync(ContractScene.Work(contract), ContractScene.Worked("2026-11-17 10:00", "2026-11-17 11:00"))).Refusal);
        Assert.Equal(540m, Left(await ApiWeb.JsonAsync(await client.AskAsync("GET", path))));
        var entry = await App.WithDbAsync(db => db.Set<ConsumptionLine>().Where(l => l.ContractId == contract.Id).Select(l => l.EntryId).FirstAsync());
        Assert.Equal("422 invalid", await client.AskAsync("POST", $"{path}/corrections", new { entryId = entry }).CodeAsync());
        Assert.Equal(600m, Left(await ApiWeb.JsonAsync(await client.AskAsync("POST", $"{path}/corrections", new { entryId = entry, reason = "Compté deux fois" }))));

        static decimal Left(System.Text.Json.JsonElement contract) => contract.GetProperty("balances").EnumerateArray().Single(b => b.GetProperty("unit").GetString() == "minutes").GetProperty("left").GetDecimal();
    }

    [Fact]
    public async Task What_another_may_not_see_is_not_found()
    {
        var structure = await App.SaveAsync(Make.Structure());
        var contract = await App.ContractAsync((await ContractScene.ClientAsync(App)).StructureId);
        var client = await App.ClientAsync(await App.AddPersonAsync(BuiltInRoles.Client, structure.Id));

        Assert.Equal("404 not-found", await client.AskAsync("GET", $"/contracts/{contract.Id}").CodeAsync());
        Assert.Empty((await ApiWeb.JsonAsync(await client.AskAsync("GET", $"/contracts?client={structure.Id}"))).GetProperty("items").EnumerateArray());
    }
}
