using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Audit.Alerts;
using OpsFlux.Kernel.Audit.Denied;
using OpsFlux.Kernel.Audit.Verifying;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Audit;

public sealed class WatchAuditTests(AuditApp app) : AppTests<AuditApp>(app)
{
    [Fact]
    public async Task Many_failed_sign_ins_of_one_account_are_told_once_in_a_window()
    {
        var admin = await AdministratorAsync();
        await WrittenAsync(AuditAction.SignInFailed, "intrus", 9);
        await WatchAsync();
        Assert.Empty(await ToldAsync(admin));

        await WrittenAsync(AuditAction.SignInFailed, "intrus", 3);
        await WatchAsync();
        await WrittenAsync(AuditAction.SignInFailed, "intrus", 20);
        await WatchAsync();

        var told = Assert.Single(await ToldAsync(admin), n => n.Text == "Notify.AuditSignInsOfAccount");
        Assert.Equal((NotificationCategory.Alert, "intrus"), (told.Category, told.Arguments[0]));

        App.Clock.Advance(TimeSpan.FromHours(1));
        await WrittenAsync(AuditAction.SignInFailed, "intrus", 10);
        await WatchAsync();
        Assert.Equal(2, (await ToldAsync(admin)).Count(n => n.Text == "Notify.AuditSignInsOfAccount"));
    }

    [Fact]
    public async Task What_was_read_is_not_read_again()
    {
        await WrittenAsync(AuditAction.Export, "a", 1);
        await WatchAsync();

        var outcome = await App.RunAsync((WatchAuditJob job) => job.RunAsync(default));

        Assert.Equal(("Job.audit.watch.Done", "0"), (outcome.Text, outcome.Arguments[0]));
    }

    [Fact]
    public async Task Mass_export_and_elevation_by_a_person_are_told_and_the_applications_own_are_not()
    {
        var admin = await AdministratorAsync();
        await WatchAsync();
        Assert.DoesNotContain(await ToldAsync(admin), n => n.Text == "Notify.AuditElevation");   // the scene was set by the application

        await WrittenAsync(AuditAction.Export, "tout", 10);
        await App.RunAsync(async (IDbContextFactory<AppDbContext> dbs) =>
        {
            await using var db = await dbs.CreateDbContextAsync();
            db.Add(new Grant { UserId = World.Alice, Permission = "audit.view.entry", Scope = Scope.All });
            await db.SaveChangesAsync();
        });
        await WatchAsync();

        var told = await ToldAsync(admin);
        Assert.Single(told, n => n.Text == "Notify.AuditExports");
        Assert.Single(told, n => n.Text == "Notify.AuditElevation" && n.Arguments[0] == "Alice Martin");
        Assert.Equal("PermissionChange", await App.SqlAsync("select action from kernel.audit_entries where subject = 'grant' order by at desc, id desc limit 1"));
    }

    [Fact]
    public async Task A_log_that_was_tampered_with_alerts_the_administrators()
    {
        var admin = await AdministratorAsync();
        await App.SealAllAsync();
        await App.TamperAsync($"update kernel.audit_entries set detail = 'x' where subject_id = '{admin.Id}'");

        var outcome = await App.RunAsync((VerifyAuditJob job) => job.RunAsync(default));

        Assert.Equal("Job.audit.verify.Refuted", outcome.Text);
        Assert.Single(await ToldAsync(admin), n => n.Text == "Notify.AuditRefuted");
        await App.TamperAsync($"update kernel.audit_entries set detail = null where subject_id = '{admin.Id}'");
    }

    [Fact]
    public async Task A_denied_page_is_written_once_in_ten_minutes_without_its_query()
    {
        App.User.As(Guid.CreateVersion7(), "Curieux");

        foreach (var _ in Enumerable.Range(0, 3)) await App.RunAsync((ReportDenial use) => use.RunAsync("/admin/audit", default));
        Assert.Equal(1L, await DenialsAsync());

        App.Clock.Advance(TimeSpan.FromMinutes(11));
        await App.RunAsync((ReportDenial use) => use.RunAsync("/admin/audit", default));
        Assert.Equal(2L, await DenialsAsync());
    }

    private Task<object?> DenialsAsync() => App.SqlAsync($"select count(*) from kernel.audit_entries where action = 'Denied' and detail = '/admin/audit' and actor_id = '{App.User.Id}'");

    private async Task<User> AdministratorAsync()
    {
        var admin = await App.SaveAsync(Make.User("Salma Idrissi"));
        var role = (Guid)(await App.SqlAsync("select id from kernel.roles where code = 'Administrator'"))!;   // built in
        await App.SaveAsync(new RoleAssignment { RoleId = role, UserId = admin.Id });
        return admin;
    }

    private Task WrittenAsync(AuditAction action, string detail, int times) => App.RunAsync(async (IDbContextFactory<AppDbContext> dbs) =>
    {
        await using var db = await dbs.CreateDbContextAsync();
        for (var i = 0; i < times; i++) AuditWriter.Add(db, action, "user", null, detail);
        await db.SaveChangesAsync();
    });

    /// <summary>Until all is read: other classes' transactions on the same server hold the horizon back for a moment.</summary>
    private async Task WatchAsync()
    {
        const string Behind = "select count(*) from kernel.audit_entries e, kernel.audit_watch_marks m where (e.generation, e.transaction_id, e.id) > (m.generation, m.transaction, m.entry_id)";
        for (var tries = 0; tries < 2000; tries++)
        {
            await App.RunAsync((WatchAuditJob job) => job.RunAsync(default));
            if (await App.SqlAsync(Behind) is 0L) return;
        }

        Assert.Fail("The log could not be read to its end");
    }

    private Task<List<Notification>> ToldAsync(User person) => App.WithDbAsync(db => db.Set<Notification>().AsNoTracking().Where(n => n.UserId == person.Id).ToListAsync());
}
