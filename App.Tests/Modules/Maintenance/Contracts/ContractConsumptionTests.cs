using Npgsql;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Contracts.Consumption;
using OpsFlux.Modules.Maintenance.Contracts.Rates;
using OpsFlux.Modules.Maintenance.Contracts.Statements;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Modules.Maintenance.Technicians;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Modules.Maintenance.Contracts.Rates;
using OpsFlux.Tests.Support;
using Xunit;
using static OpsFlux.Tests.Modules.Maintenance.Contracts.ContractScene;

namespace OpsFlux.Tests.Modules.Maintenance.Contracts;

public sealed class ContractConsumptionTests(TestApp app) : AppTests(app)
{
    private const string Friday = "2026-07-31";

    /// <summary>The examples of the domain's rules, all the way to the line.</summary>
    [Theory]
    [InlineData(RateRounding.PerEntry, 105)]
    [InlineData(RateRounding.PerSegment, 120)]
    public async Task Closing_counts_the_work_by_the_scale(RateRounding rounding, int minutes)
    {
        var scale = await App.ScaleAsync(Scales.Hours with { Rounding = rounding });
        var contract = await App.ContractAsync((await App.ClientAsync()).StructureId, c => (c.IncludedMinutes, c.IncludedInterventions, c.ScaleId) = (600, 10, scale.Id));
        var work = Work(contract);

        Assert.Null((await App.ConsumeAsync(work, Worked($"{Friday} 17:20", $"{Friday} 18:50"))).Refusal);

        var lines = await App.LinesAsync(contract);
        Assert.Equal([(ConsumptionKind.Intervention, ContractUnit.Interventions, 1m), (ConsumptionKind.Time, ContractUnit.Minutes, minutes)], lines.Select(l => (l.Kind, l.Unit, l.Units)));
        Assert.All(lines, l => Assert.Equal((work.Id, contract.Id, ConsumptionBearing.Pot, new DateOnly(2026, 7, 31)), (l.InterventionId, l.PotId, l.Bearing, l.On)));
        Assert.Equal(["Day 40", "Evening 50"], ConsumptionDetail.Parse(lines[1].Detail).Pieces.Select(p => $"{p.Segment} {p.Minutes:0}"));
    }

    [Fact]
    public async Task Points_go_by_the_speciality_of_the_technician()
    {
        var (technician, scale) = (await App.TechnicianAsync(), await App.ScaleAsync(Scales.Points));
        await App.WithDbAsync(async db =>
        {
            db.Attach(technician).Entity.Speciality = "Technician";
            return await db.SaveChangesAsync();
        });
        var contract = await App.ContractAsync((await App.ClientAsync()).StructureId, c => (c.IncludedPoints, c.ScaleId) = (1000, scale.Id));

        await App.ConsumeAsync(Work(contract), Worked("2026-07-28 10:00", "2026-07-28 10:50", technician.UserId));

        Assert.Equal((ContractUnit.Points, 112m), Assert.Single(await App.LinesAsync(contract)) is var line ? (line.Unit, line.Units) : default);
    }

    [Fact]
    public async Task Twice_is_harmless_and_a_work_without_a_contract_consumes_nothing()
    {
        var contract = await App.ContractAsync((await App.ClientAsync()).StructureId, c => c.IncludedMinutes = 600);
        var work = Work(contract);

        await App.ConsumeAsync(work, Worked("2026-07-28 10:00", "2026-07-28 10:50"));
        await App.ConsumeAsync(work, Worked("2026-07-28 10:00", "2026-07-28 10:50"));

        Assert.Equal(50m, Assert.Single(await App.LinesAsync(contract)).Units);
    }

    [Fact]
    public async Task What_expires_first_is_used_first_and_what_is_missing_is_quoted()
    {
        var contract = await App.ContractAsync((await App.ClientAsync()).StructureId, c => c.IncludedMinutes = 30);
        var soon = await App.SaveAsync(new ContractPot { ContractId = contract.Id, Unit = ContractUnit.Minutes, Granted = 20, To = new(2026, 8, 31) });

        await App.ConsumeAsync(Work(contract), Worked("2026-07-28 10:00", "2026-07-28 11:00"));

        Assert.Equal(
            [(ConsumptionBearing.Pot, (Guid?)soon.Id, 20m), (ConsumptionBearing.Pot, contract.Id, 30m), (ConsumptionBearing.Quote, null, 10m)],
            (await App.LinesAsync(contract)).Select(l => (l.Bearing, l.PotId, l.Units)));
    }

    [Fact]
    public async Task A_contract_that_blocks_refuses_and_writes_nothing()
    {
        var contract = await App.ContractAsync((await App.ClientAsync()).StructureId, c => (c.IncludedMinutes, c.Overrun) = (30, OverrunPolicy.Block));

        var refused = await App.ConsumeAsync(Work(contract), Worked("2026-07-28 10:00", "2026-07-28 11:00"));
        var outside = await App.ConsumeAsync(Work(contract), Worked("2027-01-01 10:00", "2027-01-01 10:10"));

        Assert.Equal((ContractRefusals.Exhausted, ContractRefusals.NotInForce), (refused.Refusal?.Code, outside.Refusal?.Code));
        Assert.Empty(await App.LinesAsync(contract));
    }

    [Fact]
    public async Task Two_works_that_end_at_one_moment_cannot_both_have_the_last_hour()
    {
        var contract = await App.ContractAsync((await App.ClientAsync()).StructureId, c => (c.IncludedMinutes, c.Overrun) = (60, OverrunPolicy.Block));

        var done = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => App.ConsumeAsync(Work(contract), Worked("2026-07-28 10:00", "2026-07-28 11:00"))));

        Assert.Single(done, d => !d.Failed);
        Assert.Equal(60m, (await App.LinesAsync(contract)).Sum(l => l.Units));
    }

    [Fact]
    public async Task The_way_is_counted_once_for_one_site_and_day_and_shared()
    {
        var scale = await App.ScaleAsync(Scales.Hours with { Travel = new(TravelKind.PerKilometre, 1m, new Dictionary<string, decimal>()) });
        var structure = (await App.ClientAsync()).StructureId;
        var (contract, site) = (await App.ContractAsync(structure, c => (c.IncludedMinutes, c.ScaleId) = (6000, scale.Id)), await App.SaveAsync(Make.Site(structure: structure)));

        await App.ConsumeAsync(Work(contract, site.Id), Travelled("2026-07-28 10:00", 40));
        await App.ConsumeAsync(Work(contract, site.Id), Travelled("2026-07-28 14:00", 30));
        await App.ConsumeAsync(Work(contract, site.Id), Travelled("2026-07-29 10:00", 30));

        var travel = (await App.LinesAsync(contract)).Where(l => l.Kind == ConsumptionKind.Travel).ToList();
        Assert.Equal([40m, -40m, 20m, 20m, 30m], travel.Select(l => l.Units));
        Assert.Equal(travel[0].Id, travel[1].ReversesId);
    }

    [Fact]
    public async Task A_correction_takes_the_line_back_and_counts_anew()
    {
        App.User.Keeps();
        var contract = await App.ContractAsync((await App.ClientAsync()).StructureId, c => c.IncludedMinutes = 600);
        var entry = Worked("2026-07-28 10:00", "2026-07-28 11:00");
        await App.ConsumeAsync(Work(contract), entry);

        var right = Worked("2026-07-28 10:00", "2026-07-28 10:20");
        var done = await CorrectAsync(new() { ContractId = contract.Id, EntryId = entry.Id, From = right.From, To = right.To, Reason = "Pause oubliée" });
        var away = await CorrectAsync(new() { ContractId = contract.Id, EntryId = entry.Id, Reason = "Saisi deux fois" });
        var again = await CorrectAsync(new() { ContractId = contract.Id, EntryId = entry.Id, Reason = "Encore une fois" });

        Assert.Equal([60m, -60m, 20m, -20m], (await App.LinesAsync(contract)).Select(l => l.Units));
        Assert.Null(done.Refusal);
        Assert.Null(away.Refusal);
        Assert.Equal(ContractRefusals.AlreadyReversed, again.Refusal?.Code);
    }

    [Fact]
    public async Task Lines_cannot_be_changed_or_removed_even_past_the_application()
    {
        var contract = await App.ContractAsync((await App.ClientAsync()).StructureId, c => c.IncludedMinutes = 600);
        await App.ConsumeAsync(Work(contract), Worked("2026-07-28 10:00", "2026-07-28 11:00"));

        await Assert.ThrowsAsync<PostgresException>(() => App.SqlAsync("update maintenance.consumption_lines set units = 0"));
        await Assert.ThrowsAsync<PostgresException>(() => App.SqlAsync("delete from maintenance.consumption_lines"));
    }

    [Fact]
    public async Task Each_step_of_consumption_is_told_once()
    {
        var contract = await App.ContractAsync((await App.ClientAsync()).StructureId, c => c.IncludedMinutes = 100);

        await App.ConsumeAsync(Work(contract), Worked("2026-07-28 10:00", "2026-07-28 10:50"));
        await App.ConsumeAsync(Work(contract), Worked("2026-07-28 12:00", "2026-07-28 12:10"));
        await App.ConsumeAsync(Work(contract), Worked("2026-07-28 14:00", "2026-07-28 14:40"));

        Assert.Equal([50, 100], (await App.EventsAsync<ContractUsed>()).Where(e => e.ContractId == contract.Id).Select(e => e.Percent));
    }

    [Fact]
    public async Task The_preview_says_what_closing_will_count_and_writes_nothing()
    {
        App.User.Keeps();
        var scale = await App.ScaleAsync(Scales.Hours);
        var contract = await App.ContractAsync((await App.ClientAsync()).StructureId, c => (c.IncludedMinutes, c.ScaleId) = (100, scale.Id));

        var preview = (await PreviewAsync(new() { ContractId = contract.Id, Entries = [Worked($"{Friday} 17:20", $"{Friday} 18:50")] })).Value!;

        Assert.Equal((105m, 5m), (preview.Entries[0].Cost.Units, preview.ToQuote));
        Assert.Equal((100m, 0m), (preview.Balances[0].Now.Left, preview.Balances[0].Then.Left));
        Assert.Empty(await App.LinesAsync(contract));
    }

    [Fact]
    public async Task Whoever_sees_neither_contract_nor_work_previews_nothing()
    {
        var contract = await App.ContractAsync((await App.ClientAsync()).StructureId, c => c.IncludedMinutes = 100);
        var other = await App.SaveAsync(Make.Structure());

        Assert.Equal(Refusal.Forbidden, (await PreviewAsync(new() { ContractId = contract.Id })).Refusal);
        App.User.Grant(MaintenancePermissions.ViewContracts, Scope.Structure, other.Id);
        Assert.Equal(Refusal.NotFound, (await PreviewAsync(new() { ContractId = contract.Id })).Refusal);
    }

    [Fact]
    public async Task A_statement_goes_by_the_day_of_booking_and_reads_the_same_after_a_correction()
    {
        App.User.Keeps();
        var contract = await App.ContractAsync((await App.ClientAsync()).StructureId, c => c.IncludedMinutes = 600);
        var entry = Worked("2026-07-28 10:00", "2026-07-28 11:00");
        await App.ConsumeAsync(Work(contract), entry);
        var month = DateOnly.FromDateTime(App.Clock.Now.UtcDateTime);
        var before = await StatementAsync(contract.Id, month);

        App.Clock.Advance(TimeSpan.FromDays(40));
        await CorrectAsync(new() { ContractId = contract.Id, EntryId = entry.Id, Reason = "Saisi deux fois" });

        var after = await StatementAsync(contract.Id, month);
        Assert.Equal(before.Lines.Select(l => l.Line.Id), after.Lines.Select(l => l.Line.Id));
        Assert.Equal(before.Totals, after.Totals);
        Assert.Equal(new StatementTotal(ContractUnit.Minutes, 60m, -60m, 0m), Assert.Single((await StatementAsync(contract.Id, month.AddDays(40))).Totals));
    }

    private static WorkedTime Travelled(string from, int kilometres)
    {
        var entry = Worked(from, from);
        entry.TravelKilometres = kilometres;
        return entry;
    }

    private Task<Result> CorrectAsync(CorrectConsumptionRequest request) => App.RunAsync<CorrectConsumption, Result>(use => use.RunAsync(request, default));

    private Task<Result<ConsumptionPreview>> PreviewAsync(PreviewConsumptionRequest request) => App.RunAsync<PreviewConsumption, Result<ConsumptionPreview>>(use => use.RunAsync(request, default));

    private async Task<ContractStatement> StatementAsync(Guid contract, DateOnly month) => (await App.RunAsync<GetStatement, Result<ContractStatement>>(use => use.RunAsync(contract, month, default))).Value!;
}
