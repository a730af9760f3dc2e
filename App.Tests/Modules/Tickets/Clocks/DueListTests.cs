using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Kernel.Sla.Sweep;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Clocks;

/// <summary>Lists of tickets by what is due of them.</summary>
public sealed class DueListTests(TestApp app) : ClockStage(app)
{
    [Fact]
    public async Task A_row_shows_what_is_due_first_else_how_its_resolution_ended_else_nothing()
    {
        await AgreeAsync();
        var (fresh, taken, waiting, solved) = (await OpenAsync("2026-11-20 09:00"), await OpenAsync("2026-11-20 09:00"), await OpenAsync("2026-11-20 09:00"), await OpenAsync("2026-11-20 09:00"));
        var bare = await App.SaveAsync(Make.Ticket(structure: Here.Id));
        foreach (var ticket in new[] { taken, waiting, solved }) await MoveAsync(ticket, "2026-11-20 09:30", TicketTrigger.Start);
        await MoveAsync(waiting, "2026-11-20 09:45", TicketTrigger.Wait, "parts");
        await MoveAsync(solved, "2026-11-20 09:50", TicketTrigger.Resolve);

        var rows = (await PageAsync("state=any", at: "2026-11-20 10:00")).Rows.ToDictionary(r => r.Id, r => r.Due is null ? null : $"{r.Due.Code} {r.Due.State} {r.Due.Percent}");

        Assert.Equal(
            ["take-charge Breached 100", "resolution Running 12", "resolution Paused 9", "resolution Met 10", null],
            new[] { fresh, taken, waiting, solved, bare }.Select(t => rows[t.Id]));
    }

    [Fact]
    public async Task Sorted_by_due_date_what_is_due_stands_in_order_whichever_way_one_pages()
    {
        await AgreeAsync();
        var tickets = new List<Ticket>();
        foreach (var at in new[] { "10:00", "09:00", "11:00", "09:30" }) tickets.Add(await OpenAsync($"2026-11-20 {at}"));
        var waiting = await OpenAsync("2026-11-20 08:30");
        await MoveAsync(waiting, "2026-11-20 11:00", TicketTrigger.Start);
        await MoveAsync(waiting, "2026-11-20 11:05", TicketTrigger.Wait, "parts");
        Guid[] soonest = [tickets[1].Id, tickets[3].Id, tickets[0].Id, tickets[2].Id];

        Assert.Equal(soonest, (await PageAsync("sort=due")).Rows.Select(r => r.Id));   // while it waits nothing is due
        Assert.Equal(soonest.Reverse(), (await PageAsync("sort=-due")).Rows.Select(r => r.Id));
        Assert.Equal(4, await App.RunAsync((ListTickets use) => use.CountAsync(Filter("sort=due"), 1000, default)));
        foreach (var (sort, order) in new[] { ("due", soonest), ("-due", [.. soonest.Reverse()]) })
        {
            var first = await PageAsync($"sort={sort}", size: 3);
            var second = await PageAsync($"sort={sort}&after={first.Next}", size: 3);
            Assert.Equal(order, first.Rows.Concat(second.Rows).Select(r => r.Id));
            Assert.Equal(order[..3], (await PageAsync($"sort={sort}&before={second.Previous}", size: 3)).Rows.Select(r => r.Id));
        }

        Assert.True((await App.RunAsync((ListTickets use) => use.RunAsync(Filter("sort=due") with { After = Cursor.At("TIC-1", Guid.CreateVersion7()) }, 50, default))).Failed);   // a cursor of another order
    }

    [Fact]
    public async Task What_presses_and_what_is_late_are_found_and_counted()
    {
        await AgreeAsync(takeCharge: 120, steps: [new(null, 75, StepAction.Notify, StepReceiver.Assignee)]);
        var late = await OpenAsync("2026-11-20 08:30");      // in charge by 10:30
        var soon = await OpenAsync("2026-11-20 10:00");      // by 12:00
        var far = await OpenAsync("2026-11-19 15:30");       // resolved by Friday 15:30, which is four hours and a half away
        await MoveAsync(far, "2026-11-19 15:40", TicketTrigger.Start);
        App.Clock.Now = On("2026-11-20 11:00");
        App.User.Grant(TicketPermissions.View, Scope.Structure, Here.Id);

        Assert.Equal([late.Id], Ids(await PageAsync("due=late")));
        Assert.Equal([soon.Id], Ids(await PageAsync("due=soon")));
        Assert.Equal([late.Id], Ids(await PageAsync("view=Late")));
        Assert.Equal([late.Id], Ids(await PageAsync("due=late&sort=-opened")));
        Assert.Equal([late.Id], (await App.RunAsync((BoardTickets use) => use.RunAsync(Filter("view=Late"), default))).Value!.SelectMany(c => c.Cards).Select(c => c.Id));   // granted
        var counts = (await App.RunAsync((CountTickets use) => use.RunAsync([TicketView.DueSoon, TicketView.Late, TicketView.All], default))).Value!;   // granted
        Assert.Equal((1, 1, 3), (counts[TicketView.DueSoon], counts[TicketView.Late], counts[TicketView.All]));

        // Due on Tuesday at 09:00, and at three quarters on Monday at 16:30: further away than four hours, it presses once that step is taken.
        var slow = await OpenAsync("2026-11-23 09:00");
        await MoveAsync(slow, "2026-11-23 09:05", TicketTrigger.Start);
        Assert.DoesNotContain(slow.Id, Ids(await PageAsync("due=soon", at: "2026-11-23 16:45")));
        await App.RunAsync((StepTaking sweep) => sweep.RunAsync(default));
        Assert.Contains(slow.Id, Ids(await PageAsync("due=soon")));
    }

    [Fact]
    public async Task An_export_says_when_the_resolution_is_due_and_how_it_stands()
    {
        await AgreeAsync();
        var ticket = await OpenAsync("2026-11-20 09:00");

        var row = await App.RunAsync(async (ExportTickets use) => await (await use.RunAsync(new() { Ids = [ticket.Id] }, "Csv", default)).Value!.Rows.SingleAsync());   // granted

        Assert.Equal(((DateTimeOffset?)On("2026-11-23 09:00"), (ClockState?)ClockState.Running), (row.DueAt, row.Standing));
    }

    [Fact]
    public async Task A_list_reads_all_its_clocks_with_its_rows()
    {
        await AgreeAsync();
        await OpenAsync("2026-11-20 09:00");
        await PageAsync("sort=due");   // the calendar is met once
        var forOne = await App.CountQueriesAsync(() => PageAsync("sort=due"));
        for (var i = 0; i < 12; i++) await OpenAsync("2026-11-20 09:00");

        Assert.Equal((1, 1), (forOne, await App.CountQueriesAsync(() => PageAsync("sort=due"))));
        Assert.Equal(1, await App.CountQueriesAsync(() => PageAsync("state=any&due=soon")));
    }

    private TicketFilter Filter(string address) => TicketFilter.Parse(ListQuery.Parse($"?structure={Here.Id}&{address}")).Value ?? throw new InvalidOperationException(address);

    private async Task<ListPage<TicketRow>> PageAsync(string address, int size = 50, string? at = null)
    {
        if (at is not null) App.Clock.Now = On(at);
        return (await App.RunAsync((ListTickets use) => use.RunAsync(Filter(address), size, default))).Value ?? throw new InvalidOperationException(address);
    }

    private static IEnumerable<Guid> Ids(ListPage<TicketRow> page) => page.Rows.Select(r => r.Id);
}
