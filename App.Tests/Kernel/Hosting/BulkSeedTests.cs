using Xunit;

namespace OpsFlux.Tests.Kernel.Hosting;

/// <summary>The large set, in small: what measurements rely on.</summary>
public sealed class BulkSeedTests(VerbStage stage) : IClassFixture<VerbStage>
{
    [Fact]
    public async Task Five_hundred_tickets_are_consistent()
    {
        var said = await stage.RunAsync("seed", "--tickets", "500", "--open-percent", "20");

        Assert.Equal(0, said.Code);
        Assert.Equal(500, await CountAsync("tickets.tickets"));
        Assert.Empty(await stage.AskAsync<Guid>("select t.id from tickets.tickets t left join kernel.timeline e on e.record_id = t.id group by t.id having count(e.id) <> 5"));
        Assert.Equal(20, await CountAsync("tickets.tickets t join kernel.structures s on s.id = t.structure_id where s.code = 'SMALL20'"));
        Assert.InRange(await CountAsync("tickets.tickets t join kernel.users u on u.id = t.requester_id where u.user_name = 'bench.requester'"), 50, 60);
        Assert.InRange(await CountAsync("tickets.tickets where closed_at is null"), 70, 130);
        await ClocksStandAsTheirTicketsDoAsync();
        await NewTicketsGetFreeNumbersAsync();
        await WhatWasTakenOffIsBackAsync();
    }

    [Theory]
    [InlineData("seed")]
    [InlineData("seed", "--tickets", "many")]
    [InlineData("seed", "--tickets", "0")]
    [InlineData("seed", "--tickets", "5", "--open-percent", "101")]
    [InlineData("seed", "--demo", "--tickets", "5")]
    [InlineData("seed", "--ticket", "5")]
    public async Task Wrong_arguments_are_told_and_answered_with_2(params string[] words) => Assert.Equal(2, (await stage.RunAsync(words)).Code);

    private async Task NewTicketsGetFreeNumbersAsync() => Assert.Empty(await stage.AskAsync<int>(
        """
        select c.year from kernel.number_counters c
        where c.last_value <> (select max(split_part(number, '-', 3)::bigint) from tickets.tickets where split_part(number, '-', 2)::int = c.year)
        """));

    /// <summary>Two each; those that go on have an agreement, lead once, and wake only for what lies ahead.</summary>
    private async Task ClocksStandAsTheirTicketsDoAsync()
    {
        Assert.Equal(1000, await CountAsync("kernel.sla_clocks c join tickets.tickets t on t.id = c.record_id where c.policy_id is not null and c.started_at = t.opened_at"));
        Assert.Equal(0, await CountAsync("kernel.sla_clocks c join tickets.tickets t on t.id = c.record_id where c.state in ('Running', 'Paused', 'Breached') and t.closed_at is not null"));
        Assert.Equal(
            await CountAsync("tickets.tickets where closed_at is null and resolved_at is null"), await CountAsync("kernel.sla_clocks where is_lead"));
        Assert.Equal(0, await CountAsync("kernel.sla_clocks where wake_at is not null and (taken_step = 100 or state not in ('Running', 'Paused', 'Breached'))"));
        Assert.NotEqual(0, await CountAsync("kernel.sla_clocks where state = 'Met'"));
    }

    private async Task WhatWasTakenOffIsBackAsync()
    {
        Assert.Equal(6, await CountAsync("pg_constraint where conrelid = 'tickets.tickets'::regclass and contype = 'f'"));
        Assert.Contains("ix_tickets_search", await stage.AskAsync<string>("select indexname::text from pg_indexes where schemaname = 'tickets'"));
        Assert.Contains("ix_sla_clocks_wake", await stage.AskAsync<string>("select indexname::text from pg_indexes where schemaname = 'kernel'"));
        Assert.Contains("ix_timeline_record_at", await stage.AskAsync<string>("select indexname::text from pg_indexes where schemaname = 'kernel'"));
    }

    private async Task<long> CountAsync(string from) => (await stage.AskAsync<long>($"select count(*) from {from}")).Single();
}
