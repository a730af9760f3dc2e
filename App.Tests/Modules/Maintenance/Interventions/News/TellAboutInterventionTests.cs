using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Kernel.Settings;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Kernel.Jobs;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Interventions.News;

/// <summary>Who is told of what happens to an intervention, and of its plan: through outbox, dispatcher, job and notifier.</summary>
public sealed class TellAboutInterventionTests(TestApp app) : AppTests(app)
{
    private const string Plans = "maintenance.tell-of-plans";

    /// <summary>What was told before that of which a test speaks.</summary>
    private readonly HashSet<Guid> forgotten = [];

    [Fact]
    public async Task The_technician_is_told_who_gave_it_to_him_and_when_it_is_planned()
    {
        var (work, lead, _) = await WorkAsync(App.Clock.Now.AddDays(3));

        Assert.Equal(["Lead: Notify.WorkAssigned"], await ToldAsync(work));
        var told = await App.WithDbAsync(db => db.Set<Notification>().SingleAsync(n => n.UserId == lead.Id && n.RecordId == work.Id));
        Assert.Equal((work.Number, "Salma Chef", NewsArgument.At(work.PlannedAt!.Value)), (told.Arguments[0], told.Arguments[2], told.Arguments[3]));
    }

    [Fact]
    public async Task The_end_is_told_to_requester_and_followers_and_steps_to_followers_alone()
    {
        var (work, lead, requester) = await WorkAsync(null);
        await FollowAsync(work, await PersonAsync("Follower", MaintenancePermissions.View));
        await ToldAsync(work);
        await ForgetAsync(work);

        await MoveAsync(work, lead, InterventionTrigger.Start);
        Assert.Equal(["Follower: Notify.WorkStarted"], await ToldAsync(work));
        await ForgetAsync(work);
        await MoveAsync(work, lead, InterventionTrigger.Close);
        Assert.Equal(["Follower: Notify.WorkClosed", "Salma Chef: Notify.WorkClosed"], await ToldAsync(work));
        Assert.Equal("Salma Chef", requester.DisplayName);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task A_client_follows_what_is_said_publicly_of_his_own_and_nothing_else()
    {
        var (work, lead, _) = await WorkAsync(null);
        var other = await App.SaveAsync(Make.Structure("Client B", kind: StructureKind.Client));
        var (ours, theirs) = (await App.SaveAsync(Make.User("Ours", work.StructureId)), await App.SaveAsync(Make.User("Theirs", other.Id)));
        foreach (var person in new[] { ours, theirs }) await App.SaveAsync(new Grant { UserId = person.Id, Permission = MaintenancePermissions.View, Scope = Scope.Structure });
        await FollowAsync(work, ours);
        await FollowAsync(work, theirs);
        await ToldAsync(work);
        await ForgetAsync(work);

        await CommentAsync(work, lead, "Pièce commandée", isInternal: true);
        await CommentAsync(work, lead, "Nous repassons demain", isInternal: false);

        Assert.Equal(["Ours: Notify.WorkCommented", "Salma Chef: Notify.WorkCommented"], [.. (await ToldAsync(work)).Where(t => !t.StartsWith("Lead", StringComparison.Ordinal))]);
    }

    [Fact]
    public async Task Whoever_is_mentioned_and_may_read_it_is_told_and_follows()
    {
        var (work, lead, _) = await WorkAsync(null);
        var (named, stranger) = (await PersonAsync("Nadia Pieces Atlas", MaintenancePermissions.View), await App.SaveAsync(Make.User("Omar Autre Atlas")));
        await ToldAsync(work);
        await ForgetAsync(work);

        await CommentAsync(work, lead, $"@{Named(named)} et @{Named(stranger)} : le joint ?", isInternal: false);

        Assert.Contains("Nadia Pieces Atlas: Notify.WorkMentioned", await ToldAsync(work));
        Assert.DoesNotContain(await ToldAsync(work), t => t.StartsWith("Omar", StringComparison.Ordinal));
        Assert.True(await App.WithDbAsync(db => db.Set<Watcher>().AnyAsync(w => w.RecordId == work.Id && w.UserId == named.Id)));
    }

    [Fact]
    public async Task The_technician_is_reminded_the_day_before_and_two_hours_before_each_once()
    {
        var (work, _, _) = await WorkAsync(App.Clock.Now.AddDays(3));
        await ToldAsync(work);
        await ForgetAsync(work);

        await AtAsync(work.PlannedAt!.Value.AddHours(-25));
        Assert.Empty(await ToldAsync(work));
        await AtAsync(work.PlannedAt.Value.AddHours(-24));
        Assert.Equal(["Lead: Notify.WorkTomorrow"], await ToldAsync(work));
        await AtAsync(work.PlannedAt.Value.AddHours(-2));
        Assert.Equal(["Lead: Notify.WorkSoon", "Lead: Notify.WorkTomorrow"], await ToldAsync(work));
        await AtAsync(work.PlannedAt.Value.AddMinutes(-1));
        Assert.Equal(2, (await ToldAsync(work)).Count);
        Assert.Equal(work.Version, (await App.LoadAsync<Intervention>(work.Id)).Version);
    }

    [Fact]
    public async Task Two_reminders_that_are_due_together_are_one_and_the_hours_are_the_structures_choice()
    {
        var structure = await App.SaveAsync(Make.Structure());
        await App.SaveAsync(new SettingValue { Code = "maintenance.RemindHours", StructureId = structure.Id, Value = "5" });
        var (late, _, _) = await WorkAsync(App.Clock.Now.AddDays(3), structure.Id);
        var (never, _, _) = await WorkAsync(App.Clock.Now.AddDays(3));
        await App.SaveAsync(new SettingValue { Code = "maintenance.RemindHours", StructureId = never.StructureId, Value = "0" });
        await ToldAsync(late);
        foreach (var work in new[] { late, never }) await ForgetAsync(work);

        await AtAsync(late.PlannedAt!.Value.AddHours(-4));

        Assert.Equal(["Lead: Notify.WorkSoon"], await ToldAsync(late));
        Assert.Equal(["Lead: Notify.WorkTomorrow"], await ToldAsync(never));
    }

    [Fact]
    public async Task Nobody_is_reminded_of_what_he_was_given_within_that_time_nor_of_what_has_begun()
    {
        var (sudden, _, _) = await WorkAsync(App.Clock.Now.AddHours(1));
        var (begun, lead, _) = await WorkAsync(App.Clock.Now.AddDays(2));
        await MoveAsync(begun, lead, InterventionTrigger.Start);
        await ToldAsync(begun);
        await ForgetAsync(sudden);
        await ForgetAsync(begun);

        await AtAsync(App.Clock.Now.AddMinutes(5));
        await AtAsync(begun.PlannedAt!.Value.AddHours(-1));

        Assert.DoesNotContain(await ToldAsync(sudden), t => t.Contains("WorkSoon", StringComparison.Ordinal) || t.Contains("WorkTomorrow", StringComparison.Ordinal));
        Assert.Empty(await ToldAsync(begun));
    }

    [Fact]
    public async Task What_has_not_begun_in_time_is_told_once_to_technician_and_managers_and_again_for_another_plan()
    {
        var (work, _, _) = await WorkAsync(App.Clock.Now.AddMinutes(30));
        await ManagerAsync("Manager", work.StructureId);
        await ManagerAsync("Elsewhere", (await App.SaveAsync(Make.Structure())).Id);
        await ToldAsync(work);
        await ForgetAsync(work);

        await AtAsync(work.PlannedAt!.Value);
        await AtAsync(work.PlannedAt.Value.AddDays(1));
        Assert.Equal(["Lead: Notify.WorkLate", "Manager: Notify.WorkLate"], await ToldAsync(work));

        await App.WithDbAsync(async db =>
        {
            (await db.Set<Intervention>().SingleAsync(i => i.Id == work.Id)).PlannedAt = App.Clock.Now.AddMinutes(-1);
            return await db.SaveChangesAsync();
        });
        await AtAsync(App.Clock.Now);
        await AtAsync(App.Clock.Now);
        Assert.Equal(4, (await ToldAsync(work)).Count);
    }

    [Fact]
    public async Task Two_runs_at_one_moment_tell_once()
    {
        var works = new List<Intervention>();
        for (var i = 0; i < 10; i++) works.Add((await WorkAsync(App.Clock.Now.AddHours(30))).Work);
        await App.DrainEventsAsync();
        App.Clock.Advance(TimeSpan.FromHours(7));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => App.RunJobAsync(Plans)));

        foreach (var work in works)
            Assert.Equal(["Lead: Notify.WorkAssigned", "Lead: Notify.WorkTomorrow"], await ToldAsync(work));
    }

    private async Task AtAsync(DateTimeOffset at)
    {
        App.Clock.Now = at;
        await App.RunJobAsync(Plans);
    }

    private async Task<(Intervention Work, User Lead, User Requester)> WorkAsync(DateTimeOffset? plannedAt, Guid? structure = null)
    {
        var home = structure ?? (await App.SaveAsync(Make.Structure())).Id;
        var lead = await PersonAsync("Lead", MaintenancePermissions.View, MaintenancePermissions.Note);
        var requester = await PersonAsync("Salma Chef", MaintenancePermissions.View, MaintenancePermissions.Note);
        await App.TechnicianAsync(lead);
        App.User.As(requester);
        var work = Intervention.Create(new() { Title = "Fuite sur le vérin", PlannedAt = plannedAt, PlannedMinutes = 60 }, requester.Id, home, App.Clock.Now);
        work.AssignTo(lead.Id, null);
        await App.RunAsync((IDbContextFactory<AppDbContext> dbs) => SaveAsync(dbs, work));
        return (work, lead, requester);
    }

    /// <summary>By the test's person, who is its author.</summary>
    private static async Task SaveAsync(IDbContextFactory<AppDbContext> dbs, Intervention work)
    {
        await using var db = await dbs.CreateDbContextAsync();
        db.Add(work);
        await db.SaveChangesAsync();
    }

    private async Task<User> PersonAsync(string name, params string[] permissions)
    {
        var person = await App.SaveAsync(Make.User(name));
        await App.SaveAllAsync([.. permissions.Select(p => new Grant { UserId = person.Id, Permission = p, Scope = Scope.All })]);
        return person;
    }

    private async Task ManagerAsync(string name, Guid structure)
    {
        var person = await App.SaveAsync(Make.User(name, structure));
        var role = await App.WithDbAsync(db => db.Set<Role>().SingleAsync(r => r.Code == BuiltInRoles.Manager));
        await App.SaveAsync(new RoleAssignment { RoleId = role.Id, UserId = person.Id, StructureId = structure, WithSubStructures = true });
    }

    private Task FollowAsync(Intervention work, User person) =>
        App.SaveAsync(new Watcher { RecordKind = Intervention.RecordKind, RecordId = work.Id, UserId = person.Id, Since = App.Clock.Now });

    private async Task MoveAsync(Intervention work, User by, InterventionTrigger trigger)
    {
        App.User.As(by).Grant(MaintenancePermissions.Work, Scope.All).Grant(MaintenancePermissions.View, Scope.All);
        Assert.Null((await App.StepAsync(work.Id, trigger)).Refusal);
    }

    private async Task CommentAsync(Intervention work, User by, string body, bool isInternal)
    {
        App.User.As(by).Grant(MaintenancePermissions.Comment, Scope.All).Grant(MaintenancePermissions.Note, Scope.All);
        Assert.Null((await App.RunAsync((CommentIntervention use) => use.RunAsync(new() { InterventionId = work.Id, Body = body, IsInternal = isInternal }, default))).Refusal);
    }

    private static string Named(User person) => person.UserName!;   // Make gives one

    private async Task ForgetAsync(Intervention work) => forgotten.UnionWith(await App.WithDbAsync(db => db.Set<Notification>().Where(n => n.RecordId == work.Id).Select(n => n.Id).ToListAsync()));

    private async Task<List<string>> ToldAsync(Intervention work)
    {
        await App.DrainEventsAsync();
        var told = await App.WithDbAsync(db => (
            from notification in db.Set<Notification>().Where(n => n.RecordId == work.Id)
            join person in db.Set<User>() on notification.UserId equals person.Id
            select new { notification.Id, person.DisplayName, notification.Text }).ToListAsync());
        return [.. told.Where(t => !forgotten.Contains(t.Id)).Select(t => $"{t.DisplayName}: {t.Text}").Order(StringComparer.Ordinal)];
    }
}
