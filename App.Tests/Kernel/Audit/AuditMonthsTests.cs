using Npgsql;
using OpsFlux.Kernel.Audit.Partitions;
using OpsFlux.Kernel.Settings;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Audit;

public sealed class AuditMonthsTests(AuditApp app) : AppTests<AuditApp>(app)
{
    [Fact]
    public async Task What_came_before_its_month_was_there_is_moved_into_it()
    {
        App.Clock.Now = new(2025, 2, 3, 9, 0, 0, TimeSpan.Zero);   // a month that no other test makes
        var ticket = await App.SaveAsync(Make.Ticket());
        Assert.Equal("audit_log.entries_default", await PartAsync(ticket.Id));

        App.Clock.Now = App.Clock.Now.AddMonths(1);
        await KeepAsync();

        Assert.Equal("audit_log.entries_2025_02", await PartAsync(ticket.Id));
        await KeepAsync();   // again is harmless
    }

    [Theory]
    [InlineData("select kernel.make_audit_month('2026-11-02')")]
    [InlineData("select kernel.make_audit_month('1999-01-01')")]
    [InlineData("select kernel.make_audit_month(null)")]
    [InlineData("select kernel.drop_audit_months(date_trunc('month', current_date)::date)")]
    [InlineData("select kernel.drop_audit_months('2020-01-01')")]
    [InlineData("select kernel.empty_audit_values(gen_random_uuid(), array[gen_random_uuid()])")]
    [InlineData("select kernel.renew_audit_generation()")]
    public async Task The_application_may_not_ask_the_owner_for_more(string statement) =>
        Assert.Contains((await Assert.ThrowsAsync<PostgresException>(() => App.SqlAsync(statement))).SqlState, new[] { "22023", "55000", PostgresErrorCodes.InsufficientPrivilege });

    [Fact]
    public async Task Retention_drops_whole_months_as_it_is_set_and_the_chain_says_so()
    {
        await MonthAsync(new(2020, 3, 5, 9, 0, 0, TimeSpan.Zero));
        await MonthAsync(new(2023, 4, 5, 9, 0, 0, TimeSpan.Zero));
        App.Clock.Now = FakeClock.Start;
        await App.SealAllAsync();

        await KeepAsync();   // five years, unless an administrator chose another
        Assert.Equal((false, true), (await HasAsync("entries_2020_03"), await HasAsync("entries_2023_04")));

        await App.SaveAsync(new SettingValue { Code = KeepAuditMonths.Months.Code, Value = "24" });
        await KeepAsync();
        Assert.Equal((false, false), (await HasAsync("values_2020_03"), await HasAsync("values_2023_04")));

        var (verdict, findings) = await App.VerifyAsync();
        Assert.Empty(findings);
        Assert.True(verdict.Dropped >= 2, verdict.ToString());
        Assert.Equal(new DateTimeOffset(2024, 11, 1, 0, 0, 0, TimeSpan.Zero), verdict.DroppedBefore);
    }

    private async Task MonthAsync(DateTimeOffset at)
    {
        await App.SqlAsync($"select kernel.make_audit_month('{at:yyyy-MM}-01')");
        App.Clock.Now = at;
        await App.SaveAsync(Make.Ticket());
    }

    /// <summary>As often as another class's transaction keeps the chain from being sealed to its end.</summary>
    private async Task KeepAsync()
    {
        await App.SealAllAsync();
        await App.RunAsync((KeepAuditMonths job) => job.RunAsync(default));
    }

    private async Task<bool> HasAsync(string part) => await App.TamperAsync($"select to_regclass('audit_log.{part}') is not null") is true;

    private Task<object?> PartAsync(Guid ticket) => App.TamperAsync($"select tableoid::regclass::text from kernel.audit_entries where subject_id = '{ticket}'");
}
