using System.Globalization;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules.Maintenance.Figures;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Import;

/// <summary>The whole real sample, compared with what its rows say when they are read the plainest way.</summary>
public sealed class RealPdmTests(PdmApp app) : AppTests<PdmApp>(app)
{
    private const double HoursOf2020 = 366 * 24;

    [RealDataFact("pdm-maint.csv")]
    public async Task Every_failure_and_replacement_is_one_intervention_in_either_order()
    {
        foreach (var order in new[] { new[] { "failures", "maintenance" }, ["maintenance", "failures"] })
        {
            var structure = await App.SaveAsync(Make.Structure());
            foreach (var kind in (string[])["equipment", .. order]) Assert.Equal(0, (await ImportAsync(kind, structure)).RefusedRows);

            var (equipment, interventions) = (await App.EquipmentAsync(structure.Id), await App.InterventionsAsync(structure.Id));
            Assert.Equal((70, 280), (equipment.Count(e => e.ParentId is null), equipment.Count(e => e.ParentId is not null)));
            Assert.Equal((508, 1821), (interventions.Count(i => i.Type == InterventionType.Corrective), interventions.Count(i => i.Type == InterventionType.Preventive)));
            Assert.All(interventions, i => Assert.Equal((InterventionState.Closed, i.OpenedAt), (i.State, i.EndedAt)));

            var names = equipment.ToDictionary(e => e.Id);
            var corrective = interventions.Where(i => i.Type == InterventionType.Corrective).Select(i => (names[names[i.EquipmentId!.Value].ParentId!.Value].Name, i.Symptom, i.OpenedAt)).ToHashSet();
            Assert.Equal(Rows("pdm-failures.csv").Select(r => ($"Machine {r[1]}", (string?)r[2], At(r[0]))).ToHashSet(), corrective);
            var before = await App.FingerprintAsync();
            foreach (var kind in order) Assert.Equal((0, 0), ((await ImportAsync(kind, structure)).Counts.Created, (await ImportAsync(kind, structure)).Counts.Changed));
            Assert.Equal(before, await App.FingerprintAsync());
        }
    }

    [RealDataFact("pdm-maint.csv")]
    public async Task The_mean_time_between_failures_of_every_machine_and_component_is_what_the_rows_give()
    {
        var structure = await App.SaveAsync(Make.Structure());
        foreach (var kind in new[] { "equipment", "failures", "maintenance" }) await ImportAsync(kind, structure);
        App.User.Grant(MaintenancePermissions.ViewFigures, Scope.All).Grant(MaintenancePermissions.View, Scope.All).Grant(AssetPermissions.View, Scope.All);
        var failures = Rows("pdm-failures.csv").ToLookup(r => $"Machine {r[1]}");

        var fleet = await FiguresAsync(structure, null);

        Assert.Equal(70, fleet.Lines.Count);
        foreach (var machine in fleet.Lines)
        {
            Same(machine.Reliability, failures[machine.Name].Select(r => r[0]).Distinct().Count());
            var parts = await FiguresAsync(structure, machine.Id);
            Assert.Equal(["comp1", "comp2", "comp3", "comp4"], parts.Lines.Select(l => l.Name).Order());
            foreach (var part in parts.Lines) Same(part.Reliability, failures[machine.Name].Count(r => r[2] == part.Name));
            Assert.Equal(machine.Reliability, parts.Total);
        }

        Assert.Single(fleet.Lines, l => l.Reliability.Failures == 0);
        Assert.Equal((477, TimeSpan.FromHours(70 * HoursOf2020), FigureStand.NotKnown), (fleet.Total.Failures, fleet.Total.Required, fleet.Total.MeanTimeToRestore.Stand));
        Assert.Equal((508, FigureStand.NotKnown, FigureStand.NotKnown), (fleet.Service.Resolution.Known.Whole, fleet.Service.Resolution.Median.Stand, fleet.Service.FirstTimeFix.Value.Stand));
    }

    /// <summary>No duration stands in the files: D is nothing, so that how long repairs took, and availability, are not known.</summary>
    private static void Same(Reliability found, int failures)
    {
        Assert.Equal((failures, TimeSpan.FromHours(HoursOf2020), TimeSpan.Zero), (found.Failures, found.Required, found.Down));
        if (failures == 0)
        {
            Assert.Equal((FigureStand.NoFailure, FigureStand.NoFailure, FigureStand.NoFailure), (found.MeanTimeBetweenFailures.Stand, found.MeanTimeToRestore.Stand, found.Availability.Stand));
            return;
        }

        Assert.Equal(HoursOf2020 / failures, found.MeanTimeBetweenFailures.Value!.Value.TotalHours, 6);
        Assert.Equal((FigureStand.NotKnown, FigureStand.NotKnown), (found.MeanTimeToRestore.Stand, found.Availability.Stand));
    }

    private async Task<MaintenanceFigures> FiguresAsync(Structure structure, Guid? equipment) => (await App.RunAsync((GetFigures use) => use.RunAsync(
        new() { From = new(2020, 1, 1), To = new(2020, 12, 31), Client = structure.Id, Equipment = equipment }, default))).Value!;   // asked with every right

    private async Task<OpsFlux.Kernel.Import.ImportReport> ImportAsync(string kind, Structure structure) => await App.ImportAsync(
        kind, await File.ReadAllBytesAsync(RealData.Find(kind switch { "equipment" => "pdm-machines.csv", "failures" => "pdm-failures.csv", _ => "pdm-maint.csv" })!), structure: structure.Code);   // the test is skipped where they are absent

    /// <summary>Rows split at their commas: the sample quotes nothing.</summary>
    private static IEnumerable<string[]> Rows(string file) => File.ReadLines(RealData.Find(file)!).Skip(1).Select(l => l.Split(','));

    private static DateTimeOffset At(string value) => DateTimeOffset.ParseExact(value, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
