using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Modules.Maintenance.Technicians;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Modules.Maintenance.Contracts;
using OpsFlux.Tests.Support;
using Xunit;
using static OpsFlux.Shared.Maintenance.InterventionTrigger;

namespace OpsFlux.Tests.Modules.Maintenance.Interventions;

/// <summary>What interventions do to equipment and technicians, one after the other and at one moment.</summary>
public sealed class InterventionEffectsTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_breakdown_is_repaired_and_the_time_down_is_known()
    {
        var (equipment, technician) = (await App.EquipmentAsync(), await App.TechnicianAsync());
        var work = await App.InterventionAsync(equipment, technician, isBreakdown: true);
        Assert.Equal(OperatingState.BrokenDown, await StateAsync(equipment));

        App.Clock.Advance(TimeSpan.FromHours(1));
        await DoneAsync(work.Id, Start);
        Assert.Equal(OperatingState.Maintenance, await StateAsync(equipment));
        Assert.Equal(TechnicianState.Busy, await StateAsync(technician));
        App.Clock.Advance(TimeSpan.FromHours(2));
        await DoneAsync(work.Id, Close);

        Assert.Equal(OperatingState.Operational, await StateAsync(equipment));
        Assert.Equal(TechnicianState.Available, await StateAsync(technician));
        var down = Assert.Single(await DowntimesAsync(equipment));
        Assert.Equal((DowntimeKind.Unplanned, TimeSpan.FromHours(3)), (down.Kind, down.Until - down.From));
    }

    [Fact]
    public async Task A_repair_that_did_not_succeed_is_the_same_failure_still()
    {
        var (equipment, technician) = (await App.EquipmentAsync(), await App.TechnicianAsync());
        var first = await App.InterventionAsync(equipment, technician, isBreakdown: true);
        await DoneAsync(first.Id, Start);
        App.Clock.Advance(TimeSpan.FromHours(1));
        await DoneAsync(first.Id, Close, EquipmentOutcome.BrokenDown);
        Assert.Equal(OperatingState.BrokenDown, await StateAsync(equipment));

        var second = await App.InterventionAsync(equipment, technician);
        await DoneAsync(second.Id, Start);
        App.Clock.Advance(TimeSpan.FromHours(1));
        await DoneAsync(second.Id, Close);

        var down = Assert.Single(await DowntimesAsync(equipment));
        Assert.Equal((DowntimeKind.Unplanned, TimeSpan.FromHours(2)), (down.Kind, down.Until - down.From));
    }

    [Fact]
    public async Task A_problem_found_during_maintenance_is_a_failure_from_then_on()
    {
        var (equipment, technician) = (await App.EquipmentAsync(), await App.TechnicianAsync());
        var work = await App.InterventionAsync(equipment, technician, InterventionType.Preventive);
        await DoneAsync(work.Id, Start);
        App.Clock.Advance(TimeSpan.FromHours(1));
        await DoneAsync(work.Id, Close, EquipmentOutcome.BrokenDown);

        Assert.Equal(
            [(DowntimeKind.Planned, (DateTimeOffset?)App.Clock.Now), (DowntimeKind.Unplanned, null)],
            (await DowntimesAsync(equipment)).Select(d => (d.Kind, d.Until)));
    }

    [Fact]
    public async Task A_pause_frees_the_technician_and_leaves_the_equipment_in_maintenance()
    {
        var (equipment, technician) = (await App.EquipmentAsync(), await App.TechnicianAsync());
        var work = await App.InterventionAsync(equipment, technician);

        await DoneAsync(work.Id, Start);
        await DoneAsync(work.Id, Hold);

        Assert.Equal((OperatingState.Maintenance, TechnicianState.Available), (await StateAsync(equipment), await StateAsync(technician)));
        await DoneAsync(work.Id, Resume);
        Assert.Equal(TechnicianState.Busy, await StateAsync(technician));
        Assert.Equal(2, (await App.LoadAsync<Intervention>(work.Id)).Visits);
    }

    [Fact]
    public async Task Whichever_ends_last_says_what_the_equipment_is_left_as()
    {
        var (equipment, technician) = (await App.EquipmentAsync(), await App.TechnicianAsync());
        var (first, second) = (await App.InterventionAsync(equipment, technician), await App.InterventionAsync(equipment, technician));
        await DoneAsync(first.Id, Start);
        await DoneAsync(second.Id, Start);

        await DoneAsync(first.Id, Close);
        Assert.Equal((OperatingState.Maintenance, TechnicianState.Busy), (await StateAsync(equipment), await StateAsync(technician)));
        await DoneAsync(second.Id, Close, EquipmentOutcome.BeyondRepair);

        Assert.Equal((OperatingState.OutOfService, TechnicianState.Available), (await StateAsync(equipment), await StateAsync(technician)));
        Assert.Equal(AssetRefusals.OutOfService, (await CreateRefusedAsync(equipment)).Code);
    }

    [Fact]
    public async Task Cancelling_the_repair_of_a_breakdown_leaves_it_broken_down()
    {
        var (equipment, technician) = (await App.EquipmentAsync(), await App.TechnicianAsync());
        var work = await App.InterventionAsync(equipment, technician, isBreakdown: true);
        await DoneAsync(work.Id, Start);

        await DoneAsync(work.Id, Cancel);

        Assert.Equal((OperatingState.BrokenDown, TechnicianState.Available), (await StateAsync(equipment), await StateAsync(technician)));
    }

    [Fact]
    public async Task What_was_never_begun_moves_nothing()
    {
        var (equipment, technician) = (await App.EquipmentAsync(), await App.TechnicianAsync());
        var work = await App.InterventionAsync(equipment, technician);

        await DoneAsync(work.Id, Cancel);

        Assert.Equal((OperatingState.Operational, TechnicianState.Available), (await StateAsync(equipment), await StateAsync(technician)));
        Assert.Empty(await DowntimesAsync(equipment));
    }

    [Theory]
    [InlineData(TechnicianTrigger.TakeLeave)]
    [InlineData(TechnicianTrigger.StartTraining)]
    public async Task Who_is_away_cannot_begin_and_nothing_is_left_half_done(TechnicianTrigger away)
    {
        var (equipment, technician) = (await App.EquipmentAsync(), await App.TechnicianAsync());
        var work = await App.InterventionAsync(equipment, technician);
        await App.WithDbAsync(async db =>
        {
            (await db.Set<Technician>().SingleAsync(t => t.Id == technician.Id)).Take(away, App.Clock.Now);
            return await db.SaveChangesAsync();
        });

        var refused = await App.StepAsync(work.Id, Start);

        Assert.Equal(MaintenanceRefusals.TechnicianAway, refused.Refusal?.Code);
        Assert.Equal(OperatingState.Operational, await StateAsync(equipment));
        Assert.Equal(InterventionState.Open, (await App.LoadAsync<Intervention>(work.Id)).State);
    }

    [Fact]
    public async Task Without_a_technician_nothing_begins()
    {
        var work = await App.InterventionAsync(await App.EquipmentAsync(), lead: null);

        Assert.Equal(MaintenanceRefusals.NoTechnician, (await App.StepAsync(work.Id, Start)).Refusal?.Code);
    }

    [Theory]
    [InlineData(new[] { Start }, new[] { Start, Resume })]
    [InlineData(new InterventionTrigger[0], new[] { Hold, Resume, Close })]
    [InlineData(new[] { Start, Close }, new[] { Start, Hold, Resume, Close, Cancel })]
    [InlineData(new[] { Cancel }, new[] { Start, Hold, Resume, Close, Cancel })]
    [InlineData(new[] { Start, Hold }, new[] { Start, Hold, Close })]
    public async Task No_other_step_is_possible(InterventionTrigger[] way, InterventionTrigger[] refused)
    {
        var work = await App.InterventionAsync(await App.EquipmentAsync(), await App.TechnicianAsync());
        foreach (var step in way) await DoneAsync(work.Id, step);

        foreach (var step in refused) Assert.Equal("transition-not-allowed", (await App.StepAsync(work.Id, step)).Refusal?.Code);
    }

    [Fact]
    public async Task Running_work_that_changes_hands_takes_the_state_along()
    {
        var (equipment, first, second) = (await App.EquipmentAsync(), await App.TechnicianAsync(), await App.TechnicianAsync());
        var work = await App.InterventionAsync(equipment, first);
        await DoneAsync(work.Id, Start);

        Assert.Null((await AssignAsync(work.Id, second.UserId)).Refusal);

        Assert.Equal((TechnicianState.Available, TechnicianState.Busy), (await StateAsync(first), await StateAsync(second)));
        Assert.Equal(MaintenanceRefusals.NoTechnician, (await AssignAsync(work.Id, null)).Refusal?.Code);
    }

    [Fact]
    public async Task Closing_preventive_work_writes_the_next_day_and_no_edit_gets_a_false_conflict()
    {
        var (equipment, technician) = (await App.EquipmentAsync(everyDays: 30), await App.TechnicianAsync());
        var work = await App.InterventionAsync(equipment, technician, InterventionType.Preventive);
        var before = (await App.LoadAsync<Equipment>(equipment.Id)).Version;

        await DoneAsync(work.Id, Start);
        await DoneAsync(work.Id, Close);

        var after = await App.LoadAsync<Equipment>(equipment.Id);
        Assert.Equal(new DateOnly(2026, 12, 20), after.NextMaintenanceOn);
        Assert.Equal(before, after.Version);
        Assert.Equal(DowntimeKind.Planned, Assert.Single(await DowntimesAsync(equipment)).Kind);
    }

    [Fact]
    public async Task Closing_counts_the_working_time_on_the_contract_or_is_refused_whole()
    {
        var (equipment, technician) = (await App.EquipmentAsync(), await App.TechnicianAsync());
        var wide = await App.ContractAsync(World.Structure, c => (c.IncludedMinutes, c.Overrun) = (600, OverrunPolicy.Block));
        var narrow = await App.ContractAsync(World.Structure, c => (c.IncludedMinutes, c.Overrun) = (10, OverrunPolicy.Block));
        var (counted, refused) = (await BegunAsync(equipment, technician, wide), await BegunAsync(equipment, technician, narrow));
        App.Clock.Advance(TimeSpan.FromMinutes(90));

        Assert.Equal("contracts.exhausted", (await CloseAsync(refused, FakeClock.Start, App.Clock.Now)).Refusal?.Code);
        Assert.Null((await CloseAsync(counted, FakeClock.Start, App.Clock.Now)).Refusal);

        Assert.All(await App.LinesAsync(wide), line => Assert.Equal(counted, line.InterventionId));
        Assert.NotEmpty(await App.LinesAsync(wide));
        Assert.Empty(await App.LinesAsync(narrow));
        Assert.Equal(InterventionState.InProgress, (await App.LoadAsync<Intervention>(refused)).State);
        Assert.Equal((OperatingState.Maintenance, TechnicianState.Busy), (await StateAsync(equipment), await StateAsync(technician)));
        Assert.Equal("WorkedUntil", Assert.Single((await CloseAsync(refused, App.Clock.Now, FakeClock.Start)).Refusal!.Fields).Field);
    }

    /// <summary>Two interventions on one equipment by one technician, each with a step at the same moment, in every pair of steps.</summary>
    [Theory]
    [InlineData(Start, Start)]
    [InlineData(Start, Close)]
    [InlineData(Start, Cancel)]
    [InlineData(Start, Hold)]
    [InlineData(Close, Close)]
    [InlineData(Close, Hold)]
    [InlineData(Close, Cancel)]
    [InlineData(Close, Resume)]
    [InlineData(Hold, Hold)]
    [InlineData(Hold, Cancel)]
    [InlineData(Hold, Resume)]
    [InlineData(Resume, Resume)]
    [InlineData(Resume, Cancel)]
    [InlineData(Cancel, Cancel)]
    public async Task Two_steps_at_one_moment_end_as_if_one_had_come_after_the_other(InterventionTrigger one, InterventionTrigger other)
    {
        for (var round = 0; round < 6; round++)
        {
            var (equipment, technician) = (await App.EquipmentAsync(), await App.TechnicianAsync());
            var (a, b) = (await ReadyAsync(equipment, technician, one), await ReadyAsync(equipment, technician, other));

            var results = await Task.WhenAll(Task.Run(() => App.StepAsync(a.Id, one)), Task.Run(() => App.StepAsync(b.Id, other)));

            Assert.All(results, r => Assert.Null(r.Refusal));
            InterventionState[] states = [(await App.LoadAsync<Intervention>(a.Id)).State, (await App.LoadAsync<Intervention>(b.Id)).State];
            var goesOn = states.Any(s => s is InterventionState.InProgress or InterventionState.OnHold);
            Assert.Equal(goesOn ? OperatingState.Maintenance : OperatingState.Operational, await StateAsync(equipment));
            Assert.Equal(states.Contains(InterventionState.InProgress) ? TechnicianState.Busy : TechnicianState.Available, await StateAsync(technician));
            Assert.InRange((await DowntimesAsync(equipment)).Count(d => d.Until is null), 0, goesOn ? 1 : 0);
        }
    }

    private async Task<Guid> BegunAsync(Equipment equipment, Technician technician, Contract contract)
    {
        var work = await App.InterventionAsync(equipment, technician, contract: contract.Id);
        await DoneAsync(work.Id, Start);
        return work.Id;
    }

    private async Task<Result> CloseAsync(Guid id, DateTimeOffset from, DateTimeOffset until)
    {
        var version = (await App.LoadAsync<Intervention>(id)).Version;
        return await App.RunAsync<MoveIntervention, Result>(use => use.RunAsync(
            new() { InterventionId = id, Version = version, Trigger = Close, Report = "Joint remplacé", WorkedFrom = from, WorkedUntil = until }, default));
    }

    /// <summary>As it has to stand for the step to be possible.</summary>
    private async Task<Intervention> ReadyAsync(Equipment equipment, Technician technician, InterventionTrigger step)
    {
        var work = await App.InterventionAsync(equipment, technician);
        if (step != Start) await DoneAsync(work.Id, Start);
        if (step == Resume) await DoneAsync(work.Id, Hold);
        return work;
    }

    private async Task DoneAsync(Guid id, InterventionTrigger step, EquipmentOutcome? outcome = null) => Assert.Null((await App.StepAsync(id, step, outcome)).Refusal);

    private async Task<Result> AssignAsync(Guid id, Guid? lead)
    {
        var version = (await App.LoadAsync<Intervention>(id)).Version;
        return await App.RunAsync<AssignIntervention, Result>(use => use.RunAsync(new() { InterventionId = id, Version = version, LeadId = lead }, default));
    }

    private async Task<Refusal> CreateRefusedAsync(Equipment equipment)
    {
        var answer = await App.RunAsync<CreateIntervention, Result<CreatedIntervention>>(use => use.RunAsync(new() { Title = "Encore une", EquipmentId = equipment.Id }, default));
        return answer.Refusal ?? throw new InvalidOperationException("It was created.");
    }

    private async Task<OperatingState> StateAsync(Equipment equipment) => (await App.LoadAsync<Equipment>(equipment.Id)).State;

    private async Task<TechnicianState> StateAsync(Technician technician) => (await App.LoadAsync<Technician>(technician.Id)).State;

    private Task<List<Downtime>> DowntimesAsync(Equipment equipment) =>
        App.WithDbAsync(db => db.Set<Downtime>().AsNoTracking().Where(d => d.EquipmentId == equipment.Id).OrderBy(d => d.From).ToListAsync());
}
