using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Import;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;
using static OpsFlux.Tests.Modules.Tickets.Import.ServiceNowCsv;

namespace OpsFlux.Tests.Modules.Tickets.Import;

/// <summary>What an incident's rows say of its clocks: each test has numbers of its own.</summary>
public sealed class ServiceNowClockTests(ServiceNowApp app) : AppTests<ServiceNowApp>(app)
{
    [Fact]
    public async Task Rows_become_the_story_of_the_clocks()
    {
        await App.ImportAsync(File(
            Row("C1", 0, "10-03-2016 08:05", "New"),
            Row("C1", 1, "10-03-2016 09:00", "Active"),
            Row("C1", 2, "10-03-2016 10:00", "Awaiting User Info"),
            Row("C1", 3, "10-03-2016 11:00", "Awaiting Vendor"),
            Row("C1", 4, "10-03-2016 12:00", "Resolved"),
            Row("C1", 5, "11-03-2016 08:00", "Active", "reopen_count", "1"),
            Row("C1", 6, "11-03-2016 09:00", "Awaiting Evidence", "reopen_count", "1")));

        Assert.Equal(["10 08:00 Started", "10 09:00 Stopped"], await StoryAsync("C1", TicketClocks.TakeCharge));
        Assert.Equal(
            ["10 08:00 Started", "10 10:00 Paused requester", "10 11:00 Resumed requester", "10 12:00 Stopped", "11 08:00 Restarted", "11 09:00 Paused evidence"],
            await StoryAsync("C1", TicketClocks.Resolution));
    }

    [Fact]
    public async Task The_columns_win_where_they_lie_in_the_turn()
    {
        string[] ends = ["resolved_at", "10-03-2016 10:30", "closed_at", "15-03-2016 12:00"];
        string[] undone = ["resolved_at", "10-03-2016 10:30", "closed_at", "10-03-2016 12:00"];
        await App.ImportAsync(File(
            Row("C2", 0, "10-03-2016 09:00", "Active", ends), Row("C2", 1, "10-03-2016 10:00", "Resolved", ends), Row("C2", 2, "15-03-2016 11:59", "Closed", ends),
            Row("C3", 0, "10-03-2016 10:00", "Resolved", undone), Row("C3", 1, "11-03-2016 08:00", "Active", ["reopen_count", "1", .. undone]),
            Row("C4", 0, "10-03-2016 11:00", "Active", ends),
            Row("C5", 0, "10-03-2016 09:00", "Active", "closed_at", "10-03-2016 12:00"), Row("C5", 1, "10-03-2016 12:00", "Closed", "closed_at", "10-03-2016 12:00")));

        Assert.Equal(["10 08:00 Started", "10 10:30 Stopped"], await StoryAsync("C2", TicketClocks.Resolution));
        Assert.Equal(["10 08:00 Started", "10 10:30 Stopped", "11 08:00 Restarted"], await StoryAsync("C3", TicketClocks.Resolution));
        Assert.Equal(["10 08:00 Started", "10 10:30 Stopped"], await StoryAsync("C4", TicketClocks.TakeCharge));
        Assert.Equal(["10 08:00 Started", "10 12:00 Stopped"], await StoryAsync("C5", TicketClocks.Resolution));
    }

    [Fact]
    public async Task A_row_out_of_time_and_an_undoing_without_a_reopening_feed_no_clock()
    {
        await App.ImportAsync(File(
            Row("C6", 0, "10-03-2016 09:00", "Active"),
            Row("C6", 1, "10-03-2016 08:30", "Awaiting User Info"),
            Row("C6", 2, "10-03-2016 10:00", "Resolved"),
            Row("C6", 3, "10-03-2016 11:00", "Active")));

        Assert.Equal(["10 08:00 Started"], await StoryAsync("C6", TicketClocks.Resolution));
    }

    [Fact]
    public async Task Changes_within_one_minute_leave_no_gap()
    {
        await App.ImportAsync(File(
            Row("C7", 0, "10-03-2016 08:00", "Awaiting User Info"), Row("C7", 1, "10-03-2016 09:00", "Active"), Row("C7", 2, "10-03-2016 09:00", "Awaiting User Info"),
            Row("C7", 3, "10-03-2016 10:00", "Awaiting Evidence"), Row("C7", 4, "10-03-2016 10:00", "Resolved")));

        Assert.Equal(["10 08:00 Started", "10 08:00 Paused requester", "10 10:00 Resumed requester", "10 10:00 Stopped"], await StoryAsync("C7", TicketClocks.Resolution));
    }

    [Fact]
    public async Task A_newer_extract_replaces_what_happened_and_keeps_what_was_agreed_and_left_out()
    {
        var policy = await App.SaveAsync(new SlaPolicy
        {
            Name = "C8", RecordKind = Ticket.RecordKind,
            Definition = new PolicyDefinition { Conditions = [new("structure", [World.Structure.ToString()]), new("priority", ["Critical"])], Targets = [new(TicketClocks.Resolution, 60, null)], Steps = [new(null, 50, StepAction.Notify)] }.ToJson(),
        });
        string[] critical = ["priority", "1 - Critical"];
        await App.ImportAsync(File(Row("C8", 0, "10-03-2016 08:05", "Active", critical)));
        await App.WithDbAsync(async db =>
        {
            var clock = await db.Set<SlaClock>().SingleAsync(c => c.Code == TicketClocks.Resolution && c.PolicyId == policy.Id);
            clock.Facts = FactsJson.Write([.. FactsJson.Read(clock.Facts), new(ClockFactKind.Excluded, FakeClock.Start, "test")]);
            return await db.SaveChangesAsync();
        });

        var report = await App.ImportAsync(File(Row("C8", 0, "10-03-2016 08:05", "Active", critical), Row("C8", 1, "10-03-2016 08:45", "Resolved", critical)));
        var after = await App.FingerprintAsync();
        await App.ImportAsync(File(Row("C8", 0, "10-03-2016 08:05", "Active", critical), Row("C8", 1, "10-03-2016 08:45", "Resolved", critical)));

        var clock = await ClockAsync("C8", TicketClocks.Resolution);
        Assert.Equal(1, report.Counts.Changed);
        Assert.Equal(["10 08:00 Started", "10 08:00 TargetChanged", "10 08:45 Stopped", "20 09:00 Excluded test"], await StoryAsync("C8", TicketClocks.Resolution, all: true));
        Assert.Equal((ClockState.Excluded, policy.Id, 100), (clock.State, clock.PolicyId, clock.TakenStep));
        Assert.Equal(after, await App.FingerprintAsync());
    }

    [Fact]
    public async Task Tickets_without_clocks_get_them_with_the_next_extract()
    {
        var file = File(Row("C9", 0, "10-03-2016 08:05", "Active"));
        await App.ImportAsync(file);
        await App.SqlAsync("delete from kernel.sla_clocks where record_id = (select id from tickets.tickets where external_id = 'C9')");

        var report = await App.ImportAsync(file);

        Assert.Equal((0, 1, 0), (report.Counts.Created, report.Counts.Changed, report.Counts.Unchanged));
        Assert.Equal(["10 08:00 Started"], await StoryAsync("C9", TicketClocks.Resolution));
    }

    [Fact]
    public async Task Of_an_open_ticket_only_steps_that_lie_ahead_are_waited_for()
    {
        await App.SaveAsync(new SlaPolicy
        {
            Name = "C10", RecordKind = Ticket.RecordKind,
            Definition = new PolicyDefinition { Conditions = [new("structure", [World.Structure.ToString()]), new("priority", ["Low"])], Targets = [new(TicketClocks.Resolution, 100, null)], Steps = [new(null, 50, StepAction.Notify), new(null, 80, StepAction.Notify)] }.ToJson(),
        });

        await App.ImportAsync(File(Row("C10", 0, "20-11-2026 08:05", "Active", "opened_at", "20-11-2026 08:00", "priority", "4 - Low")));

        var clock = await ClockAsync("C10", TicketClocks.Resolution);
        Assert.Equal((ClockState.Running, 50, FakeClock.Start.AddMinutes(20)), (clock.State, clock.TakenStep, clock.WakeAt!.Value));
        Assert.True(clock.IsLead);
    }

    [Fact]
    public void What_was_given_up_stays_so_until_it_is_reopened()
    {
        var opened = new DateTimeOffset(2016, 3, 10, 8, 0, 0, TimeSpan.Zero);
        var clocks = new ReplayedClocks(opened);
        clocks.Play(new(opened.AddHours(1), "x", TicketState.Cancelled, null), isReopened: false);
        var givenUp = clocks.History(new(TicketState.Cancelled, null, null), _ => []);
        clocks.Play(new(opened.AddHours(3), "x", TicketState.InProgress, null), isReopened: true);
        var revived = clocks.History(new(TicketState.InProgress, null, null), _ => []);

        Assert.Contains(givenUp, m => m is { Clock: TicketClocks.Resolution, Kind: ClockFactKind.Cancelled } && m.At == opened.AddHours(1));
        Assert.Contains(revived, m => m is { Clock: TicketClocks.Resolution, Kind: ClockFactKind.Revived } && m.At == opened.AddHours(3));
    }

    private async Task<SlaClock> ClockAsync(string number, string code)
    {
        var ticket = await App.TicketAsync(number);
        return await App.WithDbAsync(db => db.Set<SlaClock>().AsNoTracking().SingleAsync(c => c.RecordId == ticket.Id && c.Code == code));
    }

    private async Task<string[]> StoryAsync(string number, string code, bool all = false) =>
        [.. FactsJson.Read((await ClockAsync(number, code)).Facts).Where(f => all || f.Kind is not ClockFactKind.TargetChanged).OrderBy(f => f.At).ThenBy(f => f.Kind).Select(f => $"{f.At:dd HH:mm} {f.Kind} {f.Key}".TrimEnd())];
}
