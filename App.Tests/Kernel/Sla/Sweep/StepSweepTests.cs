using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Kernel.Sla.Sweep;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sla.Sweep;

/// <summary>Steps of clocks, taken once each. Sweeps see the whole database: every test looks at its own tickets alone.</summary>
public sealed class StepSweepTests(SlaApp app) : AppTests<SlaApp>(app)
{
    private static PolicyStep Tell(int percent) => new(TicketClocks.Resolution, percent, StepAction.Notify, StepReceiver.Assignee);

    [Fact]
    public async Task Each_step_is_taken_once_when_it_is_reached()
    {
        await App.AgreeAsync(await App.PlaceAsync(), resolution: 100, steps: [Tell(50), Tell(75)]);
        var ticket = await App.OpenAsync();
        App.Clock.Advance(TimeSpan.FromMinutes(50) - TimeSpan.FromTicks(10));
        await App.SweepAsync();
        Assert.Empty(await App.StepsTakenAsync(ticket));

        App.Clock.Advance(TimeSpan.FromTicks(10));
        await App.SweepAsync();
        await App.SweepAsync();
        Assert.Equal(["resolution 50"], await App.StepsTakenAsync(ticket));
        var clock = await App.ClockAsync(ticket);
        Assert.Equal((50, ClockState.Running, clock.StartedAt!.Value.AddMinutes(75)), (clock.TakenStep, clock.State, clock.WakeAt!.Value));

        App.Clock.Advance(TimeSpan.FromMinutes(25));
        await App.SweepAsync();
        App.Clock.Advance(TimeSpan.FromMinutes(25));
        await App.SweepAsync();
        App.Clock.Advance(TimeSpan.FromDays(30));
        await App.SweepAsync();

        clock = await App.ClockAsync(ticket);
        Assert.Equal(["resolution 50", "resolution 75", "resolution 100"], await App.StepsTakenAsync(ticket));
        Assert.Equal([50, 75, 100], (await App.ReachedAsync(ticket)).Select(e => e.Percent).Order());
        Assert.Equal((ClockState.Breached, null, clock.DueAt), (clock.State, clock.WakeAt, clock.DecidedAt));
    }

    [Fact]
    public async Task A_clock_that_cannot_be_dealt_with_is_put_off_and_holds_up_no_other()
    {
        await App.AgreeAsync(await App.PlaceAsync(), resolution: 100, steps: [Tell(50)]);
        var (broken, sound) = (await App.OpenAsync(), await App.OpenAsync());
        App.Clock.Advance(TimeSpan.FromMinutes(50));
        var clock = await App.ClockAsync(broken);
        await App.SqlAsync($"update kernel.sla_clocks set facts = '[{{\"kind\": \"Nonsense\"}}]', wake_at = wake_at - interval '1 minute' where id = '{clock.Id}'");

        await App.SweepAsync();

        Assert.Equal(["resolution 50"], await App.StepsTakenAsync(sound));
        Assert.Empty(await App.StepsTakenAsync(broken));
        Assert.Equal(App.Clock.Now + StepTaking.Failed, (await App.ClockAsync(broken)).WakeAt);
        await App.SqlAsync($"update kernel.sla_clocks set facts = (select facts from kernel.sla_clocks where id = '{(await App.ClockAsync(sound)).Id}') where id = '{clock.Id}'");
        App.Clock.Advance(StepTaking.Failed);
        await App.SweepAsync();
        Assert.Equal(["resolution 50"], await App.StepsTakenAsync(broken));
    }

    [Fact]
    public async Task Of_steps_reached_together_only_the_highest_is_told()
    {
        await App.AgreeAsync(await App.PlaceAsync(), resolution: 100, steps: [Tell(50), Tell(75), Tell(150)]);
        var ticket = await App.OpenAsync();
        App.Clock.Advance(TimeSpan.FromMinutes(120));

        await App.SweepAsync();

        var told = Assert.Single(await App.ReachedAsync(ticket));
        Assert.Equal([50, 75, 100], told.PassedOver.Append(told.Percent));
        Assert.Equal(["resolution 100 50,75"], await App.StepsTakenAsync(ticket));
        Assert.Equal(told.DueAt!.Value.AddMinutes(50), (await App.ClockAsync(ticket)).WakeAt);
    }

    [Fact]
    public async Task A_target_that_shrinks_past_steps_takes_the_highest_and_none_again_when_it_grows()
    {
        var place = await App.PlaceAsync();
        await App.AgreeAsync(place, resolution: 200, steps: [Tell(50), Tell(75)]);
        await App.AgreeAsync(place, resolution: 100, priorities: [Priority.Normal], steps: [Tell(50), Tell(75)]);
        var ticket = await App.OpenAsync();
        App.Clock.Advance(TimeSpan.FromMinutes(80));
        await App.SweepAsync();
        Assert.Empty(await App.StepsTakenAsync(ticket));

        await App.UrgencyAsync(ticket, Urgency.High);
        await App.SweepAsync();
        await App.UrgencyAsync(ticket, Urgency.Medium);
        App.Clock.Advance(TimeSpan.FromMinutes(80));
        await App.SweepAsync();

        Assert.Equal(["resolution 75 50"], await App.StepsTakenAsync(ticket));
    }

    [Fact]
    public async Task What_stopped_waits_was_given_up_or_left_out_takes_no_step()
    {
        await App.AgreeAsync(await App.PlaceAsync(), takeCharge: 100, resolution: 100, steps: [Tell(50)]);
        var (resolved, cancelled, waiting, excluded) = (await App.OpenAsync(), await App.OpenAsync(), await App.OpenAsync(), await App.OpenAsync());
        foreach (var ticket in new[] { resolved, waiting, excluded }) await App.StepAsync(ticket, TicketTrigger.Start);
        await App.StepAsync(resolved, TicketTrigger.Resolve);
        await App.StepAsync(cancelled, TicketTrigger.Cancel);
        await App.StepAsync(waiting, TicketTrigger.Wait, "parts");
        await App.WithDbAsync(async db =>
        {
            var clock = await db.Set<SlaClock>().SingleAsync(c => c.RecordId == excluded && c.Code == TicketClocks.Resolution);
            clock.Facts = FactsJson.Write([.. FactsJson.Read(clock.Facts), new(ClockFactKind.Excluded, App.Clock.Now, "test")]);
            ClockSheet.Fill(clock, OpsFlux.Kernel.Calendars.Time.CalendarRules.AroundTheClock(TimeZoneInfo.Utc), [50, 100], App.Clock.Now);
            return await db.SaveChangesAsync();
        });
        App.Clock.Advance(TimeSpan.FromDays(3));

        await App.SweepAsync();

        foreach (var ticket in new[] { resolved, cancelled, waiting, excluded }) Assert.Empty(await App.StepsTakenAsync(ticket));
    }

    [Fact]
    public async Task A_record_that_somebody_holds_is_looked_at_again()
    {
        await App.AgreeAsync(await App.PlaceAsync(), resolution: 100);
        var ticket = await App.OpenAsync();
        App.Clock.Advance(TimeSpan.FromMinutes(100));

        await HoldingAsync($"select 1 from tickets.tickets where id = '{ticket}' for update", async () =>
        {
            await App.SweepAsync();
            Assert.Empty(await App.StepsTakenAsync(ticket));
        });

        App.Clock.Advance(TimeSpan.FromSeconds(5));
        await App.SweepAsync();
        Assert.Equal(["resolution 100"], await App.StepsTakenAsync(ticket));
    }

    /// <summary>Whoever saves holds clocks one after the other: a sweep that waited for one of them while it holds another would block both.</summary>
    [Fact]
    public async Task A_record_of_which_somebody_holds_another_clock_is_looked_at_again()
    {
        await App.AgreeAsync(await App.PlaceAsync(), takeCharge: 1000, resolution: 100, steps: [new(TicketClocks.Resolution, 50, StepAction.RaisePriority)]);
        var ticket = await App.OpenAsync();
        App.Clock.Advance(TimeSpan.FromMinutes(60));

        await HoldingAsync($"select 1 from kernel.sla_clocks where record_id = '{ticket}' and code = '{TicketClocks.TakeCharge}' for update", async () =>
        {
            await App.SweepAsync();
            Assert.Empty(await App.StepsTakenAsync(ticket));
        });

        App.Clock.Advance(TimeSpan.FromSeconds(5));
        await App.SweepAsync();
        Assert.Equal(["resolution 50"], await App.StepsTakenAsync(ticket));
    }

    [Fact]
    public async Task A_step_raises_the_priority_and_the_agreement_of_that_priority_counts_from_then_on()
    {
        var place = await App.PlaceAsync();
        await App.AgreeAsync(place, resolution: 200, steps: [new(TicketClocks.Resolution, 50, StepAction.RaisePriority)]);
        var urgent = await App.AgreeAsync(place, resolution: 150, priorities: [Priority.Normal]);
        var ticket = await App.OpenAsync();
        var opened = App.Clock.Now;
        Assert.Equal(Priority.Low, (await App.LoadAsync<Ticket>(ticket)).Priority);
        App.Clock.Advance(TimeSpan.FromMinutes(100));

        await App.SweepAsync();

        var clock = await App.ClockAsync(ticket);
        Assert.Equal(Priority.Normal, (await App.LoadAsync<Ticket>(ticket)).Priority);
        Assert.Equal((urgent.Id, opened.AddMinutes(150), 50), (clock.PolicyId, clock.DueAt!.Value, clock.TakenStep));
        Assert.Equal(clock.DueAt, clock.WakeAt);
        Assert.Equal(["resolution 50"], await App.StepsTakenAsync(ticket));
    }

    [Fact]
    public async Task Two_sweeps_at_once_take_each_of_many_once()
    {
        const int Many = 250;
        var place = await App.PlaceAsync();
        await App.AgreeAsync(place, resolution: 100, steps: [Tell(50)]);
        var tickets = new List<Ticket>();
        for (var n = 0; n < Many; n++)
        {
            var ticket = Make.Ticket(structure: place.Id, requester: App.User.Id);
            ticket.Mark(TicketClocks.Resolution, ClockFactKind.Started, App.Clock.Now);
            tickets.Add(ticket);
        }

        await App.SaveAllAsync([.. tickets]);
        App.Clock.Advance(TimeSpan.FromMinutes(60));

        var looked = await Task.WhenAll(App.SweepAsync(), App.SweepAsync());

        Guid[] ids = [.. tickets.Select(t => t.Id)];
        var lines = await App.WithDbAsync(db => db.Set<OpsFlux.Kernel.Records.TimelineEntry>()
            .Where(e => ids.Contains(e.RecordId) && e.Kind == OpsFlux.Kernel.Records.TimelineKind.ClockStep).CountAsync());
        var clocks = await App.WithDbAsync(db => db.Set<SlaClock>().AsNoTracking().Where(c => ids.Contains(c.RecordId)).Select(c => c.Id).ToListAsync());
        var events = (await App.EventsAsync<OpsFlux.Kernel.Sla.Sweep.ClockStepReached>()).Where(e => clocks.Contains(e.ClockId)).ToList();
        Assert.True(looked.Sum() >= Many);
        Assert.Equal((Many, Many, Many), (lines, events.Count, events.DistinctBy(e => e.ClockId).Count()));
    }

    [Fact]
    public async Task A_batch_costs_the_same_statements_for_one_clock_and_for_thirty()
    {
        await App.SqlAsync("update kernel.sla_clocks set wake_at = null");   // of other tests
        await App.AgreeAsync(await App.PlaceAsync(), resolution: 100);
        await App.OpenAsync();
        App.Clock.Advance(TimeSpan.FromMinutes(100));
        var one = await App.CountQueriesAsync(() => App.SweepAsync());

        for (var n = 0; n < 30; n++) await App.OpenAsync();
        App.Clock.Advance(TimeSpan.FromMinutes(100));

        Assert.Equal(one, await App.CountQueriesAsync(() => App.SweepAsync()));
    }

    /// <summary>Somebody else's transaction, open meanwhile.</summary>
    private Task HoldingAsync(string sql, Func<Task> meanwhile) => App.WithDbAsync(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlRawAsync(sql);
        await meanwhile();
        await transaction.RollbackAsync();
        return 0;
    });
}
