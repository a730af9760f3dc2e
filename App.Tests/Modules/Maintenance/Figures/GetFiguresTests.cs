using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Maintenance.Figures;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Rating;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Figures;

/// <summary>Figures as they are read from what is recorded. September 2026 in Casablanca begins at 23:00 UTC and has 720 hours.</summary>
public sealed class GetFiguresTests(TestApp app) : AppTests(app)
{
    private static readonly DateTimeOffset Start = new(2026, 8, 31, 23, 0, 0, TimeSpan.Zero);
    private static readonly FiguresFilter September = new() { From = new(2026, 9, 1), To = new(2026, 9, 30) };

    [Fact]
    public async Task The_worked_example_is_read_from_the_stops_of_a_machine_and_of_its_components()
    {
        var (structure, machine, part) = await MachineAsync();
        await App.SaveAllAsync(Stop(machine, 100, 104), Stop(part, 300, 302), Stop(machine, 500, 506), Stop(machine, -50, -40), Stop(part, 800, 900), Planned(machine, 600, 610));
        GrantAll();

        var found = await ReadAsync(September with { Client = structure.Id });

        var line = Assert.Single(found.Lines);
        Assert.Equal((Hours(720), Hours(12), 3, 3), (line.Reliability.Required, line.Reliability.Down, line.Reliability.Failures, line.Reliability.Timed));
        Assert.Equal((Hours(236), Hours(4)), (line.Reliability.MeanTimeBetweenFailures.Value, line.Reliability.MeanTimeToRestore.Value));
        Assert.Equal((0.9833m, 0.9694m), (Math.Round(line.Reliability.Availability.Value!.Value, 4), Math.Round(line.Reliability.OperationalAvailability.Value!.Value, 4)));
        Assert.Equal(line.Reliability, found.Total);

        var one = await ReadAsync(September with { Equipment = machine.Id });
        Assert.Equal((machine.Id, line.Reliability), (one.Equipment!.Id, one.Total));
        Assert.Equal((part.Id, 1, Hours(2)), (Assert.Single(one.Lines).Id, one.Lines[0].Reliability.Failures, one.Lines[0].Reliability.Down));
        Assert.Equal(1, (await ReadAsync(September with { Equipment = part.Id })).Total.Failures);
    }

    [Fact]
    public async Task A_stop_that_goes_on_counts_until_now_and_what_lies_ahead_is_no_required_time()
    {
        var (structure, machine, _) = await MachineAsync();
        await App.SaveAsync(Stop(machine, 100, null));
        GrantAll();
        App.Clock.Now = Start.AddHours(240);

        var found = (await ReadAsync(September with { Client = structure.Id })).Total;

        Assert.Equal((Hours(240), Hours(140), 1), (found.Required, found.Down, found.Failures));
        Assert.Equal(FigureStand.Nothing, (await ReadAsync(new() { From = new(2027, 1, 1), To = new(2027, 1, 31), Client = structure.Id })).Total.MeanTimeBetweenFailures.Stand);
    }

    [Fact]
    public async Task A_problem_discovered_at_the_end_of_a_repair_is_the_same_failure_going_on()
    {
        var (structure, machine, _) = await MachineAsync();
        await App.SaveAllAsync(Stop(machine, 100, 104), Stop(machine, 104, 110));
        GrantAll();

        var found = (await ReadAsync(September with { Client = structure.Id })).Total;

        Assert.Equal((1, Hours(10)), (found.Failures, found.Down));
    }

    [Fact]
    public async Task Machines_are_added_and_those_that_did_not_fail_say_so()
    {
        var (structure, machine, _) = await MachineAsync();
        var client = await App.SaveAsync(Make.Structure(kind: StructureKind.Client));
        var (quiet, theirs) = (await EquipmentAsync(structure), await EquipmentAsync(client));
        await EquipmentAsync(structure, lifeCycle: LifeCycle.Retired);
        await App.SaveAllAsync(Stop(machine, 100, 104), Stop(theirs, 1, 2));
        GrantAll();

        var found = await ReadAsync(September with { Client = structure.Id });

        Assert.Equal([(machine.Id, 1), (quiet.Id, 0)], found.Lines.Select(l => (l.Id, l.Reliability.Failures)));
        Assert.Equal((Hours(1440), Hours(1436)), (found.Total.Required, found.Total.MeanTimeBetweenFailures.Value));
        Assert.Equal(FigureStand.NoFailure, found.Lines[1].Reliability.MeanTimeBetweenFailures.Stand);
        Assert.Equal(theirs.Id, Assert.Single((await ReadAsync(September with { Client = client.Id })).Lines).Id);
    }

    [Fact]
    public async Task Corrective_work_is_judged_by_what_came_back()
    {
        var (structure, machine, part) = await MachineAsync();
        await App.SaveAllAsync(
            Work(machine, 10, 12, "noise"), Work(machine, 100, 110, "noise"), Work(part, 200, 201, "leak"), Work(part, 300, 302, "leak", InterventionType.Preventive), Work(part, -30, -20, "leak"));
        GrantAll();

        var found = (await ReadAsync(September with { Client = structure.Id })).Service;

        Assert.Equal(new Share(2, 3), found.FirstTimeFix.Fixed);
        Assert.Equal((3, Hours(2), Hours(8.4)), (found.Resolution.Known.Part, found.Resolution.Median.Value, found.Resolution.Ninetieth.Value));
        Assert.Equal(FigureStand.Nothing, found.Clocks.Value.Stand);
        Assert.Equal(new Share(1, 1), (await ReadAsync(September with { Equipment = part.Id })).Service.FirstTimeFix.Fixed);
    }

    [Fact]
    public async Task Only_what_one_may_see_counts()
    {
        var (mine, machine, _) = await MachineAsync();
        var (_, hidden, _) = await MachineAsync();
        await App.SaveAllAsync(Stop(machine, 1, 2), Stop(hidden, 1, 2), Work(hidden, 10, 12, "noise"));
        App.User.As(await App.SaveAsync(Make.User()));   // who asked for none of the work
        App.User.Grant(MaintenancePermissions.ViewFigures, Scope.Structure, mine.Id).Grant(MaintenancePermissions.View, Scope.All).Grant(AssetPermissions.View, Scope.All);

        var found = await ReadAsync(September);

        Assert.Equal(machine.Id, Assert.Single(found.Lines).Id);
        Assert.Equal(0, found.Service.Resolution.Known.Whole);
        Assert.Equal(Refusal.NotFound, (await TryAsync(September with { Equipment = hidden.Id })).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((GetFigures use) => use.OfAsync(hidden.Number, September, default))).Refusal);
        Assert.Equal(machine.Id, (await App.RunAsync((GetFigures use) => use.OfAsync(machine.Number, September, default))).Value!.Equipment!.Id);
        foreach (var permission in new[] { MaintenancePermissions.ViewFigures, MaintenancePermissions.View, AssetPermissions.View })
        {
            App.User.Revoke(permission);
            Assert.Equal(Refusal.Forbidden, (await TryAsync(September)).Refusal);
            App.User.Grant(permission, Scope.All);
        }

        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ExportFigures use) => use.RunAsync(September, "Csv", default))).Refusal);
    }

    [Fact]
    public async Task The_figures_are_as_many_statements_for_many_machines_as_for_one()
    {
        var (structure, machine, _) = await MachineAsync();
        await App.SaveAllAsync(Stop(machine, 1, 2), Work(machine, 10, 12, "noise"));
        GrantAll();
        var once = await App.CountQueriesAsync(() => ReadAsync(September with { Client = structure.Id }));
        for (var more = 0; more < 30; more++)
        {
            var another = await EquipmentAsync(structure);
            await App.SaveAllAsync(Stop(another, 1, 2), Work(another, 10, 12, "noise"));
        }

        Assert.Equal(6, once);
        Assert.Equal(6, await App.CountQueriesAsync(() => ReadAsync(September with { Client = structure.Id })));
    }

    [Fact]
    public async Task Satisfaction_is_counted_over_work_at_clients_and_no_answer_is_not_zero()
    {
        var client = await App.SaveAsync(Make.Structure(kind: StructureKind.Client));
        var (press, oven) = (await EquipmentAsync(client), await EquipmentAsync(client));
        var (own, _, _) = await MachineAsync();
        Intervention[] work = [Work(press, 10, 12, "a"), Work(press, 20, 22, "b", InterventionType.Preventive), Work(press, 30, 32, "c"), Work(oven, 40, 42, "d"), Work(press, 800, 900, "e")];
        await App.SaveAllAsync([.. work, Work(await EquipmentAsync(own), 10, 12, "f")]);
        GrantAll();
        Assert.Equal((FigureStand.Nothing, new Share(0, 4)), (await ReadAsync(September with { Client = client.Id })).Service.Satisfaction is var none ? (none.Satisfied.Value.Stand, none.Answered) : default);

        foreach (var (index, score) in new[] { (0, 5), (1, 4), (2, 2), (4, 1) })
            await App.SaveAsync(new InterventionRating { InterventionId = work[index].Id, Score = score, RatedBy = World.Alice, RatedAt = App.Clock.Now });

        var found = await ReadAsync(September with { Client = client.Id });
        Assert.Equal(new Satisfaction(new(2, 3), new(3, 4)), found.Service.Satisfaction);
        Assert.Equal(new Satisfaction(new(2, 3), new(3, 3)), found.Lines.Single(l => l.Id == press.Id).Satisfaction);
        Assert.Equal(new Satisfaction(new(0, 0), new(0, 1)), found.Lines.Single(l => l.Id == oven.Id).Satisfaction);
        Assert.Equal(Satisfaction.None, (await ReadAsync(September with { Client = own.Id })).Service.Satisfaction);
    }

    [Theory]
    [InlineData("?period=Sometime", "period")]
    [InlineData("?from=demain", "from")]
    [InlineData("?equipment=x", "equipment")]
    [InlineData("?color=red", "color")]
    public void What_an_address_says_and_nobody_understands_is_refused_by_name(string address, string name) =>
        Assert.Equal(name, FiguresFilter.Parse(ListQuery.Parse(address)).Refusal!.Arguments[0]);

    [Theory]
    [InlineData("", "2026-01-01", "2026-12-31")]
    [InlineData("?period=LastMonth", "2026-10-01", "2026-10-31")]
    [InlineData("?from=2026-03-01", "2026-03-01", "2026-12-31")]
    [InlineData("?to=2020-12-31", "2020-12-31", "2020-12-31")]
    [InlineData("?from=2020-01-01&to=2020-12-31", "2020-01-01", "2020-12-31")]
    public void The_period_is_the_year_until_the_address_says_otherwise(string address, string from, string to)
    {
        var days = FiguresFilter.Parse(ListQuery.Parse(address)).Value!.DaysOn(new(2026, 11, 20));
        Assert.Equal((from, to), (days.From.ToString("yyyy-MM-dd", null), days.To.ToString("yyyy-MM-dd", null)));
    }

    private async Task<(Structure Structure, Equipment Machine, Equipment Part)> MachineAsync()
    {
        var structure = await App.SaveAsync(Make.Structure());
        var machine = await EquipmentAsync(structure);
        return (structure, machine, await EquipmentAsync(structure, machine.Id));
    }

    private async Task<Equipment> EquipmentAsync(Structure structure, Guid? parent = null, LifeCycle lifeCycle = LifeCycle.InUse)
    {
        var type = await App.SaveAsync(new EquipmentType { Code = $"{Guid.CreateVersion7():N}", Name = "Presse" });
        return await App.SaveAsync(new Equipment { Name = "Presse", TypeId = type.Id, StructureId = structure.Id, ParentId = parent, LifeCycle = lifeCycle });
    }

    private static Downtime Stop(Equipment of, double from, double? until) =>
        new() { EquipmentId = of.Id, Kind = DowntimeKind.Unplanned, From = Start.AddHours(from), Until = until is { } end ? Start.AddHours(end) : null };

    private static Downtime Planned(Equipment of, double from, double until) => new() { EquipmentId = of.Id, Kind = DowntimeKind.Planned, From = Start.AddHours(from), Until = Start.AddHours(until) };

    private static Intervention Work(Equipment on, double from, double until, string symptom, InterventionType type = InterventionType.Corrective) => Intervention.Replay(
        new() { Title = "Réparation", Type = type, EquipmentId = on.Id, Symptom = symptom }, World.Alice, on.StructureId, Start.AddHours(from), Start.AddHours(until), null);

    private void GrantAll() => App.User.Grant(MaintenancePermissions.ViewFigures, Scope.All).Grant(MaintenancePermissions.View, Scope.All).Grant(AssetPermissions.View, Scope.All);

    private Task<Result<MaintenanceFigures>> TryAsync(FiguresFilter filter) => App.RunAsync((GetFigures use) => use.RunAsync(filter, default));

    private async Task<MaintenanceFigures> ReadAsync(FiguresFilter filter) => (await TryAsync(filter)).Value!;   // asked with the rights it takes

    private static TimeSpan Hours(double hours) => TimeSpan.FromHours(hours);
}
