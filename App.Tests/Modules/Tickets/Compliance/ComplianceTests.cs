using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Sweep;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Modules.Tickets.Compliance;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Kernel.Sla;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Compliance;

/// <summary>The report's figures, against a count of every minute of every clock.</summary>
public sealed class ComplianceTests(TestApp app) : AppTests(app)
{
    /// <summary>Monday 2 November 2026, nine in Casablanca; the report is read on Friday the 27th in the afternoon.</summary>
    private static readonly DateTimeOffset Monday = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero), Now = new(2026, 11, 27, 15, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<Guid, MinuteByMinute> walks = [];

    [Fact]
    public async Task Figures_agree_with_a_count_of_every_minute()
    {
        var (own, second) = await WorldAsync();

        foreach (var address in new[] { "", "?from=2026-11-02&to=2026-11-03", "?clock=resolution", "?clock=take-charge&period=ThisYear", "?period=LastMonth", $"?structure={own.Id}", $"?structure={second.Id}&clock=resolution", "?site=none", "?technician=none" })
            foreach (var by in Enum.GetValues<ComplianceBy>())
                await CompareAsync(ListQuery.Parse(address).With("view", by.ToString()));
    }

    [Fact]
    public async Task What_is_behind_each_figure_is_listed_with_its_reason()
    {
        var (own, _) = await WorldAsync();
        foreach (var figure in Enum.GetValues<ComplianceFigure>())
        {
            var filter = FilterOf($"?structure={own.Id}&figure={figure}");
            var (total, list) = ((await FiguresAsync(filter)).Total, (await App.RunAsync((ListComplianceClocks use) => use.RunAsync(filter, default))).Value!);
            Assert.Equal(CountOf(total, figure), list.Clocks.Count);
            Assert.False(list.IsCut);
            Assert.All(list.Clocks, c => Assert.Equal(figure is ComplianceFigure.Justified or ComplianceFigure.Excluded, figure is ComplianceFigure.Breached ? false : c.Said is not null));
            Assert.All(list.Clocks, c => Assert.Equal(figure is ComplianceFigure.AtRisk, c.Percent >= ClocksAtRisk.From));
        }
    }

    [Fact]
    public async Task Only_tickets_that_one_may_see_count_and_only_those_one_may_export_are_exported()
    {
        var (own, second) = await WorldAsync();
        App.User.As(await App.SaveAsync(Make.User()));   // who asked for none of them
        App.User.Grant(TicketPermissions.View, Scope.Structure, own.Id).Grant(TicketPermissions.Export, Scope.Structure, second.Id);
        Assert.Equal([own.Id], (await FiguresAsync(FilterOf("?period=ThisYear"))).Lines.Select(l => l.Key!.Value));

        var exported = (await App.RunAsync((ExportCompliance use) => use.RunAsync(FilterOf("?period=ThisYear"), "Csv", default))).Value!;
        Assert.Equal([second.Id], exported.Figures.Lines.Select(l => l.Key!.Value));
        var entry = await App.WithDbAsync(db => db.Set<AuditEntry>().Where(a => a.Action == AuditAction.Export).OrderByDescending(a => a.Id).FirstAsync());
        Assert.StartsWith("compliance, Csv, 1: Compliance.From=", entry.Detail, StringComparison.Ordinal);

        App.User.Revoke(TicketPermissions.Export);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ExportCompliance use) => use.RunAsync(new(), "Csv", default))).Refusal);
        App.User.Revoke(SlaPermissions.View);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((GetCompliance use) => use.RunAsync(new(), default))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ListComplianceClocks use) => use.RunAsync(new(), default))).Refusal);
    }

    [Fact]
    public async Task Who_may_see_tickets_of_two_structures_and_figures_of_one_gets_those_of_the_one()
    {
        var (own, second) = await WorldAsync();
        App.User.As(await App.SaveAsync(Make.User()));   // who asked for none of them
        App.User.Grant(TicketPermissions.View, Scope.Structure, own.Id, second.Id).Grant(SlaPermissions.View, Scope.Structure, own.Id);

        var figures = await FiguresAsync(FilterOf(""));

        Assert.Equal(own.Id, Assert.Single(figures.Lines).Key);
    }

    [Fact]
    public async Task The_report_is_three_statements_however_many_tickets_there_are()
    {
        await WorldAsync();
        await FiguresAsync(new());

        Assert.Equal(3, await App.CountQueriesAsync(() => FiguresAsync(new())));
        Assert.Equal(3, await App.CountQueriesAsync(() => FiguresAsync(FilterOf("?from=2026-11-02&to=2026-11-02&view=Technician"))));
    }

    [Theory]
    [InlineData("?period=Sometime", "period")]
    [InlineData("?from=demain", "from")]
    [InlineData("?clock=lunch", "clock")]
    [InlineData("?structure=x", "structure")]
    [InlineData("?figure=3", "figure")]
    [InlineData("?color=red", "color")]
    public void What_an_address_says_and_nobody_understands_is_refused_by_name(string address, string name) =>
        Assert.Equal(name, ComplianceFilter.Parse(ListQuery.Parse(address)).Refusal!.Arguments[0]);

    [Theory]
    [InlineData("", "2026-11-01", "2026-11-30")]
    [InlineData("?from=2026-11-10", "2026-11-10", "2026-11-30")]
    [InlineData("?from=2027-01-05", "2027-01-05", "2027-01-05")]
    [InlineData("?to=2026-10-05", "2026-10-05", "2026-10-05")]
    [InlineData("?from=2026-11-10&to=2026-11-01", "2026-11-10", "2026-11-10")]
    [InlineData("?period=LastMonth", "2026-10-01", "2026-10-31")]
    public void The_period_is_the_month_until_the_address_says_otherwise(string address, string from, string to)
    {
        var days = FilterOf(address).DaysOn(new(2026, 11, 20));
        Assert.Equal((from, to), (days.From.ToString("yyyy-MM-dd", null), days.To.ToString("yyyy-MM-dd", null)));
    }

    [Fact]
    public void One_late_of_a_million_is_not_all_of_them()
    {
        Assert.Equal(99.9m, new ComplianceLine(null, null, 999_999, 1, 0, 0, 0).Percent);
        Assert.Equal(66.6m, new ComplianceLine(null, null, 2, 1, 0, 0, 0).Percent);
        Assert.Null(new ComplianceLine(null, null, 0, 0, 0, 3, 2).Percent);
    }

    /// <summary>The use case's answer, line by line, against plain loops over the facts of all clocks.</summary>
    private async Task CompareAsync(ListQuery query)
    {
        var filter = ComplianceFilter.Parse(query).Value!;
        var expected = (await CountedAsync(filter)).OrderBy(e => e.Key).ToList();
        var lines = (await FiguresAsync(filter)).Lines;
        var found = lines.Select(l => (Key: l.Key ?? Guid.Empty, l.Met, l.Breached, l.Justified, l.AtRisk, l.Excluded)).OrderBy(l => l.Key).ToList();

        Assert.True(expected.SequenceEqual(found), $"{query}\nexpected {string.Join("; ", expected)}\nfound {string.Join("; ", found)}");
        Assert.Equal(lines.Where(l => l.Percent is not null).Select(l => l.Percent!.Value).Order(), lines.Where(l => l.Percent is not null).Select(l => l.Percent!.Value));
    }

    private async Task<List<(Guid Key, int Met, int Breached, int Justified, int AtRisk, int Excluded)>> CountedAsync(ComplianceFilter filter)
    {
        var clocks = await App.WithDbAsync(db => db.Set<SlaClock>().AsNoTracking().ToListAsync());
        var tickets = await App.WithDbAsync(db => db.Set<Ticket>().IgnoreQueryFilters().AsNoTracking().ToDictionaryAsync(t => t.Id));
        var versions = await App.WithDbAsync(db => db.Set<CalendarVersion>().AsNoTracking().ToDictionaryAsync(v => v.Id, v => CalendarDefinition.Parse(v.Definition).ToRules()));
        var days = filter.DaysOn(new(2026, 11, 27));
        var counts = new Dictionary<Guid, int[]>();
        foreach (var clock in clocks)
        {
            var ticket = tickets[clock.RecordId];
            if (ticket.DeletedAt is not null || ticket.State is TicketState.Cancelled || clock.CalendarVersionId is null || !IsIn(filter, clock, ticket)) continue;
            if (!walks.TryGetValue(clock.Id, out var walked)) walks[clock.Id] = walked = MinuteByMinute.Of(FactsJson.Read(clock.Facts), versions[clock.CalendarVersionId.Value], Now);
            if (FigureOf(walked, versions[clock.CalendarVersionId.Value].Zone, days) is not { } figure) continue;
            var key = filter.By switch { ComplianceBy.Site => ticket.SiteId, ComplianceBy.Category => ticket.CategoryId, ComplianceBy.Technician => ticket.AssigneeId, ComplianceBy.Agreement => clock.PolicyId, _ => ticket.StructureId } ?? Guid.Empty;
            if (!counts.TryGetValue(key, out var line)) counts[key] = line = new int[Enum.GetValues<ComplianceFigure>().Length];
            line[(int)figure]++;
            if (figure is ComplianceFigure.Breached && clock.Justification is not null) line[(int)ComplianceFigure.Justified]++;
        }

        return [.. counts.Select(c => (c.Key, c.Value[0], c.Value[1], c.Value[2], c.Value[3], c.Value[4]))];
    }

    /// <summary>Of a day, in the reader's zone, which is that of the calendars too. Null: counts nowhere in this period.</summary>
    private static ComplianceFigure? FigureOf(MinuteByMinute walked, TimeZoneInfo zone, DaySpan days)
    {
        if (walked.IsCancelled || walked.Target is not { } target) return null;
        var late = walked.Elapsed > target || (walked.Elapsed == target && walked.StoppedAt is null);
        if (walked.IsExcluded) return IsOn(walked.StoppedAt is { } stop && !(walked.DueAt < stop) ? stop : walked.DueAt) ? ComplianceFigure.Excluded : null;
        if (late) return IsOn(walked.DueAt) ? ComplianceFigure.Breached : null;
        if (walked.StoppedAt is { } at) return IsOn(at) ? ComplianceFigure.Met : null;
        return !walked.IsWaiting && 100 * walked.Elapsed >= 75 * target ? ComplianceFigure.AtRisk : null;

        bool IsOn(DateTimeOffset? instant) => instant is { } known && DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(known, zone).DateTime) is var day && day >= days.From && day <= days.To;
    }

    private static bool IsIn(ComplianceFilter filter, SlaClock clock, Ticket ticket) =>
        (filter.Clock is null || filter.Clock == clock.Code) && (filter.Structure is not { } structure || structure.Id == ticket.StructureId)
        && (filter.Site is not { } site || site.Id == ticket.SiteId) && (filter.Technician is not { } technician || technician.Id == ticket.AssigneeId);

    private static int CountOf(ComplianceLine line, ComplianceFigure figure) => figure switch
    {
        ComplianceFigure.Met => line.Met,
        ComplianceFigure.Breached => line.Breached,
        ComplianceFigure.Justified => line.Justified,
        ComplianceFigure.AtRisk => line.AtRisk,
        _ => line.Excluded,
    };

    private static ComplianceFilter FilterOf(string address) => ComplianceFilter.Parse(ListQuery.Parse(address)).Value!;   // understood

    private async Task<ComplianceFigures> FiguresAsync(ComplianceFilter filter) => (await App.RunAsync((GetCompliance use) => use.RunAsync(filter, default))).Value!;

    /// <summary>Two structures with tickets of every outcome. Leaves the clock at the moment of reading, and whoever reads may see all.</summary>
    private async Task<(Structure Own, Structure Second)> WorldAsync()
    {
        var scene = new ClockScene(App);
        scene.GrantAll();
        App.User.Grant(TicketPermissions.View, Scope.All).Grant(TicketPermissions.Export, Scope.All);
        var calendar = await scene.CalendarAsync("9-12 14-18");
        var (own, second) = (await scene.StructureAsync(calendar), await scene.StructureAsync(calendar));
        foreach (var structure in new[] { own, second }) await scene.PolicyAsync(structure, [ClockScene.TakeCharge(60), ClockScene.Resolution(10 * 60)]);
        await new OutcomeScene(App, scene, Monday).MakeAsync(own, second);
        App.Clock.Now = Now;
        while (await App.RunAsync((StepTaking use) => use.RunAsync(default)) > 0)
        {
        }

        return (own, second);
    }
}
