using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sla.Clocks;

/// <summary>Two people act on one ticket at the same moment.</summary>
public sealed class TwoSavesTests(SlaApp app) : AppTests<SlaApp>(app)
{
    [Fact]
    public async Task A_comment_and_a_step_at_once_lose_no_fact()
    {
        for (var round = 0; round < 10; round++)
        {
            var ticket = await TakenAsync();

            var (step, comment) = (App.StepAsync(ticket, TicketTrigger.Wait, "parts"), App.CommentAsync(ticket));
            await step;
            Assert.Null((await comment).Refusal);

            Assert.Equal([ClockFactKind.Started, ClockFactKind.Paused], await FactsAsync(ticket, TicketClocks.Resolution));
            Assert.Equal([ClockFactKind.Started], await FactsAsync(ticket, TicketClocks.Reply));
        }
    }

    [Fact]
    public async Task Two_messages_at_once_begin_one_wait_for_an_answer()
    {
        for (var round = 0; round < 10; round++)
        {
            var ticket = await TakenAsync();

            var said = await Task.WhenAll(App.CommentAsync(ticket), App.CommentAsync(ticket, "Et le toner ?"), App.CommentAsync(ticket, "Alors ?"));

            Assert.All(said, r => Assert.Null(r.Refusal));
            Assert.Single(await App.ClocksAsync(ticket), c => c.Code == TicketClocks.Reply);
        }
    }

    /// <summary>The first save has written and not yet committed while the second one looks for clocks.</summary>
    [Fact]
    public async Task Whoever_waited_sees_the_clock_that_the_other_began()
    {
        var ticket = await TakenAsync();
        Task step = Task.CompletedTask;
        await App.WithDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var row = await db.Set<Ticket>().SingleAsync(t => t.Id == ticket);
            row.Comment("Toujours en panne", isInternal: false, row.RequesterId);
            await db.SaveChangesAsync();
            step = App.StepAsync(ticket, TicketTrigger.Resolve);
            await UntilBlockedAsync();
            await transaction.CommitAsync();
            return 0;
        });
        await step;

        Assert.Equal([ClockFactKind.Started, ClockFactKind.Stopped], await FactsAsync(ticket, TicketClocks.Reply));
    }

    /// <summary>A merge and the closing of resolved tickets lock the ticket before they come to its clocks.</summary>
    [Fact]
    public async Task Whoever_locks_the_ticket_first_comes_to_its_clocks_without_waiting()
    {
        var ticket = await TakenAsync();
        Task step = Task.CompletedTask;
        await App.WithDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlAsync($"select 1 from tickets.tickets where id = {ticket} for update");
            step = App.StepAsync(ticket, TicketTrigger.Resolve);
            await UntilBlockedAsync();
            await db.Database.ExecuteSqlAsync($"select 1 from kernel.sla_clocks where record_id = {ticket} for update nowait");
            await transaction.RollbackAsync();
            return 0;
        });
        await step;

        Assert.Equal([ClockFactKind.Started, ClockFactKind.Stopped], await FactsAsync(ticket, TicketClocks.Resolution));
    }

    private async Task<Guid> TakenAsync()
    {
        await App.AgreeAsync(await App.PlaceAsync(), resolution: 480, reply: 30);
        var ticket = await App.OpenAsync();
        await App.StepAsync(ticket, TicketTrigger.Start);
        return ticket;
    }

    private async Task UntilBlockedAsync()
    {
        while ((long)(await App.SqlAsync("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"))! == 0) await Task.Delay(10);
    }

    /// <summary>Without what was agreed.</summary>
    private async Task<ClockFactKind[]> FactsAsync(Guid ticket, string code) =>
        [.. FactsJson.Read((await App.ClockAsync(ticket, code)).Facts).Select(f => f.Kind).Where(k => k is not ClockFactKind.TargetChanged).Order()];
}
