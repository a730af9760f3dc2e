using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Kernel.Sla.Recomputing;
using OpsFlux.Kernel.Sla.Sweep;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sla.Recomputing;

public sealed class RecomputeTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task What_was_opened_before_there_was_an_agreement_gets_one_with_the_time_that_has_passed()
    {
        var scene = Scene();
        var (structure, other) = (await scene.StructureAsync(await scene.CalendarAsync()), await scene.StructureAsync(null));
        var (ticket, foreign) = (await scene.OpenAsync(structure), await scene.OpenAsync(other));
        App.Clock.Advance(TimeSpan.FromHours(2));
        var policy = await scene.PolicyAsync(structure, [ClockScene.Resolution(8 * 60)]);

        var preview = await PreviewAsync(new() { PolicyId = policy.Id });
        var due = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);   // opened Friday at ten, eight hours: Monday at ten in Casablanca
        var moved = Assert.Single(preview.Moved);
        Assert.Equal((ticket.Number, TicketClocks.Resolution, (DateTimeOffset?)null, (DateTimeOffset?)due), (moved.Number, moved.Code, moved.Before, moved.After));
        Assert.Equal(1, preview.Counts.Looked);

        Assert.True((await RunAsync(new() { OnlyUnagreed = true })).Counts.Moved > 0);   // other tests' tickets may be among them
        var clock = await scene.ClockAsync(ticket);
        Assert.Equal((ClockState.Running, policy.Id, due, true), (clock.State, clock.PolicyId!.Value, clock.DueAt!.Value, clock.IsLead));
        Assert.Equal([ClockFactKind.Started, ClockFactKind.TargetChanged], FactsJson.Read(clock.Facts).Select(f => f.Kind));
        Assert.Equal(App.Clock.Now, FactsJson.Read(clock.Facts)[1].At);
        Assert.Null((await scene.ClockAsync(foreign)).PolicyId);
    }

    [Fact]
    public async Task Computing_twice_changes_nothing_the_second_time()
    {
        var scene = Scene();
        var calendar = await scene.CalendarAsync();
        var structure = await scene.StructureAsync(calendar);
        var policy = await scene.PolicyAsync(structure, [ClockScene.Resolution(600)]);
        var (running, waiting) = (await scene.OpenAsync(structure), await scene.OpenAsync(structure));
        await scene.MarkAsync(waiting, ClockFactKind.Paused, "parts");
        await scene.ChangeHoursAsync(calendar, "10-12");
        App.Clock.Advance(TimeSpan.FromMinutes(30));

        var first = await RunAsync(new() { CalendarIds = [calendar] });
        var (once, held) = (await scene.ClockAsync(running), await scene.ClockAsync(waiting));
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await RunAsync(new() { CalendarIds = [calendar] });

        Assert.Equal((1, 1), (first.Counts.Moved, first.Counts.Waiting));
        Assert.Equal((2, 0, 0), (second.Counts.Looked, second.Counts.Moved, second.Counts.Waiting));
        Assert.Equivalent(once, await scene.ClockAsync(running), strict: true);
        Assert.Equivalent(held, await scene.ClockAsync(waiting), strict: true);
        Assert.Equal([ClockFactKind.Started, ClockFactKind.TargetChanged], FactsJson.Read(once.Facts).Select(f => f.Kind));   // another calendar is no other target
        Assert.Equal(policy.Id, once.PolicyId);
    }

    [Fact]
    public async Task Another_clock_may_lead_afterwards()
    {
        var scene = Scene();
        var structure = await scene.StructureAsync(null);
        var policy = await scene.PolicyAsync(structure, [ClockScene.Resolution(120)]);
        var ticket = await scene.OpenAsync(structure);
        Assert.True((await scene.ClockAsync(ticket)).IsLead);
        await scene.RedefineAsync(policy, ClockScene.Definition(structure, [ClockScene.TakeCharge(60), ClockScene.Resolution(120)]));

        await RunAsync(new() { PolicyId = policy.Id });
        Assert.Equal((true, false), ((await scene.ClockAsync(ticket, TicketClocks.TakeCharge)).IsLead, (await scene.ClockAsync(ticket)).IsLead));
        await scene.RedefineAsync(policy, ClockScene.Definition(structure, [ClockScene.TakeCharge(180), ClockScene.Resolution(120)]));
        await RunAsync(new() { PolicyId = policy.Id });
        Assert.Equal((false, true), ((await scene.ClockAsync(ticket, TicketClocks.TakeCharge)).IsLead, (await scene.ClockAsync(ticket)).IsLead));
    }

    [Fact]
    public async Task Steps_that_were_taken_stay_taken_and_of_those_passed_only_the_highest_follows()
    {
        var scene = Scene();
        var structure = await scene.StructureAsync(null);
        PolicyStep[] steps = [new(null, 50, StepAction.Notify, StepReceiver.Assignee), new(null, 75, StepAction.Notify, StepReceiver.Assignee), new(null, 90, StepAction.Notify, StepReceiver.Assignee)];
        var policy = await scene.PolicyAsync(structure, [ClockScene.Resolution(600)], steps: steps);
        var ticket = await scene.OpenAsync(structure);
        App.Clock.Advance(TimeSpan.FromMinutes(320));
        await SweepAsync();
        Assert.Equal(50, (await scene.ClockAsync(ticket)).TakenStep);
        await scene.RedefineAsync(policy, ClockScene.Definition(structure, [ClockScene.Resolution(300)], steps: steps));

        var done = await RunAsync(new() { PolicyId = policy.Id });
        Assert.Equal((1, 1, 0), (done.Counts.Moved, done.Counts.MoreBreached, done.Counts.FewerBreached));
        Assert.Equal(50, (await scene.ClockAsync(ticket)).TakenStep);
        await SweepAsync();
        var told = (await App.EventsAsync<ClockStepReached>()).Where(e => e.PolicyId == policy.Id).Select(e => (e.Percent, string.Join(',', e.PassedOver))).ToList();
        Assert.Equal([(50, ""), (100, "75,90")], told);

        await scene.RedefineAsync(policy, ClockScene.Definition(structure, [ClockScene.Resolution(600)], steps: steps));
        Assert.Equal(1, (await RunAsync(new() { PolicyId = policy.Id })).Counts.FewerBreached);
        await SweepAsync();
        Assert.Equal((ClockState.Running, 100), ((await scene.ClockAsync(ticket)).State, (await scene.ClockAsync(ticket)).TakenStep));
    }

    [Fact]
    public async Task An_agreement_out_of_use_stays_where_a_calendar_changes_and_goes_where_it_is_asked_for_itself()
    {
        var scene = Scene();
        var calendar = await scene.CalendarAsync();
        var structure = await scene.StructureAsync(calendar);
        var policy = await scene.PolicyAsync(structure, [ClockScene.Resolution(600)]);
        var ticket = await scene.OpenAsync(structure);
        await scene.RedefineAsync(policy, ClockScene.Definition(structure, [ClockScene.Resolution(600)]), isActive: false);
        await scene.ChangeHoursAsync(calendar, "10-12");
        App.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, (await RunAsync(new() { CalendarIds = [calendar] })).Counts.Moved);
        Assert.Equal(policy.Id, (await scene.ClockAsync(ticket)).PolicyId);
        Assert.Equal(1, (await RunAsync(new() { PolicyId = policy.Id })).Counts.Moved);
        var clock = await scene.ClockAsync(ticket);
        Assert.Equal(((Guid?)null, ClockState.Unagreed, (DateTimeOffset?)null), (clock.PolicyId, clock.State, clock.DueAt));
    }

    [Fact]
    public async Task What_changed_since_the_preview_is_computed_as_it_is_now_and_what_is_over_stays()
    {
        var scene = Scene();
        var calendar = await scene.CalendarAsync();
        var structure = await scene.StructureAsync(calendar);
        await scene.PolicyAsync(structure, [ClockScene.Resolution(600)]);
        var (paused, solved, closed) = (await scene.OpenAsync(structure), await scene.OpenAsync(structure), await scene.OpenAsync(structure));
        await scene.ChangeHoursAsync(calendar, "10-12");
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3, (await PreviewAsync(new() { CalendarIds = [calendar] })).Counts.Moved);
        await scene.MarkAsync(paused, ClockFactKind.Paused, "parts");
        await scene.MarkAsync(solved, ClockFactKind.Stopped);
        await scene.ActAsync(closed, t => t.MergeInto(paused, App.Clock.Now));
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        var stood = (await scene.ClockAsync(solved), await scene.ClockAsync(closed));

        var done = await RunAsync(new() { CalendarIds = [calendar] });
        Assert.Equal((1, 0, 1), (done.Counts.Looked, done.Counts.Moved, done.Counts.Waiting));
        Assert.Equal((ClockState.Paused, (DateTimeOffset?)null), ((await scene.ClockAsync(paused)).State, (await scene.ClockAsync(paused)).DueAt));
        Assert.Equivalent(stood, (await scene.ClockAsync(solved), await scene.ClockAsync(closed)), strict: true);
    }

    [Fact]
    public async Task A_run_that_is_stopped_says_how_far_it_came_and_another_does_the_rest()
    {
        var scene = Scene();
        var structure = await scene.StructureAsync(null);
        var ticket = await scene.OpenAsync(structure);
        var policy = await scene.PolicyAsync(structure, [ClockScene.Resolution(600)]);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        var stopped = (await App.RunAsync((Recompute use) => use.RunAsync(new() { PolicyId = policy.Id }, null, stop.Token))).Value!;
        Assert.Equal((0, false), (stopped.Done, stopped.IsComplete));
        Assert.Equal(ClockState.Unagreed, (await scene.ClockAsync(ticket)).State);
        var steps = new List<RecomputeProgress>();
        var done = (await App.RunAsync((Recompute use) => use.RunAsync(new() { PolicyId = policy.Id }, steps.Add, default))).Value!;
        Assert.True(done.IsComplete);
        Assert.Equal(done, steps[^1]);
        Assert.Equal(ClockState.Running, (await scene.ClockAsync(ticket)).State);

        var said = await App.WithDbAsync(db => db.Set<AuditEntry>().Where(a => a.Subject == "sla_recomputation" && a.Detail!.Contains(policy.Id.ToString())).OrderBy(a => a.Id).Select(a => a.Detail!).ToListAsync());
        Assert.Equal(2, said.Count);
        Assert.Contains("stopped after 0 of", said[0], StringComparison.Ordinal);
        Assert.Contains("1 moved", said[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_may_manage_agreements_everywhere_may()
    {
        App.User.Grant(SlaPermissions.Manage, Scope.Structure);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((PreviewRecomputation use) => use.RunAsync(RecomputeScope.Everything, default))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((PreviewRecomputation use) => use.OfFeastAsync("eid-al-fitr", 1448, new(2027, 3, 10), default))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((Recompute use) => use.RunAsync(RecomputeScope.Everything, null, default))).Refusal);
    }

    [Fact]
    public async Task The_preview_asks_as_often_for_thirty_records_as_for_one()
    {
        var scene = Scene();
        var structure = await scene.StructureAsync(null);
        await scene.OpenAsync(structure);
        var policy = await scene.PolicyAsync(structure, [ClockScene.Resolution(600)]);
        await PreviewAsync(new() { PolicyId = policy.Id });
        var one = await App.CountQueriesAsync(() => PreviewAsync(new() { PolicyId = policy.Id }));
        for (var i = 0; i < 29; i++) await scene.OpenAsync(structure);

        Assert.Equal(one, await App.CountQueriesAsync(() => PreviewAsync(new() { PolicyId = policy.Id })));
    }

    private ClockScene Scene()
    {
        var scene = new ClockScene(App);
        scene.GrantAll();
        return scene;
    }

    private async Task<RecomputePreview> PreviewAsync(RecomputeScope scope) => (await App.RunAsync((PreviewRecomputation use) => use.RunAsync(scope, default))).Value!;

    private async Task<RecomputeProgress> RunAsync(RecomputeScope scope) => (await App.RunAsync((Recompute use) => use.RunAsync(scope, null, default))).Value!;

    private async Task SweepAsync()
    {
        while (await App.RunAsync((StepTaking use) => use.RunAsync(default)) > 0)
        {
        }
    }
}
