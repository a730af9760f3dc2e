using Npgsql;
using OpsFlux.Kernel.Audit.Sealing;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Audit;

public sealed class SealAuditTests(AuditApp app) : AppTests<AuditApp>(app)
{
    [Fact]
    public async Task Instances_that_seal_at_once_seal_everything_once()
    {
        foreach (var _ in Enumerable.Range(0, 5)) await App.SaveAsync(Make.Ticket());

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => App.RunAsync((SealAudit use) => WithoutFileAsync(use))));
        await App.SealAllAsync();

        Assert.Equal(await CountAsync("kernel.audit_entries"), (long)(await App.SqlAsync("select sum(count)::bigint from kernel.audit_seals"))!);   // sealed
        Assert.True((await App.VerifyAsync()).Verdict.IsProved);
    }

    [Fact]
    public async Task Sealing_again_with_nothing_new_does_nothing()
    {
        await App.SaveAsync(Make.Ticket());
        await App.SealAllAsync();
        var seals = await CountAsync("kernel.audit_seals");

        Assert.Equal(0, await App.RunAsync((SealAudit use) => use.RunAsync(default)));

        Assert.Equal(seals, await CountAsync("kernel.audit_seals"));
    }

    [Fact]
    public async Task What_commits_late_is_sealed_later_and_not_skipped()
    {
        await using var source = NpgsqlDataSource.Create(App.Connections.Application);
        await using var late = await source.OpenConnectionAsync();
        await using var transaction = await late.BeginTransactionAsync();
        // The application's own row, moved: it keeps its hash and gets the place of the transaction that runs.
        var ticket = await App.SaveAsync(Make.Ticket());
        await using (var copy = new NpgsqlCommand($"insert into kernel.audit_entries select id, at + interval '1 hour', action from kernel.audit_entries where subject_id = '{ticket.Id}'", late))
            await copy.ExecuteNonQueryAsync();
        await App.SaveAsync(Make.Ticket());
        await App.RunAsync((SealAudit use) => use.RunAsync(default));
        Assert.True(await App.UnsealedAsync() > 0);   // the later one waits for the earlier

        await transaction.CommitAsync();
        await App.SealAllAsync();

        Assert.Equal(await CountAsync("kernel.audit_entries"), (long)(await App.SqlAsync("select sum(count)::bigint from kernel.audit_seals"))!);   // sealed
        await App.TamperAsync("delete from kernel.audit_entries where hash is null");
    }

    /// <summary>Of instances on one machine only one appends to the file at a time; the others meet it locked.</summary>
    private static async Task WithoutFileAsync(SealAudit use)
    {
        try
        {
            await use.RunAsync(default);
        }
        catch (IOException)
        {
            // The next run catches up what this one could not append.
        }
    }

    private async Task<long> CountAsync(string table) => (long)(await App.SqlAsync($"select count(*) from {table}"))!;   // a count is never null
}
