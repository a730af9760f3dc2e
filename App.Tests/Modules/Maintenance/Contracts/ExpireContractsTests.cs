using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Modules.Maintenance.Contracts.Consumption;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Kernel.Jobs;
using OpsFlux.Tests.Support;
using Xunit;
using static OpsFlux.Tests.Modules.Maintenance.Contracts.ContractScene;

namespace OpsFlux.Tests.Modules.Maintenance.Contracts;

/// <summary>What a night does to contracts. The clock stands on 20 November 2026.</summary>
public sealed class ExpireContractsTests(TestApp app) : AppTests(app)
{
    private const string Job = "maintenance.expire-contracts";

    private static readonly DateOnly Today = new(2026, 11, 20);

    [Fact]
    public async Task A_contract_expires_once_its_last_day_is_over()
    {
        var structure = (await App.ClientAsync()).StructureId;
        var (over, last, draft) = (await EndingAsync(structure, Today.AddDays(-1)), await EndingAsync(structure, Today), await EndingAsync(structure, Today.AddDays(-1), ContractState.Draft));

        await App.RunJobAsync(Job);
        await App.RunJobAsync(Job);

        var expired = await App.LoadAsync<Contract>(over.Id);
        Assert.Equal((ContractState.Expired, 1, SystemUser.SystemId), (expired.State, expired.Version, expired.UpdatedBy));
        Assert.Equal((TimelineKind.StateChanged, "Expired"), Assert.Single(await App.TimelineAsync(over.Id)) is var line ? (line.Kind, line.NewValue) : default);
        Assert.Equal(ContractState.Active, (await App.LoadAsync<Contract>(last.Id)).State);
        Assert.Equal(ContractState.Draft, (await App.LoadAsync<Contract>(draft.Id)).State);
    }

    [Fact]
    public async Task One_that_renews_by_itself_begins_another_term_of_the_same_length_with_full_pots()
    {
        var contract = await App.ContractAsync((await App.ClientAsync()).StructureId, c => (c.StartsOn, c.EndsOn, c.RenewsByItself, c.IncludedMinutes) = (new(2024, 11, 1), new(2025, 10, 31), true, 100));
        await App.ConsumeAsync(Work(contract), Worked("2025-10-28 10:00", "2025-10-28 11:00"));

        await App.RunJobAsync(Job);

        var renewed = await App.LoadAsync<Contract>(contract.Id);
        Assert.Equal((ContractState.Active, new DateOnly(2026, 11, 1), new DateOnly(2027, 10, 31), new DateOnly(2024, 11, 1)), (renewed.State, renewed.StartsOn, renewed.EndsOn, renewed.FirstStartsOn!.Value));
        var pots = await App.WithDbAsync(async db => (await ContractPots.ReadAsync(db, [renewed], default))[renewed.Id].ToList());
        Assert.Equal(0m, Assert.Single(pots).Pot.Used);
    }

    [Fact]
    public async Task Ends_and_notices_are_reminded_of_once_at_each_step()
    {
        var structure = (await App.ClientAsync()).StructureId;
        var contract = await App.ContractAsync(structure, c => (c.EndsOn, c.NoticeDays) = (Today.AddDays(60), 45));

        await App.RunJobAsync(Job);
        await App.RunJobAsync(Job);

        Assert.Equal([(15, true), (60, false)], (await RemindersAsync(contract)).Select(r => (r.Days, r.IsNotice)).Order());
        App.Clock.Advance(TimeSpan.FromDays(31));
        await App.RunJobAsync(Job);
        Assert.Equal([(15, true), (29, false), (60, false)], (await RemindersAsync(contract)).Select(r => (r.Days, r.IsNotice)).Order());
    }

    [Fact]
    public async Task Those_of_ours_who_manage_the_contract_are_told_and_nobody_of_the_client()
    {
        var client = await App.ClientAsync();
        var (manager, theirs) = (await App.SaveAsync(Make.User("Salma Idrissi")), await App.SaveAsync(Make.User("Nadia Berrada", client.StructureId)));
        foreach (var person in new[] { manager, theirs })
        {
            var role = await App.WithDbAsync(db => db.Set<Role>().SingleAsync(r => r.Code == BuiltInRoles.Manager));
            await App.SaveAsync(new RoleAssignment { RoleId = role.Id, UserId = person.Id, StructureId = World.Structure, WithSubStructures = true });
        }

        var contract = await EndingAsync(client.StructureId, Today.AddDays(10));
        await App.RunJobAsync(Job);
        await App.DrainEventsAsync();

        var told = await App.WithDbAsync(db => db.Set<Notification>().Where(n => n.RecordId == contract.Id).ToListAsync());
        Assert.Equal(manager.Id, Assert.Single(told).UserId);
    }

    private Task<Contract> EndingAsync(Guid structure, DateOnly on, ContractState state = ContractState.Active) => App.ContractAsync(structure, c => (c.EndsOn, c.State) = (on, state));

    private async Task<IEnumerable<ContractEnding>> RemindersAsync(Contract contract) => (await App.EventsAsync<ContractEnding>()).Where(e => e.ContractId == contract.Id);
}
