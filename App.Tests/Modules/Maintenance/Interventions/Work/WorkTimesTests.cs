using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Contracts.Consumption;
using OpsFlux.Modules.Maintenance.Contracts.Rates;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Technicians;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Modules.Maintenance.Contracts;
using OpsFlux.Tests.Modules.Maintenance.Contracts.Rates;
using OpsFlux.Tests.Support;
using Xunit;
using static OpsFlux.Tests.Modules.Maintenance.Interventions.Work.WorkScene;

namespace OpsFlux.Tests.Modules.Maintenance.Interventions.Work;

/// <summary>Working time with its way: what is kept, what is refused, and what closing counts of it.</summary>
public sealed class WorkTimesTests(TestApp app) : AppTests(app)
{
    /// <summary>The examples of the domain's rules: Friday 17:20 to 18:50 with the evening from 18:00, once rounded whole and once by piece.</summary>
    [Theory]
    [InlineData(RateRounding.PerEntry, 105)]
    [InlineData(RateRounding.PerSegment, 120)]
    public async Task Closing_counts_two_entries_and_the_way(RateRounding rounding, int friday)
    {
        var scale = await App.ScaleAsync(Scales.Hours with { Rounding = rounding, Travel = new(TravelKind.PerKilometre, 0.5m, new Dictionary<string, decimal>()) });
        var contract = await App.ContractAsync(World.Structure, c => (c.IncludedMinutes, c.IncludedInterventions, c.ScaleId) = (600, 10, scale.Id));
        var technician = await App.TechnicianAsync();
        var work = await App.BegunAsync(technician, contract.Id);
        await App.TimeAsync(work.Id, technician.UserId, "2026-07-31 17:20", "2026-07-31 18:50", t => t.TravelKilometres = 24);
        await App.TimeAsync(work.Id, technician.UserId, "2026-07-28 10:00", "2026-07-28 10:50");

        Assert.Null((await App.CloseAsync(work.Id)).Refusal);

        var lines = await App.LinesAsync(contract);
        Assert.Equal(
            [(ConsumptionKind.Intervention, 1m), (ConsumptionKind.Time, 60m), (ConsumptionKind.Time, friday), (ConsumptionKind.Travel, 12m)],
            lines.Select(l => (l.Kind, l.Units)));
        Assert.All(lines, l => Assert.Equal((work.Id, ConsumptionBearing.Pot), (l.InterventionId, l.Bearing)));
    }

    [Fact]
    public async Task Closing_counts_points_by_the_speciality_and_the_zone()
    {
        var scale = await App.ScaleAsync(Scales.Points with { Travel = new(TravelKind.FlatZone, 0m, new Dictionary<string, decimal> { ["B"] = 20m }) });
        var contract = await App.ContractAsync(World.Structure, c => (c.IncludedPoints, c.ScaleId) = (1000, scale.Id));
        var technician = await SpecialistAsync("technician");
        var work = await App.BegunAsync(technician, contract.Id);
        Assert.Equal("TravelZone", Assert.Single((await App.AddTimeAsync(work.Id, technician.UserId, At("2026-07-28 10:00"), At("2026-07-28 10:50"), t => t.TravelZone = "Z")).Refusal!.Fields).Field);   // refused
        await App.TimeAsync(work.Id, technician.UserId, "2026-07-28 10:00", "2026-07-28 10:50", t => t.TravelZone = "B");
        await App.TimeAsync(work.Id, technician.UserId, "2026-07-28 18:00", "2026-07-28 18:30");

        Assert.Null((await App.CloseAsync(work.Id)).Refusal);

        Assert.Equal([(ConsumptionKind.Time, 112m), (ConsumptionKind.Time, 88m), (ConsumptionKind.Travel, 20m)], (await App.LinesAsync(contract)).Select(l => (l.Kind, l.Units)));
    }

    [Fact]
    public async Task The_time_that_comes_with_the_closing_is_counted_beside_what_was_kept()
    {
        var contract = await App.ContractAsync(World.Structure, c => c.IncludedMinutes = 600);
        var technician = await App.TechnicianAsync();
        var work = await App.BegunAsync(technician, contract.Id);
        await App.TimeAsync(work.Id, technician.UserId, "2026-11-20 08:00", "2026-11-20 09:00");

        var overlapping = await App.CloseAsync(work.Id, At("2026-11-20 08:30"), At("2026-11-20 09:30"));
        Assert.Equal(("WorkedFrom", "time-overlaps"), Assert.Single(overlapping.Refusal!.Fields) is var wrong ? (wrong.Field, wrong.Code) : default);   // refused
        Assert.Empty(await App.LinesAsync(contract));
        Assert.Null((await App.CloseAsync(work.Id, At("2026-11-20 09:00"), At("2026-11-20 09:30"))).Refusal);

        Assert.Equal([60m, 30m], (await App.LinesAsync(contract)).Select(l => l.Units));
        Assert.Equal(2, (await App.SheetAsync(work.Id)).Value!.Times.Count);   // granted
    }

    [Fact]
    public async Task The_preview_begins_with_what_is_kept_and_writes_nothing()
    {
        var scale = await App.ScaleAsync(Scales.Hours with { Travel = new(TravelKind.PerMinute, 1m, new Dictionary<string, decimal>()) });
        var contract = await App.ContractAsync(World.Structure, c => (c.IncludedMinutes, c.ScaleId) = (600, scale.Id));
        var technician = await App.TechnicianAsync();
        var work = await App.BegunAsync(technician, contract.Id);
        await App.TimeAsync(work.Id, technician.UserId, "2026-07-28 10:00", "2026-07-28 11:00");
        App.BeTechnician(technician);

        var preview = (await App.RunAsync<PreviewConsumption, Result<ConsumptionPreview>>(use => use.RunAsync(
            new() { InterventionId = work.Id, Entries = [new() { PersonId = technician.UserId, From = At("2026-07-31 17:20"), To = At("2026-07-31 18:50"), TravelMinutes = 40 }] }, default))).Value!;   // his own work

        Assert.Equal((60m, 105m, 40m), (Assert.Single(preview.Kept).Cost.Units, Assert.Single(preview.Entries).Cost.Units, preview.TravelUnits));
        Assert.Equal((600m, 395m), (preview.Balances[0].Now.Left, preview.Balances[0].Then.Left));
        Assert.Empty(await App.LinesAsync(contract));
    }

    [Theory]
    [InlineData("2026-11-20 09:00", "2026-11-20 08:59", "Until", "ends-before-start")]
    [InlineData("2026-11-18 08:00", "2026-11-19 08:01", "Until", "longer-than-hours")]
    [InlineData("2026-11-20 09:30", "2026-11-20 10:05", "Until", "in-the-future")]
    public async Task A_time_that_cannot_be_is_refused_beside_its_field(string from, string until, string field, string code)
    {
        var technician = await App.TechnicianAsync();
        var work = await App.InterventionAsync(await App.EquipmentAsync(), technician);

        var refused = (await App.AddTimeAsync(work.Id, technician.UserId, At(from), At(until))).Refusal;

        Assert.Equal((field, code), Assert.Single(refused!.Fields) is var wrong ? (wrong.Field, wrong.Code) : default);   // refused
        Assert.Empty((await App.SheetAsync(work.Id)).Value!.Times);
    }

    [Fact]
    public async Task Nobody_works_at_two_places_at_one_moment()
    {
        var technician = await App.TechnicianAsync();
        var (first, second) = (await App.InterventionAsync(await App.EquipmentAsync(), technician), await App.InterventionAsync(await App.EquipmentAsync(), technician));
        await App.TimeAsync(first.Id, technician.UserId, "2026-11-18 08:00", "2026-11-19 08:00");   // a whole day is the most

        var named = Assert.Single((await App.AddTimeAsync(second.Id, technician.UserId, At("2026-11-19 07:00"), At("2026-11-19 09:00"))).Refusal!.Fields);   // refused
        Assert.Equal(("From", "time-overlaps", first.Number), (named.Field, named.Code, named.Arguments[0]));
        await App.TimeAsync(second.Id, technician.UserId, "2026-11-19 08:00", "2026-11-19 09:00");   // where one ends the other may begin
        await App.TimeAsync(second.Id, (await App.TechnicianAsync()).UserId, "2026-11-19 07:00", "2026-11-19 09:00");
    }

    [Fact]
    public async Task An_intervention_that_one_may_not_see_is_not_named()
    {
        var technician = await App.TechnicianAsync();
        var (hidden, seen) = (await App.InterventionAsync(await App.EquipmentAsync((await App.SaveAsync(Make.Structure("Client B"))).Id), lead: null), await App.InterventionAsync(await App.EquipmentAsync(), technician));
        await App.TimeAsync(hidden.Id, technician.UserId, "2026-11-19 08:00", "2026-11-19 09:00");
        App.User.As(await App.SaveAsync(Make.User("Nadia Berrada")));
        foreach (var permission in new[] { MaintenancePermissions.View, MaintenancePermissions.Work, MaintenancePermissions.Assign, MaintenancePermissions.ViewTechnicians }) App.User.Grant(permission, Scope.Structure);

        var refused = Assert.Single((await App.AddTimeAsync(seen.Id, technician.UserId, At("2026-11-19 08:30"), At("2026-11-19 09:30"))).Refusal!.Fields);   // refused

        Assert.Equal(("time-overlaps-elsewhere", 0), (refused.Code, refused.Arguments.Length));
    }

    [Fact]
    public async Task Of_two_at_one_moment_one_is_kept()
    {
        for (var round = 0; round < 5; round++)
        {
            var technician = await App.TechnicianAsync();
            var (first, second) = (await App.InterventionAsync(await App.EquipmentAsync(), technician), await App.InterventionAsync(await App.EquipmentAsync(), technician));

            var results = await Task.WhenAll(new[] { first, second }.Select(work => Task.Run(() => App.AddTimeAsync(work.Id, technician.UserId, At("2026-11-19 08:00"), At("2026-11-19 09:00")))));

            Assert.Single(results, r => r.Refusal is null);
        }
    }

    [Fact]
    public async Task A_technician_adds_and_removes_his_own_and_a_manager_anybodys()
    {
        var (technician, other) = (await App.TechnicianAsync(), await App.TechnicianAsync());
        var work = await App.InterventionAsync(await App.EquipmentAsync(), technician);
        var theirs = await App.TimeAsync(work.Id, other.UserId, "2026-11-19 08:00", "2026-11-19 09:00");
        App.BeTechnician(technician);

        var mine = await App.TimeAsync(work.Id, person: null, "2026-11-19 08:00", "2026-11-19 09:00", t => t.Note = "Vidange");
        Assert.Same(Refusal.Forbidden, (await App.AddTimeAsync(work.Id, other.UserId, At("2026-11-19 10:00"), At("2026-11-19 11:00"))).Refusal);
        Assert.Same(Refusal.Forbidden, (await App.RemoveTimeAsync(work.Id, theirs)).Refusal);
        var sheet = (await App.SheetAsync(work.Id)).Value!;   // his own
        Assert.Equal([(false, other.Name), (true, technician.Name)], sheet.Times.Select(t => (t.MayRemove, t.Person)));
        Assert.Equal((true, false), (sheet.MayWork, sheet.MayForOthers));
        Assert.Null((await App.RemoveTimeAsync(work.Id, mine)).Refusal);

        Assert.Equal([("60", (string?)null), ("60", null), (null, "60")], (await App.TimelineAsync(work.Id)).Where(l => l.Kind == TimelineKind.TimeSpent).Select(l => (l.NewValue, l.OldValue)));
        Assert.Equal(MaintenanceRefusals.UnknownTechnician, await AsManagerAsync(work, World.Alice));
    }

    [Fact]
    public async Task What_is_over_keeps_its_time_as_it_is()
    {
        var technician = await App.TechnicianAsync();
        var work = await App.BegunAsync(technician);
        var time = await App.TimeAsync(work.Id, technician.UserId, "2026-11-19 08:00", "2026-11-19 09:00");
        Assert.Null((await App.CloseAsync(work.Id)).Refusal);

        Assert.Equal(MaintenanceRefusals.IsOver, (await App.RemoveTimeAsync(work.Id, time)).Refusal?.Code);
        Assert.Equal(MaintenanceRefusals.IsOver, (await App.AddTimeAsync(work.Id, technician.UserId, At("2026-11-18 08:00"), At("2026-11-18 09:00"))).Refusal?.Code);
        Assert.False((await App.SheetAsync(work.Id)).Value!.MayWork);   // granted
    }

    /// <summary>Whatever the order: what was kept before the closing is counted, and nothing is kept after it.</summary>
    [Fact]
    public async Task Time_that_comes_while_it_closes_is_counted_or_refused()
    {
        for (var round = 0; round < 5; round++)
        {
            var contract = await App.ContractAsync(World.Structure, c => c.IncludedMinutes = 600);
            var technician = await App.TechnicianAsync();
            var work = await App.BegunAsync(technician, contract.Id);

            var adding = Task.Run(() => App.AddTimeAsync(work.Id, technician.UserId, At("2026-11-19 08:00"), At("2026-11-19 09:00")));
            var closing = Task.Run(() => App.CloseAsync(work.Id));

            Assert.Null((await closing).Refusal);
            var kept = (await adding).Refusal is null;
            Assert.Equal(kept ? 60m : 0m, (await App.LinesAsync(contract)).Sum(l => l.Units));
        }
    }

    [Fact]
    public async Task One_client_sees_nothing_of_anothers_work_and_no_notes_of_its_own()
    {
        var (ours, theirs) = (await App.SaveAsync(Make.Structure("Client A")), await App.SaveAsync(Make.Structure("Client B")));
        var (mine, other) = (await App.InterventionAsync(await App.EquipmentAsync(ours.Id), lead: null), await App.InterventionAsync(await App.EquipmentAsync(theirs.Id), lead: null));
        var technician = await App.TechnicianAsync();
        await App.TimeAsync(mine.Id, technician.UserId, "2026-11-19 08:00", "2026-11-19 09:00", t => t.Note = "Client pénible");
        await App.AddPartAsync(mine.Id, "Joint 40", price: 18);
        App.StartTest();
        App.User.As(await App.SaveAsync(Make.User("Omar Tazi", ours.Id))).Grant(MaintenancePermissions.View, Scope.Structure, ours.Id);

        var sheet = (await App.SheetAsync(mine.Id)).Value!;   // his own

        Assert.Equal(((string?)null, (decimal?)null, false), (Assert.Single(sheet.Times).Note, Assert.Single(sheet.Parts).UnitPrice, sheet.MayWork));
        Assert.Same(Refusal.NotFound, (await App.SheetAsync(other.Id)).Refusal);
        Assert.Same(Refusal.Forbidden, (await App.AddTimeAsync(mine.Id, null, At("2026-11-19 08:00"), At("2026-11-19 09:00"))).Refusal);
        App.User.Grant(MaintenancePermissions.Work, Scope.Structure, ours.Id);
        Assert.Same(Refusal.NotFound, (await App.AddTimeAsync(other.Id, null, At("2026-11-19 08:00"), At("2026-11-19 09:00"))).Refusal);
        Assert.Same(Refusal.NotFound, (await App.AddPartAsync(other.Id, "Joint 40")).Refusal);
    }

    [Fact]
    public async Task As_many_statements_for_one_line_as_for_thirty()
    {
        var technician = await App.TechnicianAsync();
        var work = await App.InterventionAsync(await App.EquipmentAsync(), technician);
        await App.TimeAsync(work.Id, technician.UserId, "2026-11-01 08:00", "2026-11-01 08:10");
        await App.AddPartAsync(work.Id, "Joint");
        var few = await App.CountQueriesAsync(() => App.SheetAsync(work.Id));
        for (var day = 2; day <= 19; day++)
        {
            await App.TimeAsync(work.Id, technician.UserId, $"2026-11-{day:00} 08:00", $"2026-11-{day:00} 08:10");
            await App.AddPartAsync(work.Id, $"Joint {day}");
        }

        Assert.Equal((3, 3), (few, await App.CountQueriesAsync(() => App.SheetAsync(work.Id))));
    }

    private async Task<Technician> SpecialistAsync(string speciality)
    {
        var person = await App.SaveAsync(Make.User("Rachid Amrani"));
        return await App.SaveAsync(new Technician { UserId = person.Id, Name = person.DisplayName, StructureId = person.StructureId, Speciality = speciality });
    }

    /// <summary>Who is no technician is not given time by anybody else.</summary>
    private async Task<string?> AsManagerAsync(Intervention work, Guid person)
    {
        App.StartTest();
        App.User.As(await App.SaveAsync(Make.User("Nadia Berrada")));
        foreach (var permission in new[] { MaintenancePermissions.View, MaintenancePermissions.Work, MaintenancePermissions.Assign, MaintenancePermissions.ViewTechnicians }) App.User.Grant(permission, Scope.All);
        return (await App.AddTimeAsync(work.Id, person, At("2026-11-18 08:00"), At("2026-11-18 09:00"))).Refusal?.Code;
    }
}
