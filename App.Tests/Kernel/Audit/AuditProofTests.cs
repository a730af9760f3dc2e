using OpsFlux.Kernel.Audit.Verifying;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Audit;

/// <summary>Whoever changes the log is found and named, the server's superuser included.</summary>
public sealed class AuditProofTests(AuditApp app) : AppTests<AuditApp>(app), IAsyncLifetime
{
    /// <summary>Each test begins with a log that is whole and sealed.</summary>
    public async Task InitializeAsync()
    {
        await App.TamperAsync("truncate kernel.audit_entries, kernel.audit_values, kernel.audit_seals, kernel.audit_manifests");
        if (App.Heads.Exists) File.Delete(App.Heads.Path);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_log_that_nobody_touched_is_proved()
    {
        await TicketsAsync(3);
        await App.SealAllAsync();

        var (verdict, findings) = await App.VerifyAsync();

        Assert.Empty(findings);
        Assert.True(verdict is { IsProved: true, Entries: 3, NotYetSealed: 0 }, verdict.ToString());
    }

    [Theory]
    [InlineData("detail = 'TIC-0000-000000'")]
    [InlineData("actor_id = null, actor_name = 'Personne'")]
    [InlineData("at = at + interval '1 second'")]
    [InlineData("transaction_id = (transaction_id::text::bigint + 100000)::text::xid8")]
    [InlineData("hash = null")]
    public async Task An_edited_entry_is_named(string change)
    {
        var ticket = (await TicketsAsync(3))[1];
        await App.SealAllAsync();
        var id = await EntryOfAsync(ticket);

        await App.TamperAsync($"update kernel.audit_entries set {change} where id = '{id}'");

        var (_, findings) = await App.VerifyAsync();
        Assert.Contains(findings, f => f.Kind is AuditFindingKind.EntryChanged && f.EntryId == id && f.Subject == $"ticket {ticket.Id}");
        Assert.All(findings, f => Assert.Equal(id, f.EntryId));
    }

    [Fact]
    public async Task Edited_values_are_named()
    {
        var ticket = (await TicketsAsync(2))[0];
        await App.SealAllAsync();
        var id = await EntryOfAsync(ticket);

        await App.TamperAsync($"update kernel.audit_values set after = replace(after::text, 'Imprimante', 'Rien')::json where entry_id = '{id}'");

        Assert.Equal((AuditFindingKind.ValuesChanged, (Guid?)id), await TheFindingAsync());
    }

    [Fact]
    public async Task Emptied_values_are_named_where_no_erasure_stands_in_the_log()
    {
        var id = await EntryOfAsync((await TicketsAsync(2))[0]);
        await App.SealAllAsync();

        await App.TamperAsync($"update kernel.audit_values set before = null, after = null, emptied_by = gen_random_uuid() where entry_id = '{id}'");

        Assert.Equal((AuditFindingKind.ValuesChanged, (Guid?)id), await TheFindingAsync());
    }

    [Fact]
    public async Task A_deleted_entry_is_named_with_its_instant_and_subject()
    {
        var ticket = (await TicketsAsync(3))[1];
        await App.SealAllAsync();
        var id = await EntryOfAsync(ticket);

        await App.TamperAsync($"delete from kernel.audit_entries where id = '{id}'");

        var finding = Assert.Single((await App.VerifyAsync()).Findings);
        Assert.Equal((AuditFindingKind.EntryRemoved, id, App.Clock.Now, $"ticket {ticket.Id}"), (finding.Kind, finding.EntryId, finding.At, finding.Subject));
    }

    [Theory]
    [InlineData("e.transaction_id")]
    [InlineData("pg_current_xact_id()")]
    public async Task An_inserted_entry_is_named_among_the_sealed_and_after_them(string transaction)
    {
        await TicketsAsync(3);
        await App.SealAllAsync();

        var id = (Guid)(await App.TamperAsync($"""
            insert into kernel.audit_entries (id, at, action, actor_name, subject, detail, generation, transaction_id)
            select '00000000-0000-7000-8000-00000000000f', e.at, 'Delete', 'Alice Martin', 'ticket', 'TIC-2026-000001', e.generation, {transaction}
            from kernel.audit_entries e order by e.transaction_id desc limit 1 returning id
            """))!;   // one entry there is

        var first = Assert.Single((await App.VerifyAsync()).Findings);
        Assert.Equal((AuditFindingKind.EntryInserted, id), (first.Kind, first.EntryId));

        await App.SealAllAsync();   // sealing it does not make it genuine
        Assert.Equal(id, Assert.Single((await App.VerifyAsync()).Findings).EntryId);
    }

    [Fact]
    public async Task A_cut_tail_is_found_by_the_file_of_heads()
    {
        await TicketsAsync(2);
        await App.SealAllAsync();
        var kept = (long)(await App.SqlAsync("select max(number) from kernel.audit_seals"))!;   // sealed before
        await TicketsAsync(2);
        await App.SealAllAsync();

        await App.TamperAsync($"""
            with cut as (delete from kernel.audit_seals where number > {kept} returning number), gone as (delete from kernel.audit_manifests where number > {kept} returning number)
            delete from kernel.audit_entries e using (select * from kernel.audit_seals where number = {kept}) s
            where (e.generation, e.transaction_id, e.id) > (s.last_generation, s.last_transaction, s.last_id)
            """);

        var (_, findings) = await App.VerifyAsync();
        Assert.NotEmpty(findings);
        Assert.All(findings, f => Assert.Equal((AuditFindingKind.TailCut, true), (f.Kind, f.Seal > kept)));
    }

    [Fact]
    public async Task Seals_that_are_taken_out_changed_or_written_without_the_key_are_named()
    {
        await TicketsAsync(1);
        await App.SealAllAsync();
        var first = (long)(await App.SqlAsync("select max(number) from kernel.audit_seals"))!;   // sealed before
        await TicketsAsync(1);
        await App.SealAllAsync();
        var second = (long)(await App.SqlAsync("select max(number) from kernel.audit_seals"))!;   // sealed before

        await App.TamperAsync($"update kernel.audit_seals set sealed_at = sealed_at - interval '1 day' where number = {second}");
        Assert.Contains(new AuditFinding(AuditFindingKind.SealChanged, second, null, App.Clock.Now.AddDays(-1)), (await App.VerifyAsync()).Findings);

        await App.TamperAsync($"update kernel.audit_manifests set contents = '\\x00' where number = {first}");
        Assert.Contains((await App.VerifyAsync()).Findings, f => f is { Kind: AuditFindingKind.SealChanged } && f.Seal == first);

        await App.TamperAsync($"delete from kernel.audit_seals where number = {first}");
        Assert.Contains((await App.VerifyAsync()).Findings, f => f is { Kind: AuditFindingKind.SealMissing } && f.Seal == first);
    }

    [Fact]
    public async Task Without_the_file_of_heads_a_cut_could_not_be_seen_and_verification_says_so()
    {
        await TicketsAsync(1);
        await App.SealAllAsync();
        File.Delete(App.Heads.Path);

        Assert.Equal((AuditFindingKind.HeadsMissing, null), await TheFindingAsync());
        await TicketsAsync(1);
        await App.SealAllAsync();
        Assert.True((await App.VerifyAsync()).Verdict.IsProved);
    }

    private async Task<List<Ticket>> TicketsAsync(int count)
    {
        var tickets = Enumerable.Range(0, count).Select(_ => Make.Ticket()).ToList();
        foreach (var ticket in tickets) await App.SaveAsync(ticket);
        return tickets;
    }

    private async Task<Guid> EntryOfAsync(Ticket ticket) => (Guid)(await App.SqlAsync($"select id from kernel.audit_entries where subject_id = '{ticket.Id}'"))!;   // saved before

    private async Task<(AuditFindingKind, Guid?)> TheFindingAsync()
    {
        var finding = Assert.Single((await App.VerifyAsync()).Findings);
        return (finding.Kind, finding.EntryId);
    }
}
