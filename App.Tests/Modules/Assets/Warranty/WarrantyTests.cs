using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Events;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.Warranty;
using OpsFlux.Shared.Assets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Assets.Warranty;

public sealed class WarrantyTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task An_end_is_announced_once_within_thirty_days_and_again_when_it_is_put_off()
    {
        App.GrantAssets();
        var today = DateOnly.FromDateTime(App.Clock.Now.UtcDateTime);
        var soon = await App.AddAsync(r => r.WarrantyUntil = today.AddDays(30));
        var later = await App.AddAsync(r => r.WarrantyUntil = today.AddDays(31));
        var over = await App.AddAsync(r => r.WarrantyUntil = today.AddDays(-1));

        await RunAsync();
        await RunAsync();
        var first = await ToldAsync(soon, later, over);
        await App.WithDbAsync(db => db.Set<Equipment>().Where(e => e.Id == soon.Id).ExecuteUpdateAsync(set => set.SetProperty(e => e.WarrantyUntil, today.AddDays(20))));
        await RunAsync();

        Assert.Equal([soon.Id], first);
        Assert.Equal([soon.Id, soon.Id], await ToldAsync(soon, later, over));
        Assert.Equal(soon.Version, (await App.LoadAsync<Equipment>(soon.Id)).Version);
    }

    [Fact]
    public async Task What_is_retired_is_not_announced()
    {
        App.GrantAssets();
        var equipment = await App.AddAsync(r => r.WarrantyUntil = DateOnly.FromDateTime(App.Clock.Now.UtcDateTime).AddDays(3));
        await App.WithDbAsync(db => db.Set<Equipment>().Where(e => e.Id == equipment.Id).ExecuteUpdateAsync(set => set.SetProperty(e => e.LifeCycle, LifeCycle.Retired)));

        await RunAsync();

        Assert.Empty(await ToldAsync(equipment));
    }

    private Task RunAsync() => App.RunAsync((WarnOfWarranties job) => job.RunAsync(default));

    private Task<List<Guid>> ToldAsync(params Equipment[] equipment)
    {
        Guid[] ids = [.. equipment.Select(e => e.Id)];
        return App.WithDbAsync(db => db.Set<EventRow>().Where(e => e.Name == "assets.warranty.ending" && ids.Contains(e.RecordId)).OrderBy(e => e.Id).Select(e => e.RecordId).ToListAsync());
    }
}
