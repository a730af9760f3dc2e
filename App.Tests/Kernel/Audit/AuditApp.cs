using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpsFlux.Kernel.Audit.Sealing;
using OpsFlux.Kernel.Audit.Verifying;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Audit;

/// <summary>A log of one's own with a file of heads, and ways to tamper with it that the application does not have.</summary>
public sealed class AuditApp : TestApp, IDisposable
{
    private readonly TempFolder folder = new();

    public AuditHeads Heads => new(folder["audit.heads"]);

    public void Dispose() => folder.Dispose();

    protected override void Change(IServiceCollection services) => services.AddSingleton(Heads);

    /// <summary>Until all is sealed: other classes' transactions on the same server hold the horizon back for a moment.</summary>
    public async Task SealAllAsync()
    {
        for (var tries = 0; tries < 2000; tries++)
        {
            await RunAsync((SealAudit use) => use.RunAsync(default));
            if (await UnsealedAsync() == 0) return;
        }

        Assert.Fail("The log could not be sealed to its end");
    }

    public async Task<long> UnsealedAsync() => (long)(await SqlAsync("""
        select count(*) from kernel.audit_entries e, (select * from kernel.audit_seals order by number desc limit 1) s
        where (e.generation, e.transaction_id, e.id) > (s.last_generation, s.last_transaction, s.last_id)
        """))!;   // a count is never null

    public async Task<(AuditVerdict Verdict, List<AuditFinding> Findings)> VerifyAsync(DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        var findings = new List<AuditFinding>();
        var verdict = await RunAsync((VerifyAudit use) => use.RunAsync(from, to, finding =>
        {
            findings.Add(finding);
            return Task.CompletedTask;
        }, default));
        Assert.Equal(findings.Count, verdict.Findings);
        return (verdict, findings);
    }

    /// <summary>As the superuser; answers the first column of the first row.</summary>
    public async Task<object?> TamperAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(await TestCluster.AsSuperuserAsync(Connections));
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
