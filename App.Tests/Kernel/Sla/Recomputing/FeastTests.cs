using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Recomputing;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sla.Recomputing;

public sealed class FeastTests(TestApp app) : AppTests(app)
{
    private const string Feast = "eid-al-fitr";
    private const int LunarYear = 1448;

    private static readonly DateOnly Expected = new(2027, 3, 9), Announced = new(2027, 3, 10);

    /// <summary>Friday morning in Casablanca, which keeps UTC during Ramadan.</summary>
    private static readonly DateTimeOffset Friday = new(2027, 3, 5, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Confirming_a_feast_moves_exactly_the_due_dates_that_the_preview_announced()
    {
        App.Clock.Now = Friday;
        var scene = new ClockScene(App);
        scene.GrantAll();
        var tickets = new List<Ticket>();
        foreach (var calendar in new[] { await scene.CalendarAsync("9-17", packs: "ma"), await scene.CalendarAsync("8-12 14-18", packs: "ma-public"), await scene.CalendarAsync("9-17", "Europe/Paris", "fr") })
            tickets.AddRange(await TicketsAsync(scene, calendar));
        var before = await StandAsync(tickets);

        var preview = (await App.RunAsync((PreviewRecomputation use) => use.OfFeastAsync(Feast, LunarYear, Announced, default))).Value!;
        Assert.Equal(before, await StandAsync(tickets));   // tried out, not done

        Assert.Null((await App.RunAsync((ConfirmFeast use) => use.RunAsync(Feast, LunarYear, Announced, 0, default))).Refusal);
        Assert.Equal(before, await StandAsync(tickets));   // confirmed alone, it moves nothing that runs
        var scope = (await App.RunAsync((PreviewRecomputation use) => use.ScopeOfFeastsAsync(default))).Value!;
        var done = (await App.RunAsync((Recompute use) => use.RunAsync(scope, null, default))).Value!;

        var after = await StandAsync(tickets);
        var moved = after.Where(c => c.Value != before[c.Key]).ToDictionary(c => c.Key, c => (Before: before[c.Key], After: c.Value));
        Assert.Equal(preview.Moved.ToDictionary(m => m.ClockId, m => (m.Before, m.After)), moved);
        Assert.Equal((moved.Count, preview.Counts), (done.Counts.Moved, done.Counts));
        Assert.Equal(await CountedAsync(tickets), after);   // minute by minute
        Assert.True(moved.Count > 4 && moved.Count < after.Count, $"{moved.Count} of {after.Count}");
        Assert.Contains(moved.Values, m => m.After < m.Before);
        Assert.Equal(4, done.Counts.Waiting);   // two in each calendar that follows the moon

        var entry = Assert.Single(await App.WithDbAsync(db => db.Set<AuditEntry>().Where(a => a.Subject == "sla_recomputation").ToListAsync()));
        Assert.Contains($"{moved.Count} moved", entry.Detail!, StringComparison.Ordinal);
        Assert.Equal(World.Alice, entry.ActorId);
    }

    /// <summary>Due before the feast, on it and after it; running, waiting and resumed; solved, and solved again.</summary>
    private async Task<List<Ticket>> TicketsAsync(ClockScene scene, Guid calendar)
    {
        App.Clock.Now = Friday;
        var structure = await scene.StructureAsync(calendar);
        foreach (var (priority, hours) in new[] { (Priority.Critical, 4), (Priority.High, 17), (Priority.Normal, 20), (Priority.Low, 40) })
            await scene.PolicyAsync(structure, [ClockScene.Resolution(hours * 60)], priority);
        var made = new List<Ticket>();
        foreach (var priority in new[] { Priority.Critical, Priority.High, Priority.Normal, Priority.Low }) made.Add(await scene.OpenAsync(structure, priority));

        List<Ticket> waiting = [await WaitingAsync(scene, structure), await WaitingAsync(scene, structure)], resumed = [await WaitingAsync(scene, structure)], solved = [await scene.OpenAsync(structure, Priority.High)], reopened = [await scene.OpenAsync(structure, Priority.High)];
        App.Clock.Advance(TimeSpan.FromHours(3));
        await scene.MarkAsync(resumed[0], ClockFactKind.Resumed, "parts");
        foreach (var ticket in solved.Concat(reopened)) await scene.MarkAsync(ticket, ClockFactKind.Stopped);
        App.Clock.Advance(TimeSpan.FromHours(1));
        await scene.MarkAsync(reopened[0], ClockFactKind.Restarted);
        App.Clock.Now = Friday.AddHours(5);
        return [.. made, .. waiting, .. resumed, .. solved, .. reopened];
    }

    private async Task<Ticket> WaitingAsync(ClockScene scene, Structure structure)
    {
        var ticket = await scene.OpenAsync(structure, Priority.High);
        App.Clock.Now = Friday.AddHours(1);
        await scene.MarkAsync(ticket, ClockFactKind.Paused, "parts");
        App.Clock.Now = Friday;
        return ticket;
    }

    /// <summary>Due date by clock.</summary>
    private Task<Dictionary<Guid, DateTimeOffset?>> StandAsync(List<Ticket> tickets) => App.WithDbAsync(db =>
    {
        var ids = tickets.Select(t => t.Id).ToArray();
        return db.Set<SlaClock>().Where(c => ids.Contains(c.RecordId) && c.Code == TicketClocks.Resolution).ToDictionaryAsync(c => c.Id, c => c.DueAt);
    });

    /// <summary>The same, counted from facts and from what the calendars say now; what is solved keeps what it was measured by.</summary>
    private async Task<Dictionary<Guid, DateTimeOffset?>> CountedAsync(List<Ticket> tickets)
    {
        var ids = tickets.Select(t => t.Id).ToArray();
        var clocks = await App.WithDbAsync(db => db.Set<SlaClock>().AsNoTracking().Where(c => ids.Contains(c.RecordId) && c.Code == TicketClocks.Resolution).ToListAsync());
        var versions = await App.WithDbAsync(db => db.Set<CalendarVersion>().AsNoTracking().ToDictionaryAsync(v => v.Id));
        return clocks.ToDictionary(c => c.Id, c =>
        {
            var version = versions[c.CalendarVersionId!.Value];
            if (c.State is not ClockState.Met) version = versions.Values.Where(v => v.CalendarId == version.CalendarId).MaxBy(v => v.Number)!;
            // A solved one would have been due as if it had gone on.
            var facts = FactsJson.Read(c.Facts).Where(f => c.State is not ClockState.Met || f.Kind is not ClockFactKind.Stopped).ToList();
            return MinuteByMinute.Of(facts, CalendarDefinition.Parse(version.Definition).ToRules(), App.Clock.Now).DueAt;
        });
    }
}
