using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Import;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Import;

public sealed class PdmImportTests(PdmApp app) : AppTests<PdmApp>(app)
{
    private static readonly string[] Machines = ["9,model3,18", "A-12,model4,0"];
    private static readonly string[] Failures = ["2018-05-03 06:00:00,9,pump", "2018-05-03 06:00:00,9,belt", "2019-01-07 22:15:00,A-12,pump"];
    private static readonly string[] Maintenance = ["2017-12-31 06:00:00,A-12,belt", "2018-05-03 06:00:00,9,pump", "2018-06-01 06:00:00,9,pump"];

    [Theory]
    [InlineData("failures", "maintenance")]
    [InlineData("maintenance", "failures")]
    public async Task A_replacement_that_is_also_a_failure_is_one_intervention_whatever_comes_first(string first, string second)
    {
        var structure = await StructureAsync();

        await App.ImportAsync("equipment", structure.Code, Machines);
        await App.ImportAsync(first, structure.Code, RowsOf(first));
        await App.ImportAsync(second, structure.Code, RowsOf(second));

        var equipment = (await App.EquipmentAsync(structure.Id)).ToDictionary(e => e.Id);
        var found = (await App.InterventionsAsync(structure.Id)).Select(i => (i.OpenedAt.ToString("yyyy-MM-dd HH:mm", null), i.Symptom, MachineOf(equipment, i), i.Type)).Order();
        Assert.Equal(
            [
                ("2017-12-31 06:00", "belt", "Machine A-12", InterventionType.Preventive), ("2018-05-03 06:00", "belt", "Machine 9", InterventionType.Corrective),
                ("2018-05-03 06:00", "pump", "Machine 9", InterventionType.Corrective), ("2018-06-01 06:00", "pump", "Machine 9", InterventionType.Preventive),
                ("2019-01-07 22:15", "pump", "Machine A-12", InterventionType.Corrective),
            ], found);
        Assert.Equal(6, equipment.Count);
        Assert.Equal(3, await StopsAsync(equipment.Keys));
    }

    [Fact]
    public async Task History_is_written_as_facts_at_its_own_dates_and_nobody_is_told()
    {
        var structure = await StructureAsync();
        await App.ImportAsync("equipment", structure.Code, Machines);
        await App.ImportAsync("failures", structure.Code, Failures);

        var all = await App.InterventionsAsync(structure.Id);
        var machine = Assert.Single(await App.EquipmentAsync(structure.Id), e => e.Name == "Machine 9");

        Assert.All(all, i => Assert.Equal((InterventionState.Closed, i.OpenedAt, i.OpenedAt), (i.State, i.EndedAt!.Value, i.CreatedAt)));
        Assert.All(all, i => Assert.StartsWith($"INT-{i.OpenedAt.Year}-", i.Number, StringComparison.Ordinal));
        Assert.Equal(("model3", new DateOnly(2002, 1, 1), OpsFlux.Shared.Assets.OperatingState.Operational), (machine.Model, machine.InstalledOn!.Value, machine.State));
        var ids = all.ConvertAll(i => i.Id);
        Assert.False(await App.WithDbAsync(db => db.Set<EventRow>().AnyAsync(e => e.Name.StartsWith("maintenance.") || e.Name.StartsWith("assets."))));
        Assert.Equal(0, await App.WithDbAsync(db => db.Set<OpsFlux.Kernel.Sla.Clocks.SlaClock>().CountAsync(c => ids.Contains(c.RecordId))));
    }

    [Fact]
    public async Task The_same_files_again_write_nothing_and_a_newer_list_changes_what_changed()
    {
        var structure = await StructureAsync();
        await ImportAllAsync(structure);
        var before = await App.FingerprintAsync();

        foreach (var kind in new[] { "maintenance", "failures", "equipment" })
            Assert.Equal((0, 0), Changes(await App.ImportAsync(kind, structure.Code, RowsOf(kind))));
        Assert.Equal(before, await App.FingerprintAsync());

        Assert.Equal((1, 1), Changes(await App.ImportAsync("equipment", structure.Code, "9,model5,18", "13,model1,")));
        var machines = await App.EquipmentAsync(structure.Id);
        Assert.Equal("model5", machines.Single(e => e.Name == "Machine 9").Model);
        Assert.Null(machines.Single(e => e.Name == "Machine 13").InstalledOn);
    }

    [Fact]
    public async Task Damaged_rows_and_unknown_machines_are_named_by_line_and_stop_everything()
    {
        var structure = await StructureAsync();
        await App.ImportAsync("equipment", structure.Code, Machines);
        var file = PdmApp.Lines("failures", "2018-05-03 06:00:00,9,pump", "2018-05-03 06:00:00,10,pump", "2018-05-03 25:00:00,9,pump", "2018-05-03 06:00:00,9,", "2018-05-03 06:00:00,9,a:b");

        var report = await App.ImportAsync("failures", file, structure: structure.Code);

        Assert.Equal([(3, "machineID", "unknown-machine"), (4, "datetime", "instant"), (5, "failure", "missing"), (6, "failure", "code-form")], report.Errors.Select(e => (e.Line, e.Column!, e.Code)));
        Assert.Empty(await App.InterventionsAsync(structure.Id));
        Assert.Contains("10", ImportText.Of(report.Errors[0]), StringComparison.Ordinal);

        Assert.Equal(1, (await App.ImportAsync("failures", file, skipBad: true, structure: structure.Code)).Counts.Created);
        Assert.Equal(
            [(2, "age", "count"), (3, "machineID", "missing"), (4, "age", "count")],
            (await App.ImportAsync("equipment", PdmApp.Lines("equipment", "1,model1,old", ",model1,3", "2,model1,9999"), structure: structure.Code)).Errors.Select(e => (e.Line, e.Column!, e.Code)));
        Assert.Equal("import.columns", (await App.TryImportAsync("maintenance", file, structure: structure.Code)).Refusal!.Code);
    }

    [Fact]
    public async Task Two_organisations_may_number_their_machines_alike()
    {
        var (one, other) = (await StructureAsync(), await StructureAsync());
        await ImportAllAsync(one);
        await ImportAllAsync(other);

        Assert.Equal((5, 5), ((await App.InterventionsAsync(one.Id)).Count, (await App.InterventionsAsync(other.Id)).Count));
        Assert.Equal((6, 6), ((await App.EquipmentAsync(one.Id)).Count, (await App.EquipmentAsync(other.Id)).Count));
    }

    [Fact]
    public async Task What_was_deleted_here_stays_deleted()
    {
        var structure = await StructureAsync();
        await ImportAllAsync(structure);
        var gone = (await App.InterventionsAsync(structure.Id))[0];
        await App.WithDbAsync(db => db.Set<Intervention>().Where(i => i.Id == gone.Id).ExecuteUpdateAsync(set => set.SetProperty(i => i.DeletedAt, App.Clock.Now)));
        await App.WithDbAsync(db => db.Set<Equipment>().Where(e => e.StructureId == structure.Id && e.Name == "Machine 9").ExecuteUpdateAsync(set => set.SetProperty(e => e.DeletedAt, App.Clock.Now)));

        Assert.Equal((0, 0), Changes(await App.ImportAsync("equipment", structure.Code, Machines)));
        Assert.Equal((0, 0), Changes(await App.ImportAsync("maintenance", structure.Code, Maintenance[0])));
        Assert.Equal("unknown-machine", Assert.Single((await App.ImportAsync("failures", PdmApp.Lines("failures", Failures[0]), structure: structure.Code)).Errors).Code);
        Assert.DoesNotContain(await App.InterventionsAsync(structure.Id), i => i.Id == gone.Id);
    }

    [Fact]
    public async Task A_dry_run_says_the_same_and_writes_nothing()
    {
        var structure = await StructureAsync();
        await App.ImportAsync("equipment", structure.Code, Machines);
        var before = await App.FingerprintAsync();

        var dry = await App.ImportAsync("failures", PdmApp.Lines("failures", Failures), dryRun: true, structure: structure.Code);

        Assert.Equal((3, 0), Changes(dry));
        Assert.Equal(before, await App.FingerprintAsync());
    }

    private async Task ImportAllAsync(Structure structure)
    {
        foreach (var kind in new[] { "equipment", "failures", "maintenance" }) await App.ImportAsync(kind, structure.Code, RowsOf(kind));
    }

    private Task<Structure> StructureAsync() => App.SaveAsync(Make.Structure());

    private Task<int> StopsAsync(IEnumerable<Guid> equipment) => App.WithDbAsync(db => db.Set<Downtime>().CountAsync(d => equipment.Contains(d.EquipmentId) && d.Until == d.From));

    private static string[] RowsOf(string kind) => kind switch { "equipment" => Machines, "failures" => Failures, _ => Maintenance };

    private static string MachineOf(Dictionary<Guid, Equipment> equipment, Intervention i) => equipment[equipment[i.EquipmentId!.Value].ParentId!.Value].Name;

    private static (int Created, int Changed) Changes(ImportReport report) => (report.Counts.Created, report.Counts.Changed);
}
