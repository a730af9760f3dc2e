using OpsFlux.Kernel.Data.Postgres;
using Xunit;

namespace OpsFlux.Tests.Kernel.Hosting;

/// <summary>The log as an operator proves it, from an empty database and folder on.</summary>
public sealed class AuditVerbTests(VerbStage stage) : IClassFixture<VerbStage>
{
    [Fact]
    public async Task A_new_log_is_sealed_and_proved_and_a_lost_or_foreign_key_is_told()
    {
        Assert.Equal(0, (await stage.RunAsync("user", "add", "hind.idrissi.atlas", "--email", "hind@atlas.example", "--name", "Hind", "--role", "Administrator", "--organisation", "Atlas")).Code);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(stage["audit.key"]));
        while ((await stage.RunAsync("audit", "seal")) is { Code: 0 } && (await stage.AskAsync<long>("""
            select count(*) from kernel.audit_entries e, (select * from kernel.audit_seals order by number desc limit 1) s
            where (e.generation, e.transaction_id, e.id) > (s.last_generation, s.last_transaction, s.last_id)
            """)).Single() > 0)
        {
            // Other classes' transactions on the same server hold the horizon back for a moment.
        }

        var proved = await stage.RunAsync("audit", "verify");
        Assert.True(proved.Code == 0, proved.Output + proved.Error);
        Assert.Equal(0, (await stage.RunAsync("audit", "verify", "--from", "2026-01-01", "--to", "2026-01-31")).Code);

        File.Move(stage["audit.key"], stage["audit.kept"]);
        Assert.Equal("audit-key-missing", (await Assert.ThrowsAsync<StartupProblem>(() => stage.RunAsync("audit", "verify"))).Code);
        await File.WriteAllTextAsync(stage["audit.key"], "not a key");
        Assert.Equal("audit-key-damaged", (await Assert.ThrowsAsync<StartupProblem>(() => stage.RunAsync("audit", "verify"))).Code);
        await File.WriteAllTextAsync(stage["audit.key"], new string('a', 64));
        Assert.Equal("audit-key-wrong", (await Assert.ThrowsAsync<StartupProblem>(() => stage.RunAsync("audit", "verify"))).Code);
        File.Move(stage["audit.kept"], stage["audit.key"], overwrite: true);
        Assert.Equal(0, (await stage.RunAsync("audit", "verify")).Code);
    }

    [Theory]
    [InlineData("audit")]
    [InlineData("audit", "prove")]
    [InlineData("audit", "verify", "--from", "hier")]
    [InlineData("audit", "verify", "--since", "2026-01-01")]
    [InlineData("audit", "seal", "--from", "2026-01-01")]
    public async Task Wrong_arguments_are_told_and_answered_with_2(params string[] words)
    {
        var said = await stage.RunAsync(words);

        Assert.Equal(2, said.Code);
        Assert.NotEmpty(said.Error);
    }
}
