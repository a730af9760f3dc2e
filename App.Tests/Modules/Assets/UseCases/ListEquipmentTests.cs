using OpsFlux.Kernel.Lists;
using OpsFlux.Modules.Assets.Data;
using OpsFlux.Modules.Assets.UseCases;
using OpsFlux.Shared.Assets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Assets.UseCases;

public sealed class ListEquipmentTests(TestApp app) : AppTests(app)
{
    [Theory]
    [InlineData("name")]
    [InlineData("-name")]
    [InlineData("number")]
    [InlineData("-number")]
    [InlineData("next")]
    [InlineData("-next")]
    [InlineData("warranty")]
    [InlineData("-warranty")]
    public async Task Every_order_is_read_page_by_page_without_loss_forwards_and_back(string sort)
    {
        var type = await SceneAsync();
        var address = $"?type={type}&sort={sort}";

        var whole = (await ReadAsync(address, 50)).Rows.Select(r => r.Id).ToList();
        var (walked, back, page) = (new List<Guid>(), new List<Guid>(), await ReadAsync(address, 2));
        for (var last = page; last is not null; last = page.Next is { } next ? page = await ReadAsync($"{address}&after={next}", 2) : null) walked.AddRange(last.Rows.Select(r => r.Id));
        for (var last = page; last is not null; last = page.Previous is { } previous ? page = await ReadAsync($"{address}&before={previous}", 2) : null) back.InsertRange(0, last.Rows.Select(r => r.Id));

        Assert.Equal(5, whole.Count);
        Assert.Equal(whole, walked);
        Assert.Equal(whole, back);
    }

    [Fact]
    public async Task Views_and_filters_show_what_they_say_and_retired_equipment_only_where_it_is_asked_for()
    {
        App.GrantAssets();
        var today = DateOnly.FromDateTime(App.Clock.Now.UtcDateTime);
        var type = (await App.TypeAsync()).Id;
        var site = await App.SaveAsync(Make.Site());
        var plain = await App.AddAsync(r => (r.TypeId, r.Name, r.Maker, r.SerialNumber, r.SiteId) = (type, "Compresseur à vis", "Airvent", "AV37-5502", site.Id));
        var due = await App.AddAsync(r => (r.TypeId, r.NextMaintenanceOn) = (type, today.AddDays(10)));
        var warranty = await App.AddAsync(r => (r.TypeId, r.WarrantyUntil) = (type, today.AddDays(20)));
        var down = await App.AddAsync(r => r.TypeId = type);
        await App.RunAsync((OperateEquipment use) => use.RunAsync(new() { EquipmentId = down.Id, Trigger = OperatingTrigger.BreakDown }, default));
        var retired = await App.AddAsync(r => (r.TypeId, r.LifeCycle) = (type, LifeCycle.Retired));

        Assert.Equal([due.Id], await IdsAsync($"?view=Due&type={type}"));
        Assert.Equal([warranty.Id], await IdsAsync($"?view=Warranty&type={type}"));
        Assert.Equal([down.Id], await IdsAsync($"?view=Down&type={type}"));
        Assert.Equal([down.Id], await IdsAsync($"?state=brokenDown&type={type}"));
        Assert.Equal([plain.Id], await IdsAsync("?q=airvent 5502"));
        Assert.Equal([plain.Id], await IdsAsync($"?site={site.Id}"));
        Assert.DoesNotContain(retired.Id, await IdsAsync($"?type={type}"));
        Assert.Equal([retired.Id], await IdsAsync($"?type={type}&lifecycle=Retired"));
        Assert.Equal(5, (await IdsAsync($"?type={type}&lifecycle=any")).Count);
        var counts = await App.RunAsync((ListEquipment use) => use.CountAsync([ListQuery.Parse($"?view=Down&type={type}"), ListQuery.Parse($"?type={type}"), ListQuery.Parse("?q=x")], default));
        Assert.Equal([1, 4, null], counts.Value!);
    }

    [Theory]
    [InlineData("?view=Nothing", "view")]
    [InlineData("?state=7", "state")]
    [InlineData("?type=x", "type")]
    [InlineData("?sort=colour", "sort")]
    [InlineData("?colour=red", "colour")]
    [InlineData("?after=x", "after")]
    public void What_is_unknown_in_an_address_is_refused_by_name(string address, string name)
    {
        var refused = EquipmentFilter.Parse(ListQuery.Parse(address)).Refusal;

        Assert.Equal((AssetRefusals.UnknownFilter, name), (refused?.Code, refused?.Arguments[0]));
    }

    [Fact]
    public async Task A_page_costs_one_statement_and_a_cursor_of_another_order_is_refused()
    {
        var type = await SceneAsync();
        var filter = EquipmentFilter.Parse(ListQuery.Parse($"?type={type}")).Value!;
        var cursor = (await ReadAsync($"?type={type}", 2)).Next;

        Assert.Equal(1, await App.CountQueriesAsync(() => App.RunAsync((ListEquipment use) => use.RunAsync(filter, 50, default))));
        var other = EquipmentFilter.Parse(ListQuery.Parse($"?type={type}&sort=next&after={cursor}")).Value!;
        Assert.Equal(AssetRefusals.UnknownFilter, (await App.RunAsync((ListEquipment use) => use.RunAsync(other, 2, default))).Refusal?.Code);
    }

    /// <summary>Five of a type of their own, two of which share each key.</summary>
    private async Task<Guid> SceneAsync()
    {
        App.GrantAssets();
        var (type, start) = ((await App.TypeAsync()).Id, new DateOnly(2027, 3, 1));
        for (var i = 0; i < 5; i++)
        {
            var (name, day) = ($"Machine {i / 2}", start.AddDays(i / 2));
            await App.AddAsync(r => (r.TypeId, r.Name, r.NextMaintenanceOn, r.WarrantyUntil) = (type, name, day, day.AddDays(9)));
        }

        return type;
    }

    private async Task<IReadOnlyList<Guid>> IdsAsync(string address) => [.. (await ReadAsync(address, 50)).Rows.Select(r => r.Id)];

    private async Task<ListPage<EquipmentRow>> ReadAsync(string address, int size)
    {
        var filter = EquipmentFilter.Parse(ListQuery.Parse(address));
        Assert.Null(filter.Refusal);
        var page = await App.RunAsync((ListEquipment use) => use.RunAsync(filter.Value!, size, default));   // not refused
        Assert.Null(page.Refusal);
        return page.Value!;   // as above
    }
}
