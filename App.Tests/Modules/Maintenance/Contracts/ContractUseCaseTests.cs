using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Clients;
using OpsFlux.Modules.Maintenance.Clients.UseCases;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Modules.Maintenance.Contracts.Rates;
using OpsFlux.Modules.Maintenance.Contracts.Scales;
using OpsFlux.Modules.Maintenance.Contracts.UseCases;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Support;
using Xunit;
using static OpsFlux.Tests.Modules.Maintenance.Contracts.ContractScene;

namespace OpsFlux.Tests.Modules.Maintenance.Contracts;

public sealed class ContractUseCaseTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_client_is_added_with_its_structure_and_a_contract_with_it_activated_and_terminated()
    {
        App.User.Keeps();
        var client = await SaveClientAsync(new() { Name = "Huilerie du Souss", ParentId = World.Structure, City = "Agadir" });
        var structure = (await App.LoadAsync<Client>(client.Value!.Id)).StructureId;
        Assert.Equal((StructureKind.Client, World.Structure, "Huilerie du Souss"), await App.LoadAsync<Structure>(structure) is var s ? (s.Kind, s.ParentId!.Value, s.Name) : default);

        var saved = await SaveAsync(Request(structure, "HS-1"));
        Assert.Null(saved.Refusal);
        Assert.Null((await MoveAsync(saved.Value!.Id, ContractTrigger.Activate)).Refusal);
        Assert.Equal("reason", (await MoveAsync(saved.Value.Id, ContractTrigger.Terminate)).Refusal!.Fields[0].Field.ToLowerInvariant());
        Assert.Null((await MoveAsync(saved.Value.Id, ContractTrigger.Terminate, "Cession")).Refusal);
        Assert.Equal("transition-not-allowed", (await MoveAsync(saved.Value.Id, ContractTrigger.Activate)).Refusal?.Code);

        var contract = await App.LoadAsync<Contract>(saved.Value.Id);
        Assert.Equal((ContractState.Terminated, new DateOnly(2026, 11, 20), 2400), (contract.State, contract.EndedOn!.Value, contract.IncludedMinutes!.Value));
        Assert.Equal(ContractRefusals.IsOver, (await SaveAsync(Request(structure, "HS-1", contract))).Refusal?.Code);
    }

    [Fact]
    public async Task Nobody_expires_a_contract_by_hand()
    {
        App.User.Keeps();
        var contract = await App.ContractAsync((await App.ClientAsync()).StructureId);

        Assert.Equal(Refusal.Forbidden, (await MoveAsync(contract.Id, ContractTrigger.Expire)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await MoveAsync(contract.Id, ContractTrigger.Renew)).Refusal);
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field()
    {
        App.User.Keeps();
        var (client, other) = (await App.ClientAsync(), await App.ClientAsync("Minoterie"));
        var site = await App.SaveAsync(Make.Site(structure: other.StructureId));
        await App.ContractAsync(client.StructureId, c => c.Reference = "PRISE");

        Assert.Equal("Reference name-taken", await WrongAsync(Request(client.StructureId, "PRISE")));
        Assert.Equal("SiteIds unknown-value", await WrongAsync(Request(client.StructureId, "X-1"), r => r.SiteIds = [site.Id]));
        Assert.Equal("EquipmentIds unknown-value", await WrongAsync(Request(client.StructureId, "X-1"), r => r.EquipmentIds = [Guid.CreateVersion7()]));
        Assert.Equal("ScaleId unknown-value", await WrongAsync(Request(client.StructureId, "X-1"), r => r.ScaleId = Guid.CreateVersion7()));
        Assert.Equal("EndsOn ends-before-start", await WrongAsync(Request(client.StructureId, "X-1"), r => r.EndsOn = new(2025, 1, 1)));
        Assert.Equal("StructureId unknown-value", await WrongAsync(Request(Guid.CreateVersion7(), "X-1")));
    }

    [Fact]
    public async Task Client_A_never_sees_client_B()
    {
        var (a, b) = (await App.ClientAsync("Alpha"), await App.ClientAsync("Bêta"));
        var (mine, theirs) = (await App.ContractAsync(a.StructureId), await App.ContractAsync(b.StructureId));
        App.User.Grant(MaintenancePermissions.ViewClients, Scope.Structure, a.StructureId).Grant(MaintenancePermissions.ViewContracts, Scope.Structure, a.StructureId);

        Assert.Equal([mine.Id], (await ListAsync("?view=All")).Rows.Select(r => r.Contract.Id));
        Assert.Equal([1], await App.RunAsync<ListContracts, IReadOnlyList<int>>(use => use.CountAsync([ContractView.All], default)));
        Assert.Equal(Refusal.NotFound, (await GetAsync(theirs.Number)).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync<GetClient, Result<ClientDetails>>(use => use.RunAsync(b.Number, default))).Refusal);
        Assert.Equal([a.Id], (await App.RunAsync<ListClients, Result<ListPage<ClientRow>>>(use => use.RunAsync(new(), 50, default))).Value!.Rows.Select(r => r.Client.Id));
        Assert.Equal(Refusal.Forbidden, (await SaveAsync(Request(a.StructureId, "Y-1"))).Refusal);
    }

    [Fact]
    public async Task The_list_costs_as_much_for_one_contract_as_for_thirty()
    {
        var structure = (await App.ClientAsync("Trente")).StructureId;
        App.User.Grant(MaintenancePermissions.ViewContracts, Scope.Structure, structure);
        await App.ContractAsync(structure, c => c.IncludedMinutes = 60);
        var one = await App.CountQueriesAsync(() => ListAsync("?view=All"));
        for (var i = 0; i < 29; i++) await App.ContractAsync(structure, c => c.IncludedMinutes = 60);

        Assert.Equal(one, await App.CountQueriesAsync(() => ListAsync("?view=All")));
        Assert.Equal(30, (await ListAsync("?view=All")).Rows.Count);
    }

    [Fact]
    public async Task Pages_follow_one_another_in_both_orders()
    {
        var structure = (await App.ClientAsync("Pages")).StructureId;
        App.User.Grant(MaintenancePermissions.ViewContracts, Scope.Structure, structure);
        for (var day = 1; day <= 5; day++) await App.ContractAsync(structure, c => c.EndsOn = new(2026, 12, day));

        foreach (var sort in new[] { "end", "-end", "number", "-number" })
        {
            var all = (await ListAsync($"?sort={sort}")).Rows.Select(r => r.Contract.Id).ToList();
            var first = await ListAsync($"?sort={sort}", 2);
            var second = await ListAsync($"?sort={sort}&after={first.Next}", 2);
            Assert.Equal(all.Take(4), first.Rows.Concat(second.Rows).Select(r => r.Contract.Id));
            Assert.Equal(all.Take(2), (await ListAsync($"?sort={sort}&before={second.Previous}", 2)).Rows.Select(r => r.Contract.Id));
        }
    }

    [Fact]
    public async Task A_scale_counts_from_its_day_on_and_what_was_before_it_by_the_former_version()
    {
        App.User.Keeps();
        var first = new SaveScaleRequest { Name = "Barème 2026", ZoneId = "Africa/Casablanca", ValidFrom = new(2026, 1, 1), SlotMinutes = 15 };
        var id = (await SaveScaleAsync(first)).Value;
        var second = (await App.RunAsync<SaveScale, Result<ScaleDetails>>(use => use.OneAsync(id, default))).Value!.Form;
        (second.ValidFrom, second.SlotMinutes) = (new(2026, 7, 1), 60);
        Assert.Null((await SaveScaleAsync(second)).Refusal);
        var contract = await App.ContractAsync((await App.ClientAsync()).StructureId, c => (c.IncludedMinutes, c.ScaleId) = (600, id));

        await App.ConsumeAsync(Work(contract), Worked("2026-06-30 10:00", "2026-06-30 10:10"), Worked("2026-07-01 10:00", "2026-07-01 10:10"));

        Assert.Equal([15m, 60m], (await App.LinesAsync(contract)).Select(l => l.Units));
        Assert.Equal(Refusal.Stale, (await SaveScaleAsync(second)).Refusal);
        Assert.Contains((await SaveScaleAsync(new() { Name = "Points", ZoneId = "Africa/Casablanca", ValidFrom = new(2026, 1, 1), Unit = RateUnit.Points })).Refusal!.Fields, f => f.Code == "contracts.rate-for-all");
    }

    [Fact]
    public async Task There_is_one_main_contact()
    {
        App.User.Keeps();
        var client = await App.ClientAsync("Contacts");
        foreach (var (name, isMain) in new[] { ("Nadia Berrada", false), ("Omar Fassi", true) })
            Assert.Null((await App.RunAsync<EditContacts, Result>(use => use.SaveAsync(new() { ClientId = client.Id, Name = name, IsMain = isMain }, default))).Refusal);

        var details = (await App.RunAsync<GetClient, Result<ClientDetails>>(use => use.RunAsync(client.Number, default))).Value!;

        Assert.Equal([("Omar Fassi", true), ("Nadia Berrada", false)], details.Contacts.Select(c => (c.Name, c.IsMain)));
    }

    private static SaveContractRequest Request(Guid structure, string reference, Contract? standing = null) => new()
    {
        Id = standing?.Id, Version = standing?.Version ?? 0, StructureId = structure, Reference = reference, Name = "Maintenance", StartsOn = new(2026, 1, 1), EndsOn = new(2026, 12, 31), IncludedHours = 40,
    };

    private async Task<string> WrongAsync(SaveContractRequest request, Action<SaveContractRequest>? change = null)
    {
        change?.Invoke(request);
        var refusal = (await SaveAsync(request)).Refusal;
        return refusal is { Fields: [var field] } ? $"{field.Field} {field.Code}" : refusal?.Code ?? "saved";
    }

    private Task<Result<SavedClient>> SaveClientAsync(SaveClientRequest request) => App.RunAsync<SaveClient, Result<SavedClient>>(use => use.RunAsync(request, default));

    private Task<Result<SavedContract>> SaveAsync(SaveContractRequest request) => App.RunAsync<SaveContract, Result<SavedContract>>(use => use.RunAsync(request, default));

    private Task<Result<Guid>> SaveScaleAsync(SaveScaleRequest request) => App.RunAsync<SaveScale, Result<Guid>>(use => use.RunAsync(request, default));

    private Task<Result<ContractDetails>> GetAsync(string number) => App.RunAsync<GetContract, Result<ContractDetails>>(use => use.RunAsync(number, default));

    private async Task<ListPage<ContractRow>> ListAsync(string address, int size = 50) =>
        (await App.RunAsync<ListContracts, Result<ListPage<ContractRow>>>(use => use.RunAsync(ContractFilter.Parse(ListQuery.Parse(address)).Value!, size, default))).Value!;

    private async Task<Result> MoveAsync(Guid id, ContractTrigger trigger, string? reason = null)
    {
        var version = (await App.LoadAsync<Contract>(id)).Version;
        return await App.RunAsync<MoveContract, Result>(use => use.RunAsync(new() { ContractId = id, Version = version, Trigger = trigger, Reason = reason }, default));
    }
}
