using System.Net;
using OpsFlux.Kernel.Access;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Kernel.Api;
using OpsFlux.Tests.Modules.Maintenance.Checklists;
using OpsFlux.Tests.Support;
using Xunit;
using static OpsFlux.Tests.Modules.Maintenance.Checklists.ChecklistScene;

namespace OpsFlux.Tests.Modules.Maintenance.Interventions.Work;

/// <summary>What is done on the spot, by a program.</summary>
public sealed class OnSiteApiTests(ApiWeb app) : AppTests<ApiWeb>(app), IClassFixture<ApiWeb>
{
    [Fact]
    public async Task Times_parts_and_points_of_an_intervention_are_kept_by_a_program()
    {
        var equipment = await App.EquipmentAsync();
        var list = await App.ChecklistAsync(equipment.TypeId, null, Measure("Pression", 2, 6));
        var technician = await App.TechnicianAsync(await App.AddPersonAsync());
        var work = await App.InterventionAsync(equipment, technician);
        var client = await App.ClientAsync(await App.AddPersonAsync(BuiltInRoles.Administrator));
        var path = $"/interventions/{work.Number}";

        var time = await client.AskAsync("POST", $"{path}/times", new { personId = technician.UserId, from = "2026-11-19T08:00:00Z", until = "2026-11-19T09:30:00Z", travelKilometres = 12 });
        var part = await client.AskAsync("POST", $"{path}/parts", new { name = "Joint 40", quantity = 2, unitPrice = 18.5 });
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (time.StatusCode, part.StatusCode));
        Assert.Equal("422 invalid", await client.AskAsync("POST", $"{path}/times", new { personId = technician.UserId, from = "2026-11-19T09:00:00Z", until = "2026-11-19T10:00:00Z" }).CodeAsync());
        var costs = (await ApiWeb.JsonAsync(await client.AskAsync("GET", path))).GetProperty("costs");
        Assert.Equal((37m, technician.Name), (costs.GetProperty("total").GetDecimal(), costs.GetProperty("unknownRates")[0].GetString()));

        var check = (await ApiWeb.JsonAsync(await client.AskAsync("GET", $"{path}/checks"))).GetProperty("items").EnumerateArray().Single(c => c.GetProperty("text").GetString() == "Pression");
        var address = $"{path}/checks/{check.GetProperty("id").GetGuid()}";
        Assert.Equal("428 api.precondition-required", await client.AskAsync("PUT", address, new { value = 9 }).CodeAsync());
        var tag = (await client.AskAsync("GET", address)).Headers.ETag!.Tag;   // every read has one
        Assert.Equal(HttpStatusCode.NoContent, (await client.AskAsync("PUT", address, new { value = 9 }, ("If-Match", tag))).StatusCode);
        Assert.Equal("412 stale", await client.AskAsync("PUT", address, new { value = 3 }, ("If-Match", tag)).CodeAsync());
        var answered = await ApiWeb.JsonAsync(await client.AskAsync("GET", address));
        Assert.Equal("failed", answered.GetProperty("result").GetString());
        Assert.StartsWith("TIC-", answered.GetProperty("request").GetString(), StringComparison.Ordinal);

        Assert.Equal("409 maintenance.checklist-there", await client.AskAsync("POST", $"{path}/checks", new { checklistId = list }).CodeAsync());
        Assert.Contains((await ApiWeb.JsonAsync(await client.AskAsync("GET", "/maintenance-checklists"))).GetProperty("items").EnumerateArray(), c => c.GetProperty("id").GetGuid() == list);
        foreach (var (kind, made) in new[] { ("times", time), ("parts", part) })
        {
            Assert.Equal(HttpStatusCode.NoContent, (await client.AskAsync("DELETE", $"{path}/{kind}/{(await ApiWeb.JsonAsync(made)).GetProperty("id").GetGuid()}")).StatusCode);
            Assert.Empty((await ApiWeb.JsonAsync(await client.AskAsync("GET", $"{path}/{kind}"))).GetProperty("items").EnumerateArray());
        }
    }

    [Fact]
    public async Task A_client_reads_its_own_without_costs_and_nothing_of_another()
    {
        var (ours, theirs) = (await App.SaveAsync(Make.Structure("Client A")), await App.SaveAsync(Make.Structure("Client B")));
        var (mine, other) = (await App.InterventionAsync(await App.EquipmentAsync(ours.Id), lead: null), await App.InterventionAsync(await App.EquipmentAsync(theirs.Id), lead: null));
        await App.AddPartAsync(mine.Id, "Joint 40", price: 18.5m);
        var client = await App.ClientAsync(await App.AddPersonAsync(BuiltInRoles.Client, ours.Id));

        foreach (var kind in new[] { "times", "parts", "checks" })
        {
            Assert.Equal(HttpStatusCode.OK, (await client.AskAsync("GET", $"/interventions/{mine.Number}/{kind}")).StatusCode);
            Assert.Equal("404 not-found", await client.AskAsync("GET", $"/interventions/{other.Number}/{kind}").CodeAsync());
        }

        Assert.DoesNotContain("18.5", await (await client.AskAsync("GET", $"/interventions/{mine.Number}/parts")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False((await ApiWeb.JsonAsync(await client.AskAsync("GET", $"/interventions/{mine.Number}"))).TryGetProperty("costs", out var costs) && costs.ValueKind != System.Text.Json.JsonValueKind.Null);
        Assert.StartsWith("403", await client.AskAsync("POST", $"/interventions/{mine.Number}/parts", new { name = "Vis", quantity = 1 }).CodeAsync(), StringComparison.Ordinal);
        Assert.StartsWith("403", await client.AskAsync("GET", "/maintenance-checklists").CodeAsync(), StringComparison.Ordinal);
    }
}
