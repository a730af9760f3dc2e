using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.Pages;
using OpsFlux.Modules.Assets.Types;
using OpsFlux.Shared.Assets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Assets.Pages;

/// <summary>The pages of equipment as somebody uses them, on a real database.</summary>
public sealed class EquipmentPagesTests(TestApp app) : AppTests(app)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task The_page_shows_states_components_and_steps_and_declares_a_breakdown_once_confirmed()
    {
        await using var context = await ShopAsync();
        var machine = await App.AddAsync(r => (r.Name, r.Maker, r.SerialNumber) = ("Presse 250 t", "Hydromeca", "PAGE-1"));
        var pump = await App.AddAsync(r => (r.Name, r.ParentId) = ("Groupe hydraulique", machine.Id));
        var page = context.Render<EquipmentPage>(p => p.Add(e => e.Number, machine.Number));
        await page.WaitForStateAsync(() => page.FindAll(".rechead").Count == 1 && page.FindAll(".files").Count == 1, Patience);

        Assert.Contains(pump.Name, page.Markup, StringComparison.Ordinal);
        Assert.Contains("Opérationnel", page.Find(".crumb").TextContent, StringComparison.Ordinal);
        await page.FindAll(".actions button").First(b => b.TextContent.StartsWith("Déclarer en panne", StringComparison.Ordinal)).ClickAsync(new());
        Assert.Equal(OperatingState.Operational, (await App.LoadAsync<Equipment>(machine.Id)).State);
        await page.Find("#operate-form").SubmitAsync();

        await page.WaitForStateAsync(() => page.Find(".crumb").TextContent.Contains("En panne", StringComparison.Ordinal), Patience);
        Assert.Equal(OperatingState.BrokenDown, (await App.LoadAsync<Equipment>(machine.Id)).State);
        Assert.Empty(page.FindAll("#operate-form"));
    }

    [Fact]
    public async Task Whoever_may_only_see_is_offered_nothing_else()
    {
        await using var context = await ShopAsync();
        var machine = await App.AddAsync();
        foreach (var permission in new[] { AssetPermissions.Manage, AssetPermissions.Operate, AssetPermissions.Delete, AssetPermissions.Export }) App.User.Revoke(permission);

        var page = context.Render<EquipmentPage>(p => p.Add(e => e.Number, machine.Number));
        await page.WaitForStateAsync(() => page.FindAll(".rechead").Count == 1, Patience);

        Assert.Empty(page.FindAll(".actions button"));
        Assert.Empty(page.FindAll("button.inplace"));
    }

    [Fact]
    public async Task A_taken_serial_number_is_told_beside_its_field()
    {
        await using var context = await ShopAsync();
        var first = await App.AddAsync(r => (r.Maker, r.SerialNumber) = ("Fluidor", "PAGE-2"));
        var page = context.Render<NewEquipment>();
        await page.WaitForStateAsync(() => page.FindAll("#type option").Count > 1, Patience);

        await page.Find("#name").ChangeAsync("Pompe");
        await page.Find("#type").ChangeAsync(first.TypeId.ToString());
        await page.Find("#structure").ChangeAsync(World.Structure.ToString());
        await page.Find("#maker").ChangeAsync("Fluidor");
        await page.Find("#serial").ChangeAsync("page 2");
        await page.Find("form").SubmitAsync();

        await page.WaitForStateAsync(() => page.Find("#error-SerialNumber").TextContent.Contains(first.Number, StringComparison.Ordinal), Patience);
        await page.Find("#serial").ChangeAsync("PAGE-3");
        await page.Find("form").SubmitAsync();
        Assert.Contains("/equipment/EQU-", context.Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_label_and_types_are_shown()
    {
        await using var context = await ShopAsync();
        App.User.Grant(AssetPermissions.Configure, Scope.All);
        var machine = await App.AddAsync(r => r.Name = "Convoyeur 18 m");

        var list = context.Render<EquipmentList>();
        await list.WaitForStateAsync(() => list.Markup.Contains("Convoyeur 18 m", StringComparison.Ordinal), Patience);
        var label = context.Render<EquipmentLabel>(p => p.Add(e => e.Number, machine.Number));
        await label.WaitForStateAsync(() => label.FindAll("svg.qr").Count == 1, Patience);
        var types = context.Render<EquipmentTypesPage>();
        await types.WaitForStateAsync(() => types.FindAll("tbody tr").Count > 0, Patience);

        Assert.Contains($"/equipment/{machine.Number}", label.Find(".address").TextContent, StringComparison.Ordinal);
    }

    private async Task<BunitContext> ShopAsync()
    {
        App.User.As(await App.SaveAsync(Make.User("Chef d’atelier")));
        App.GrantAssets();
        var context = new BunitContext().AddShell(App.User);
        context.Services.AddSingleton<AntiforgeryStateProvider, NoToken>();
        context.Services.AddFallbackServiceProvider(App.Services.CreateAsyncScope().ServiceProvider);
        return context;
    }

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
