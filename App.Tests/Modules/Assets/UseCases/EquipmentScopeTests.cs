using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Search;
using OpsFlux.Modules.Assets.Data;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.UseCases;
using OpsFlux.Shared.Assets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Assets.UseCases;

/// <summary>A client sees its own equipment, and never another's by any use case.</summary>
public sealed class EquipmentScopeTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_client_lists_finds_and_searches_its_own_equipment_alone()
    {
        var (own, other) = await SceneAsync("Autoclave");

        var listed = await ListAsync("?lifecycle=any&q=Autoclave");
        var searched = await SearchAsync("Autoclave");
        var counted = await App.RunAsync((ListEquipment use) => use.CountAsync(new EquipmentFilter { Search = "Autoclave" }, 100, default));

        Assert.Equal([own.Id], listed.Select(r => r.Id));
        Assert.Equal([own.Number], searched.Select(h => h.Number));
        Assert.Equal(1, counted);
        Assert.Null((await GetAsync(own.Number)).Refusal);
        Assert.Equal(Refusal.NotFound, (await GetAsync(other.Number)).Refusal);
        Assert.Equal(Refusal.NotFound, (await GetAsync(other.Id.ToString())).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((FindEquipment use) => use.RunAsync(other.Number, default))).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((GetEquipment use) => use.WorkAsync(other.Number, default))).Refusal);
        Assert.Empty(await ListAsync($"?structure={other.StructureId}"));
    }

    [Fact]
    public async Task Equipment_out_of_reach_does_not_exist_for_any_act()
    {
        var (own, other) = await SceneAsync("Tour");

        Assert.Equal(Refusal.NotFound, (await App.RunAsync((EditEquipment use) => use.RunAsync(new() { EquipmentId = other.Id, Changes = [new() { Field = nameof(Equipment.Name), Seen = other.Name, Value = "À moi" }] }, default))).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((OperateEquipment use) => use.RunAsync(new() { EquipmentId = other.Id, Trigger = OperatingTrigger.BreakDown }, default))).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((ChangeLifeCycle use) => use.RunAsync(new() { EquipmentId = other.Id, Version = other.Version, LifeCycle = LifeCycle.Retired }, default))).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((MoveEquipment use) => use.RunAsync(new() { EquipmentId = other.Id, Version = other.Version }, default))).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((DeleteEquipment use) => use.RunAsync(new() { EquipmentId = other.Id, Version = other.Version, Reason = "À moi" }, default))).Refusal);
        Assert.Equal(nameof(CreateEquipmentRequest.StructureId), Assert.Single((await App.CreateAsync(r => r.StructureId = other.StructureId)).Refusal!.Fields).Field);
        var below = await App.CreateAsync(r => (r.StructureId, r.ParentId) = (own.StructureId, other.Id));
        Assert.Equal(AssetRefusals.UnknownParent, Assert.Single(below.Refusal!.Fields).Code);
    }

    [Fact]
    public async Task Without_a_permission_nothing_is_answered()
    {
        var (own, _) = await SceneAsync("Pompe");
        foreach (var permission in new[] { AssetPermissions.View, AssetPermissions.Manage, AssetPermissions.Operate, AssetPermissions.Export, AssetPermissions.Delete }) App.User.Revoke(permission);

        Assert.Equal(Refusal.Forbidden, (await GetAsync(own.Number)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ListEquipment use) => use.RunAsync(new(), 10, default))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.CreateAsync()).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ExportEquipment use) => use.RunAsync(new(), "Csv", default))).Refusal);
        Assert.Empty(await App.RunAsync((EquipmentChoices use) => use.TypesAsync(default)));
    }

    [Fact]
    public async Task A_filter_and_an_export_name_no_structure_that_one_may_not_see()
    {
        var (own, other) = await SceneAsync("Convoyeur");

        var named = await App.RunAsync((EquipmentChoices use) => use.StructuresAsync([own.StructureId, other.StructureId], default));
        var (filters, rows) = await App.RunAsync(async (ExportEquipment use) =>
        {
            var exported = (await use.RunAsync(new() { StructureId = other.StructureId }, "Csv", default)).Value!;   // may export
            return (exported.Filters, await exported.Rows.ToListAsync());
        });

        Assert.Equal([own.StructureId], named.Select(c => c.Id));
        Assert.Equal("?", Assert.Single(filters).Value);
        Assert.Empty(rows);
    }

    /// <summary>The same kind of equipment at two clients; the person belongs to the first.</summary>
    private async Task<(Equipment Own, Equipment Other)> SceneAsync(string name)
    {
        var (first, second) = (await App.SaveAsync(Make.Structure("Client A", kind: StructureKind.Client)), await App.SaveAsync(Make.Structure("Client B", kind: StructureKind.Client)));
        App.GrantAssets();
        var own = await App.AddAsync(r => (r.Name, r.StructureId) = ($"{name} A", first.Id));
        var other = await App.AddAsync(r => (r.Name, r.StructureId) = ($"{name} B", second.Id));
        App.GrantAssets(Scope.Structure, first.Id);
        return (own, other);
    }

    private async Task<IReadOnlyList<EquipmentRow>> ListAsync(string address)
    {
        var filter = EquipmentFilter.Parse(ListQuery.Parse(address));
        Assert.Null(filter.Refusal);
        return (await App.RunAsync((ListEquipment use) => use.RunAsync(filter.Value!, 50, default))).Value!.Rows;
    }

    private Task<Result<EquipmentDetails>> GetAsync(string number) => App.RunAsync((GetEquipment use) => use.RunAsync(number, default));

    private async Task<IReadOnlyList<SearchHit>> SearchAsync(string words)
    {
        IReadOnlyList<SearchHit> hits = [];
        await App.RunAsync(async (IEnumerable<ISearchSource> sources) =>
            hits = (await sources.Single(s => s.Code == "equipment").FindAsync(words, ListQuery.Parse(null), 10, default)).Rows);
        return hits;
    }
}
