using Npgsql;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Data;

/// <summary>What the application's own role is refused by the database, whatever the application tries.</summary>
public sealed class DatabaseRightsTests(TestApp app) : AppTests(app)
{
    [Theory]
    [InlineData("update kernel.audit_entries set detail = 'x'")]
    [InlineData("delete from kernel.audit_entries")]
    [InlineData("truncate kernel.audit_entries")]
    [InlineData("update kernel.audit_values set after = '{}'")]
    [InlineData("delete from kernel.audit_values")]
    [InlineData("truncate kernel.audit_values")]
    [InlineData("update kernel.audit_seals set count = 0")]
    [InlineData("delete from kernel.audit_seals")]
    [InlineData("truncate kernel.audit_seals")]
    [InlineData("update kernel.audit_manifests set contents = ''")]
    [InlineData("delete from kernel.audit_manifests")]
    [InlineData("update audit_log.entries_default set detail = 'x'")]
    [InlineData("select * from audit_log.values_default")]
    [InlineData("alter table kernel.audit_entries detach partition audit_log.entries_default")]
    [InlineData("update kernel.timeline set body = 'x'")]
    [InlineData("delete from kernel.timeline")]
    [InlineData("truncate kernel.timeline")]
    [InlineData("delete from kernel.migrations_history")]
    [InlineData("insert into kernel.migrations_history values ('x', 'y')")]
    [InlineData("create table kernel.mine (n int)")]
    [InlineData("create table tickets.mine (n int)")]
    [InlineData("create table public.mine (n int)")]
    [InlineData("alter table kernel.timeline disable row level security")]
    [InlineData("drop table tickets.tickets")]
    public async Task The_application_may_not(string statement)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => App.SqlAsync(statement));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Theory]
    [InlineData("select count(*) from kernel.audit_entries")]
    [InlineData("select count(*) from kernel.timeline")]
    [InlineData("select count(*) from kernel.migrations_history")]
    public async Task The_application_reads(string statement) => Assert.IsType<long>(await App.SqlAsync(statement));
}
