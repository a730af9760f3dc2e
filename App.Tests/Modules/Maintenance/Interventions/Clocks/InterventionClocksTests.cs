using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Explaining;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Kernel.Sla.Sweep;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Modules.Maintenance.Interventions.Clocks;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Kernel.Sla;
using OpsFlux.Tests.Modules.Maintenance.Contracts;
using OpsFlux.Tests.Support;
using Xunit;
using static OpsFlux.Shared.Maintenance.InterventionTrigger;

namespace OpsFlux.Tests.Modules.Maintenance.Interventions.Clocks;

/// <summary>The clocks of interventions: what starts, stops and holds them, which agreement counts, and what their steps do.</summary>
public sealed class InterventionClocksTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task The_response_ends_with_the_first_begin_and_the_resolution_with_the_closing()
    {
        var work = await WorkAsync();
        Assert.Equal("resolution:Running response:Running", await StatesAsync(work));

        App.Clock.Advance(TimeSpan.FromMinutes(30));
        await DoneAsync(work, Start);
        Assert.Equal("resolution:Running response:Met", await StatesAsync(work));
        App.Clock.Advance(TimeSpan.FromMinutes(30));
        await DoneAsync(work, Close);

        var clock = await App.ClockOfAsync(work.Id, InterventionClocks.Resolution);
        Assert.Equal((ClockState.Met, App.Clock.Now), (clock.State, clock.StoppedAt!.Value));
    }

    [Theory]
    [InlineData(HoldReason.Client, true)]
    [InlineData(HoldReason.Access, true)]
    [InlineData(HoldReason.Parts, false)]
    [InlineData(HoldReason.Weather, false)]
    public async Task Only_what_waits_for_the_client_stands_still(HoldReason reason, bool stands)
    {
        var work = await WorkAsync();
        var due = (await App.ClockOfAsync(work.Id, InterventionClocks.Resolution)).DueAt!.Value;
        await DoneAsync(work, Start);
        App.Clock.Advance(TimeSpan.FromMinutes(10));
        await DoneAsync(work, Hold, reason);
        Assert.Equal(stands ? ClockState.Paused : ClockState.Running, (await App.ClockOfAsync(work.Id, InterventionClocks.Resolution)).State);

        App.Clock.Advance(TimeSpan.FromHours(1));
        await DoneAsync(work, Resume);
        var clock = await App.ClockOfAsync(work.Id, InterventionClocks.Resolution);
        Assert.Equal((ClockState.Running, due + (stands ? TimeSpan.FromHours(1) : TimeSpan.Zero)), (clock.State, clock.DueAt!.Value));
    }

    [Fact]
    public async Task Cancelling_gives_up_what_runs_and_keeps_what_was_met()
    {
        var (fresh, begun) = (await WorkAsync(), await WorkAsync());
        await DoneAsync(begun, Start);
        foreach (var work in new[] { fresh, begun }) await DoneAsync(work, Cancel);

        Assert.Equal("resolution:Cancelled response:Cancelled", await StatesAsync(fresh));
        Assert.Equal("resolution:Cancelled response:Met", await StatesAsync(begun));
    }

    [Fact]
    public async Task The_most_specific_agreement_counts()
    {
        var client = await App.ClientAsync();
        var contract = await App.ContractAsync(client.StructureId);
        var type = await App.SaveAsync(new EquipmentType { Code = $"{Guid.CreateVersion7():N}", Name = "Autoclave" });
        var equipment = await App.SaveAsync(new Equipment { Name = "Autoclave", TypeId = type.Id, StructureId = client.StructureId });
        var place = Condition("structure", client.StructureId);
        await PolicyAsync(500, place);
        await PolicyAsync(400, place, new("type", [nameof(InterventionType.Corrective)]));
        await PolicyAsync(300, place, new("priority", [nameof(InterventionPriority.Critical)]));
        await PolicyAsync(200, place, Condition("equipment", type.Id));
        await PolicyAsync(100, place, Condition("contract", contract.Id));

        Assert.Equal(500, await MinutesAsync(null, null, InterventionType.Preventive, InterventionPriority.Normal));
        Assert.Equal(400, await MinutesAsync(null, null, InterventionType.Corrective, InterventionPriority.Normal));
        Assert.Equal(300, await MinutesAsync(null, null, InterventionType.Corrective, InterventionPriority.Critical));
        Assert.Equal(200, await MinutesAsync(equipment.Id, null, InterventionType.Corrective, InterventionPriority.Critical));
        Assert.Equal(100, await MinutesAsync(equipment.Id, contract.Id, InterventionType.Corrective, InterventionPriority.Critical));

        async Task<double> MinutesAsync(Guid? on, Guid? under, InterventionType kind, InterventionPriority priority)
        {
            var work = await App.SaveAsync(Intervention.Create(
                new() { Title = "Fuite sur le vérin", EquipmentId = on, ContractId = under, Type = kind, Priority = priority }, World.Alice, client.StructureId, App.Clock.Now));
            return ((await App.ClockOfAsync(work.Id, InterventionClocks.Resolution)).DueAt!.Value - App.Clock.Now).TotalMinutes;
        }
    }

    [Fact]
    public async Task A_step_raises_the_priority_and_the_timeline_says_so()
    {
        var work = await WorkAsync(new PolicyStep(InterventionClocks.Resolution, 50, StepAction.RaisePriority));
        App.Clock.Advance(TimeSpan.FromMinutes(61));
        await SweepAsync();
        await SweepAsync();

        Assert.Equal(InterventionPriority.High, (await App.LoadAsync<Intervention>(work.Id)).Priority);
        var line = Assert.Single(await App.TimelineAsync(work.Id), l => l.Kind == TimelineKind.FieldChanged);
        Assert.Equal(("Priority", "Normal", "High", "Sla.RaisedAt|Clock.resolution|50"), (line.Field, line.OldValue, line.NewValue, line.Reason));
    }

    [Fact]
    public async Task A_step_reassigns_what_has_not_begun_to_a_technician_alone()
    {
        var (heir, other) = (await App.TechnicianAsync(), await App.SaveAsync(Make.User("Nadia Bureau")));
        var (waits, runs, stays) = (await WorkAsync(Give(heir.UserId)), await WorkAsync(Give(heir.UserId)), await WorkAsync(Give(other.Id)));
        await DoneAsync(runs, Start);
        App.Clock.Advance(TimeSpan.FromMinutes(61));
        await SweepAsync();

        Assert.Equal(heir.UserId, (await App.LoadAsync<Intervention>(waits.Id)).LeadId);
        Assert.Equal(runs.LeadId, (await App.LoadAsync<Intervention>(runs.Id)).LeadId);
        Assert.Equal(stays.LeadId, (await App.LoadAsync<Intervention>(stays.Id)).LeadId);
        Assert.Contains(await App.TimelineAsync(runs.Id), l => l.Reason == "Clocks.StaysAtWork" && l.IsInternal);
        Assert.Contains(await App.TimelineAsync(stays.Id), l => l.Reason == "Clocks.NoTechnician" && l.IsInternal);

        static PolicyStep Give(Guid person) => new(InterventionClocks.Resolution, 50, StepAction.Reassign, StepReceiver.Person, person);
    }

    [Fact]
    public async Task The_list_shows_what_is_due_first_and_whoever_reads_no_notes_is_told_no_lengths()
    {
        var work = await WorkAsync();
        foreach (var permission in new[] { MaintenancePermissions.View, MaintenancePermissions.Note }) App.User.Grant(permission, Scope.All);
        var page = (await App.RunAsync((ListInterventions use) => use.RunAsync(new() { StructureId = work.StructureId }, 50, default))).Value!;
        Assert.Equal((InterventionClocks.Response, work.OpenedAt.AddMinutes(60)), (page.Rows[0].Due!.Code, page.Rows[0].Due!.DueAt!.Value));
        Assert.True((await ClocksAsync(work)).Value!.IsInternal);

        App.User.Revoke(MaintenancePermissions.Note);
        Assert.Equal((false, 2), (await ClocksAsync(work)).Value is { } list ? (list.IsInternal, list.Clocks.Count) : default);
        App.User.As(Guid.CreateVersion7(), "Omar Tazi").Grant(MaintenancePermissions.View, Scope.Structure, (await App.SaveAsync(Make.Structure("Client B", kind: StructureKind.Client))).Id);
        Assert.Same(Refusal.NotFound, (await ClocksAsync(work)).Refusal);
        App.User.Revoke(MaintenancePermissions.View);
        Assert.Same(Refusal.Forbidden, (await ClocksAsync(work)).Refusal);
    }

    [Fact]
    public async Task What_was_open_before_gets_the_clocks_that_its_timeline_tells()
    {
        var (fresh, begun, held, over) = (await WorkAsync(), await WorkAsync(), await WorkAsync(), await WorkAsync());
        foreach (var work in new[] { begun, held, over }) await DoneAsync(work, Start);
        App.Clock.Advance(TimeSpan.FromHours(1));
        await DoneAsync(held, Hold, HoldReason.Client);
        App.Clock.Advance(TimeSpan.FromHours(1));
        await DoneAsync(held, Resume);
        await DoneAsync(begun, Hold, HoldReason.Access);
        await DoneAsync(over, Close);
        var before = await FactsAsync();

        await using (var source = NpgsqlDataSource.Create(App.Connections.Migrations))
        {
            await using var command = source.CreateCommand("delete from kernel.sla_clocks where record_kind = 'intervention';" + ClocksSchema.ClocksOfOpenInterventions);
            await command.ExecuteNonQueryAsync();
        }

        Assert.Equal(before, await FactsAsync());
        Assert.Empty(await App.ClocksOfAsync(over.Id));

        async Task<List<string>> FactsAsync()
        {
            var all = new List<string>();
            foreach (var work in new[] { fresh, begun, held })
                foreach (var clock in await App.ClocksOfAsync(work.Id))
                    all.Add($"{clock.Code} {string.Join(' ', FactsJson.Read(clock.Facts).Where(f => f.Kind != ClockFactKind.TargetChanged).Select(f => $"{f.Kind} {f.At:O} {f.Key}"))}");
            return all;
        }
    }

    /// <summary>In a structure of its own, with an hour to begin and two to be done, around the clock; led by a technician.</summary>
    private async Task<Intervention> WorkAsync(params PolicyStep[] steps)
    {
        var structure = await App.SaveAsync(Make.Structure());
        await PolicyAsync(120, steps, Condition("structure", structure.Id));
        var technician = await App.TechnicianAsync();
        return await App.InterventionAsync(await App.EquipmentAsync(structure.Id), technician);
    }

    private Task PolicyAsync(int minutes, params PolicyCondition[] conditions) => PolicyAsync(minutes, [], conditions);

    private Task PolicyAsync(int minutes, PolicyStep[] steps, params PolicyCondition[] conditions) => App.SaveAsync(new SlaPolicy
    {
        Name = $"Contrat {Guid.CreateVersion7()}",
        RecordKind = Intervention.RecordKind,
        Definition = new PolicyDefinition { Conditions = conditions, Targets = [new(InterventionClocks.Response, 60, null), new(InterventionClocks.Resolution, minutes, null)], Steps = steps }.ToJson(),
    });

    private static PolicyCondition Condition(string facet, Guid id) => new(facet, [id.ToString()]);

    private async Task DoneAsync(Intervention work, InterventionTrigger trigger, HoldReason reason = HoldReason.Parts)
    {
        foreach (var permission in new[] { MaintenancePermissions.View, MaintenancePermissions.Work, MaintenancePermissions.Cancel }) App.User.Grant(permission, Scope.All);
        var version = (await App.LoadAsync<Intervention>(work.Id)).Version;
        Assert.Null((await App.RunAsync((MoveIntervention use) => use.RunAsync(
            new() { InterventionId = work.Id, Version = version, Trigger = trigger, Report = "Fait", Reason = "Doublon", HoldReason = reason }, default))).Refusal);
    }

    private async Task<string> StatesAsync(Intervention work) => string.Join(' ', (await App.ClocksOfAsync(work.Id)).Select(c => $"{c.Code}:{c.State}"));

    private Task<Result<InterventionClockList>> ClocksAsync(Intervention work) => App.RunAsync((ListInterventionClocks use) => use.RunAsync(work.Number, default));

    private async Task SweepAsync()
    {
        while (true)
        {
            await using var scope = App.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
            if (await scope.ServiceProvider.GetRequiredService<StepTaking>().RunAsync(default) == 0) return;
        }
    }
}
