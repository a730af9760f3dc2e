using Microsoft.Playwright;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Tests.Browser;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Contracts;

/// <summary>A client and its contract by hand, on a phone.</summary>
[Collection(BrowserTests.Name)]
public sealed class ContractPagesTests(BrowserApp app) : BrowserTest(app)
{
    private const int Phone = 360;

    [ChromiumFact]
    public async Task A_client_and_its_contract_are_made_and_activated_on_a_phone()
    {
        var page = await App.SignInAsync(App.World.Manager, "/clients/new", Phone, 800);
        await page.FillAsync("#client-name", "Conserverie Atlas");
        await page.SelectOptionAsync("#client-parent", App.World.Workshop.Id.ToString());
        await page.ClickAsync("button[type=submit].main");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Conserverie Atlas");

        await page.ClickAsync("a[href^='/contracts/new?client=']");
        await page.FillAsync("#contract-reference", "CA-2026-1");
        await page.FillAsync("#contract-name", "Maintenance complète");
        await page.FillAsync("#contract-start", "2026-01-01");
        await page.FillAsync("#contract-end", "2025-12-31");
        await page.ClickAsync("button[type=submit].main");
        await Assertions.Expect(page.Locator("#error-EndsOn")).ToHaveTextAsync("La fin précède le début.");
        await page.FillAsync("#contract-end", "2027-12-31");
        await page.FillAsync("#contract-hours", "40");
        await page.ClickAsync("button[type=submit].main");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Maintenance complète");
        await page.ClickAsync("button:has-text('Activer')");
        await Assertions.Expect(page.Locator(".rechead .st")).ToHaveTextAsync("En cours");

        var number = page.Url[(page.Url.LastIndexOf('/') + 1)..];
        await page.GotoAsync("/contracts");
        await Assertions.Expect(page.Locator($"td.ttl a[href='/contracts/{number}']")).ToContainTextAsync("Maintenance complète");
    }

    [ChromiumFact]
    public async Task No_page_scrolls_sideways_on_a_phone_in_either_language()
    {
        var contract = await MadeAsync();
        foreach (var person in new[] { App.World.Administrator, App.World.English })
        {
            var page = await App.SignInAsync(person, "/contracts?view=All", Phone, 800);
            foreach (var address in new[] { "/clients", "/clients/new", "/contracts?view=All", "/contracts/new", $"/contracts/{contract.Number}", $"/contracts/{contract.Number}/edit", $"/contracts/{contract.Number}/statement?month=2026-11", "/admin/contract-scales", "/admin/contract-scales/new" })
            {
                await page.GotoAsync(address);
                await page.WaitForSelectorAsync("h1");
                await Assertions.Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
                Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, address);
                Assert.DoesNotMatch(@"\b(Contract|Contracts|Client|Clients|Statement|ContractScales)\.[A-Z]", await page.InnerTextAsync("body"));
            }
        }
    }

    private async Task<Contract> MadeAsync()
    {
        var structure = Make.Structure("Minoterie du Nord", App.World.Workshop.Id);
        var client = new OpsFlux.Modules.Maintenance.Clients.Client { Name = structure.Name, StructureId = structure.Id };
        var contract = new Contract { Reference = "MN-1", Name = "Entretien des broyeurs", StructureId = structure.Id, StartsOn = new(2026, 1, 1), EndsOn = new(2027, 12, 31), IncludedMinutes = 6000, IncludedInterventions = 12, State = OpsFlux.Shared.Maintenance.ContractState.Active };
        await App.WithDbAsync(async db =>
        {
            db.Add(structure);
            await db.SaveChangesAsync();
            db.AddRange(client, contract);
            return await db.SaveChangesAsync();
        });
        return contract;
    }
}
