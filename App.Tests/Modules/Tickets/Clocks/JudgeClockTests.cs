using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Explaining;
using OpsFlux.Kernel.Sla.Judging;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Clocks;

public sealed class JudgeClockTests(TestApp app) : ClockStage(app)
{
    private const string Why = "Coupure générale du fournisseur";

    [Fact]
    public async Task What_is_left_out_leads_no_more_wakes_nobody_and_comes_back_as_it_was()
    {
        await AgreeAsync();
        var ticket = await OpenAsync("2026-11-20 10:00");
        var before = await ClockAsync(ticket, "take-charge");

        Done(await ExcludeAsync(ticket, before));
        var clock = await ClockAsync(ticket, "take-charge");
        Assert.Equal((ClockState.Excluded, false, (DateTimeOffset?)null), (clock.State, clock.IsLead, clock.WakeAt));
        Assert.Equal("resolution:Running* take-charge:Excluded", await StatesAsync(ticket));
        Assert.Equal(Why, (await App.RunAsync((ExplainClock use) => use.RunAsync(ticket.Ref, before.Id, default))).Value?.ExcludedFor);
        Assert.Equal(ClockRefusals.AlreadyExcluded, (await ExcludeAsync(ticket, before)).Refusal?.Code);

        Done(await IncludeAsync(ticket, before));
        clock = await ClockAsync(ticket, "take-charge");
        Assert.Equal((ClockState.Running, true, before.DueAt, before.WakeAt), (clock.State, clock.IsLead, clock.DueAt, clock.WakeAt));
        Assert.Equal(ClockRefusals.NotExcluded, (await IncludeAsync(ticket, before)).Refusal?.Code);
    }

    [Fact]
    public async Task It_stands_in_the_timeline_for_the_desk_and_in_the_audit_log()
    {
        await AgreeAsync();
        var ticket = await OpenAsync("2026-11-20 10:00");
        var clock = await ClockAsync(ticket, "resolution");

        Done(await ExcludeAsync(ticket, clock));

        var line = (await App.TimelineAsync(ticket.Id)).Single(e => e.Kind is TimelineKind.ClockJudged);
        Assert.Equal(("resolution", "Excluded", Why, true, (Guid?)Agent.Id), (line.Field, line.NewValue, line.Body, line.IsInternal, line.ActorId));
        var entry = await App.WithDbAsync(db => db.Set<AuditEntry>().SingleAsync(e => e.SubjectId == clock.Id.ToString()));
        Assert.Equal((AuditAction.Change, "sla_clock", $"{ticket.Number}, resolution", Agent.DisplayName), (entry.Action, entry.Subject, entry.Detail, entry.ActorName));
        Assert.Single(await App.EventsAsync<ClockJudged>(), e => e.ClockId == clock.Id && e.Verdict is ClockVerdict.Excluded);
        Assert.Equal(1, (await App.LoadAsync<Ticket>(ticket.Id)).Version);   // nobody's edit conflicts with it
    }

    [Fact]
    public async Task A_breach_is_explained_and_goes_on_counting_as_one()
    {
        await AgreeAsync();
        var ticket = await OpenAsync("2026-11-20 10:00");
        var clock = await ClockAsync(ticket, "take-charge");
        Assert.Equal(ClockRefusals.NotMissed, (await JustifyAsync(ticket, clock)).Refusal?.Code);

        await MoveAsync(ticket, "2026-11-20 11:30", TicketTrigger.Start);   // half an hour late
        Done(await JustifyAsync(ticket, clock));

        clock = await ClockAsync(ticket, "take-charge");
        Assert.Equal((ClockState.MetLate, Why, (Guid?)Agent.Id, (DateTimeOffset?)App.Clock.Now), (clock.State, clock.Justification, clock.JustifiedBy, clock.JustifiedAt));
    }

    [Fact]
    public async Task What_counts_nowhere_is_not_judged_and_words_are_asked_for()
    {
        await AgreeAsync();
        var ticket = await OpenAsync("2026-11-20 10:00");
        var clock = await ClockAsync(ticket, "resolution");
        Assert.Equal("Reason", Assert.Single((await App.RunAsync((JudgeClock use) => use.ExcludeAsync(ticket.Ref, new() { ClockId = clock.Id, Reason = " " }, default))).Refusal!.Fields).Field);   // refused
        Assert.Equal("Justification", Assert.Single((await App.RunAsync((JudgeClock use) => use.JustifyAsync(ticket.Ref, new() { ClockId = clock.Id }, default))).Refusal!.Fields).Field);     // as above

        await MoveAsync(ticket, "2026-11-20 10:30", TicketTrigger.Cancel);
        Assert.Equal(ClockRefusals.NotCounted, (await ExcludeAsync(ticket, clock)).Refusal?.Code);
    }

    [Fact]
    public async Task It_takes_the_permission_where_the_ticket_is_and_the_ticket_in_sight()
    {
        await AgreeAsync();
        var (ticket, other) = (await OpenAsync("2026-11-20 10:00"), await OpenAsync("2026-11-20 10:00"));
        var clock = await ClockAsync(ticket, "resolution");
        Assert.Equal(Refusal.NotFound, (await ExcludeAsync(other, clock)).Refusal);   // a clock of another record

        App.User.Grant(SlaPermissions.Judge, Scope.Structure, World.Structure);
        Assert.Equal(Refusal.Forbidden, (await ExcludeAsync(ticket, clock)).Refusal);
        App.User.Grant(SlaPermissions.Judge, Scope.All).Grant(TicketPermissions.View, Scope.Structure, World.Structure);
        Assert.Equal(Refusal.NotFound, (await ExcludeAsync(ticket, clock)).Refusal);
        App.User.Grant(TicketPermissions.View, Scope.All).Revoke(SlaPermissions.Judge);
        Assert.Equal(Refusal.Forbidden, (await ExcludeAsync(ticket, clock)).Refusal);
        Assert.Equal(ClockState.Running, (await ClockAsync(ticket, "resolution")).State);
    }

    private Task<Result> ExcludeAsync(Ticket ticket, SlaClock clock) => App.RunAsync((JudgeClock use) => use.ExcludeAsync(ticket.Ref, new() { ClockId = clock.Id, Reason = Why }, default));

    private Task<Result> IncludeAsync(Ticket ticket, SlaClock clock) => App.RunAsync((JudgeClock use) => use.IncludeAsync(ticket.Ref, clock.Id, default));

    private Task<Result> JustifyAsync(Ticket ticket, SlaClock clock) => App.RunAsync((JudgeClock use) => use.JustifyAsync(ticket.Ref, new() { ClockId = clock.Id, Justification = Why }, default));
}
