using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Technicians;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Browser;

/// <summary>The pages of those who are not at a desk, with something on them: a client's portal and a technician's day.</summary>
[Collection(BrowserTests.Name)]
public sealed class PortalAccessibilityTests(BrowserApp app) : BrowserTest(app)
{
    private static readonly int[] Widths = [360, 1440];

    [AxeTheory]
    [InlineData("fr")]
    [InlineData("en")]
    public async Task A_clients_pages_have_no_serious_fault(string language)
    {
        var (client, machine) = await ClientAsync();
        var person = await App.AddPersonAsync($"omar.tazi.c{client.Code.ToLowerInvariant()}", "Omar Tazi", BuiltInRoles.Client, client.Id, language);
        var page = await App.SignInAsync(person, "/portal", 360, 800);

        Assert.Empty(await FaultsAsync(page, "/portal", "/portal/request", $"/portal/request?equipment={machine.Number}", $"/equipment/{machine.Number}"));
    }

    [AxeTheory]
    [InlineData(360)]
    [InlineData(1440)]
    public async Task A_technicians_day_has_no_serious_fault(int openedAt)
    {
        var (client, machine) = await ClientAsync();
        var lead = App.World.Technician.User;
        await App.WithDbAsync(async db =>
        {
            if (!await db.Set<Technician>().AnyAsync(t => t.UserId == lead.Id)) db.Add(new Technician { UserId = lead.Id, Name = lead.DisplayName, StructureId = lead.StructureId });
            var work = Intervention.Create(new() { Title = "Fuite sur le vérin principal", EquipmentId = machine.Id, PlannedAt = TimeProvider.System.GetUtcNow() }, lead.Id, client.Id, TimeProvider.System.GetUtcNow());
            work.AssignTo(lead.Id, reason: null);
            db.Add(work);
            return await db.SaveChangesAsync();
        });
        var page = await App.SignInAsync(App.World.Technician, "/day", openedAt, 800);

        Assert.Empty(await FaultsAsync(page, "/day", "/day?day=2026-01-01"));
    }

    private static async Task<List<string>> FaultsAsync(IPage page, params string[] addresses)
    {
        var faults = new List<string>();
        foreach (var address in addresses)
        {
            await page.GotoAsync(address);
            await page.WaitForSelectorAsync("h1");
            await Assertions.Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
            foreach (var width in Widths)
            {
                await page.SetViewportSizeAsync(width, 800);
                faults.AddRange(await Axe.FaultsAsync(page, $"{address} ({width})"));
                if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0) faults.Add($"{address} ({width}): scrolls sideways");
            }
        }

        return faults;
    }

    private async Task<(Structure Client, Equipment Machine)> ClientAsync()
    {
        var client = Make.Structure("Conserves Oued Nour", Support.World.Structure, StructureKind.Client);
        var type = new EquipmentType { Code = $"type-{client.Code.ToLowerInvariant()}", Name = "Autoclave" };
        var machine = new Equipment { Name = "Autoclave de stérilisation n° 1", TypeId = type.Id, StructureId = client.Id, NextMaintenanceOn = new(2027, 1, 12) };
        await App.WithDbAsync(async db =>
        {
            db.AddRange(client, type, machine);
            await db.SaveChangesAsync();
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            db.Add(new Contract { Reference = $"CM-{client.Code}", Name = "Maintenance complète", StructureId = client.Id, State = ContractState.Active, StartsOn = today.AddDays(-30), EndsOn = today.AddDays(300), IncludedMinutes = 2400 });
            db.Add(Intervention.Create(new() { Title = "Révision de l’autoclave", EquipmentId = machine.Id }, Support.World.Alice, client.Id, TimeProvider.System.GetUtcNow()));
            return await db.SaveChangesAsync();
        });
        return (client, machine);
    }
}
