using Microsoft.Playwright;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Shared.Assets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Browser;

/// <summary>The pages and dialogs of equipment, in both languages, on a desktop and on a phone: axe finds nothing serious, and nothing scrolls sideways.</summary>
[Collection(BrowserTests.Name)]
public sealed class EquipmentTests(BrowserApp app) : BrowserTest(app)
{
    [AxeTheory]
    [InlineData("fr", 360)]
    [InlineData("en", 1440)]
    public async Task No_page_and_no_dialog_has_a_serious_fault(string language, int width)
    {
        var number = await SampleAsync();
        var page = await App.SignInAsync(language == "fr" ? App.World.Administrator : App.World.English, "/equipment", width, 800);
        var faults = new List<string>();
        foreach (var address in new[] { "/equipment", "/equipment?view=Due&q=rien", "/equipment?state=abc", "/equipment/new", $"/equipment/{number}", $"/equipment/{number}/label", "/equipment/EQU-1900-000001", "/admin/equipment-types" })
        {
            await page.GotoAsync(address);
            await page.WaitForSelectorAsync("h1, [role=alert]");
            await Assertions.Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
            faults.AddRange(await FaultsAsync(page, address));
        }

        await page.GotoAsync($"/equipment/{number}");
        await page.WaitForSelectorAsync(".rechead .actions button");
        foreach (var opener in await page.Locator(".rechead .actions button, .part-actions button.danger").AllAsync())
        {
            await opener.ClickAsync();
            await page.WaitForSelectorAsync("dialog[open] h2");
            faults.AddRange(await FaultsAsync(page, await page.Locator("dialog[open] h2").InnerTextAsync()));
            await page.Locator("dialog[open] header button").ClickAsync();
            await Assertions.Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
        }

        Assert.Empty(faults);
    }

    private static async Task<IEnumerable<string>> FaultsAsync(IPage page, string where)
    {
        var faults = await Axe.FaultsAsync(page, where);
        var isWide = await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");
        return isWide ? [.. faults, $"{where} scrolls sideways"] : faults;
    }

    /// <summary>A machine with a component, in the workshop.</summary>
    private Task<string> SampleAsync() => App.WithDbAsync(async db =>
    {
        var type = new EquipmentType { Code = $"press-{Guid.CreateVersion7():n}", Name = "Presse hydraulique", EnglishName = "Hydraulic press" };
        var machine = new Equipment { Name = "Presse hydraulique 250 t de la travée des grands formats", TypeId = type.Id, StructureId = App.World.Workshop.Id, MaintenanceEveryDays = 90, WarrantyUntil = new(2030, 1, 31) };
        machine.Identify("Hydromeca", "HM-250", $"HM250-1187-0000000000-{machine.Id:N}");
        db.AddRange(type, machine, new Equipment { Name = "Groupe hydraulique", TypeId = type.Id, StructureId = machine.StructureId, ParentId = machine.Id, LifeCycle = LifeCycle.InRepair });
        await db.SaveChangesAsync();
        return machine.Number;
    });
}
