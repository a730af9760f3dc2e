using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Settings;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Modules.Maintenance.Interventions.Work;
using OpsFlux.Modules.Maintenance.Interventions.Work.Costs;
using OpsFlux.Modules.Maintenance.Technicians;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Support;
using Xunit;
using static OpsFlux.Tests.Modules.Maintenance.Interventions.Work.WorkScene;

namespace OpsFlux.Tests.Modules.Maintenance.Interventions.Work;

/// <summary>Parts that were used up, and what an intervention cost.</summary>
public sealed class WorkPartsTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Parts_are_added_and_taken_away_until_it_is_over()
    {
        var technician = await App.TechnicianAsync();
        var work = await App.BegunAsync(technician);
        var seal = await App.AddPartAsync(work.Id, " Joint 40 mm ", 2, 18.5m);
        var hose = await App.AddPartAsync(work.Id, "Flexible", 1.25m);

        Assert.Equal([("Joint 40 mm", 2m, (decimal?)18.5m), ("Flexible", 1.25m, null)], (await App.SheetAsync(work.Id)).Value!.Parts.Select(p => (p.Name, p.Quantity, p.UnitPrice)));   // granted
        Assert.Null((await RemoveAsync(work.Id, hose.Value)).Refusal);
        Assert.Same(Refusal.NotFound, (await RemoveAsync(work.Id, hose.Value)).Refusal);
        Assert.Equal("Quantity", Assert.Single((await App.AddPartAsync(work.Id, "Vis", 0)).Refusal!.Fields).Field);   // refused
        Assert.Null((await App.CloseAsync(work.Id)).Refusal);

        Assert.Equal(MaintenanceRefusals.IsOver, (await RemoveAsync(work.Id, seal.Value)).Refusal?.Code);
        Assert.Equal(MaintenanceRefusals.IsOver, (await App.AddPartAsync(work.Id, "Vis")).Refusal?.Code);
    }

    [Fact]
    public async Task Names_are_suggested_from_what_one_works_on()
    {
        var (technician, other) = (await App.TechnicianAsync(), await App.TechnicianAsync());
        var (mine, theirs) = (await App.InterventionAsync(await App.EquipmentAsync(), technician), await App.InterventionAsync(await App.EquipmentAsync(), other));
        await App.AddPartAsync(mine.Id, "Roulement 6204", price: 40);
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await App.AddPartAsync(mine.Id, "roulement 6204", price: 42);
        await App.AddPartAsync(theirs.Id, "Roulement secret");
        App.BeTechnician(technician);

        Assert.Equal([("roulement 6204", (decimal?)42m)], (await SuggestAsync("ROUL")).Select(p => (p.Name, p.UnitPrice)));
        Assert.Empty(await SuggestAsync("ment"));   // beginnings alone
        Assert.Empty(await SuggestAsync("%"));
        Assert.Empty(await SuggestAsync(" "));
    }

    [Fact]
    public void What_is_not_known_is_named_and_not_counted()
    {
        var from = FakeClock.Start;
        PricedTime[] times = [new("Rachid", from, from.AddMinutes(90), 24, 180), new("Yasmine", from, from.AddMinutes(60), null, null), new("Julien", from, from, 10, null)];

        var costs = InterventionCosts.Of(times, [new("Joint", 3, 18.5m), new("Huile", 1, null)], 2.5m);

        Assert.Equal((270m, (decimal?)85m, 55.5m, 410.5m, false), (costs.Labour, costs.Way, costs.Parts, costs.Total, costs.IsWhole));
        Assert.Equal(["Yasmine"], costs.UnknownRates);
        Assert.Equal(["Huile"], costs.UnknownPrices);
        Assert.Null(InterventionCosts.Of(times, [], 0).Way);
        Assert.True(InterventionCosts.Of([times[0]], [], null).IsWhole);
    }

    [Fact]
    public async Task Costs_are_for_whoever_may_see_them()
    {
        var technician = await App.TechnicianAsync(await App.SaveAsync(Make.User("Rachid Amrani")));
        var work = await App.BegunAsync(technician);
        await App.TimeAsync(work.Id, technician.UserId, "2026-11-19 08:00", "2026-11-19 10:00", t => t.TravelKilometres = 10);
        await App.AddPartAsync(work.Id, "Joint", 2, 5);
        Assert.Null((await GetAsync(work.Number)).Costs);

        App.User.Grant(MaintenancePermissions.ViewCosts, Scope.All);
        Assert.Equal((0m, 10m, "Rachid Amrani"), (await GetAsync(work.Number)).Costs is { } unknown ? (unknown.Labour, unknown.Total, Assert.Single(unknown.UnknownRates)) : default);

        await App.WithDbAsync(async db =>
        {
            (await db.Set<Technician>().SingleAsync(t => t.Id == technician.Id)).HourlyRate = 150;
            db.Add(new SettingValue { Code = "maintenance.KilometreCost", Value = "2.50" });
            return await db.SaveChangesAsync();
        });
        var costs = (await GetAsync(work.Number)).Costs!;   // granted, and work was done
        Assert.Equal((300m, (decimal?)25m, 10m, 335m, true), (costs.Labour, costs.Way, costs.Parts, costs.Total, costs.IsWhole));
        App.User.As(await App.SaveAsync(Make.User("Nadia Berrada"))).Grant(MaintenancePermissions.ViewCosts, Scope.Structure, (await App.SaveAsync(Make.Structure())).Id);   // who asked for it sees what is his own
        Assert.Null((await GetAsync(work.Number)).Costs);
    }

    private Task<Result> RemoveAsync(Guid work, Guid part) => App.RunAsync<EditParts, Result>(use => use.RemoveAsync(work, part, default));

    private Task<IReadOnlyList<PartSuggestion>> SuggestAsync(string words) => App.RunAsync<EditParts, IReadOnlyList<PartSuggestion>>(use => use.SuggestAsync(words, default));

    private async Task<InterventionDetails> GetAsync(string number) => (await App.RunAsync<GetIntervention, Result<InterventionDetails>>(use => use.RunAsync(number, default))).Value!;   // granted
}
