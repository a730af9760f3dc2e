using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Policies;
using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Results;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Notifications.Policies;

/// <summary>What an administrator decides on notifications reaches those who chose nothing, and nobody else decides it.</summary>
public sealed class PolicyTests(TestApp app) : AppTests(app)
{
    private const string Forceable = "tickets.ticket.assigned", ForcedByItself = "kernel.audit.alerted";

    [Fact]
    public async Task A_roles_default_counts_for_whoever_chose_nothing_and_is_audited()
    {
        Administer();
        var (role, holder) = await HeldRoleAsync();
        var form = (await LoadAsync(role.Code)).Value!;
        Assert.False(form.IsChosen);
        form.Request.Muted.Add(NotificationCategory.Comment);

        Assert.Null((await SaveAsync(role.Code, form.Request)).Refusal);

        App.User.As(holder);
        var mine = (await App.RunAsync((SavePreferences use) => use.LoadAsync(default))).Value!;
        Assert.False(mine.IsOwn);
        Assert.Equal([NotificationCategory.Comment], mine.Request.Muted);
        Assert.True(await App.WithDbAsync(db => db.Set<AuditEntry>().AnyAsync(e => e.SubjectId == role.Id.ToString())));
    }

    [Fact]
    public async Task Of_two_windows_the_second_is_told_that_the_first_saved()
    {
        Administer();
        var (role, _) = await HeldRoleAsync();
        var (first, second) = ((await LoadAsync(role.Code)).Value!.Request, (await LoadAsync(role.Code)).Value!.Request);
        first.LeastPriority = 2;
        second.LeastPriority = 3;

        Assert.Null((await SaveAsync(role.Code, first)).Refusal);
        Assert.Equal(RefusalKind.Stale, (await SaveAsync(role.Code, second)).Refusal?.Kind);

        var later = (await LoadAsync(role.Code)).Value!.Request;
        later.LeastPriority = 1;
        Assert.Null((await SaveAsync(role.Code, later)).Refusal);
        later.LeastPriority = 0;
        Assert.Equal(RefusalKind.Stale, (await SaveAsync(role.Code, later)).Refusal?.Kind);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_by_its_field()
    {
        Administer();
        var (role, _) = await HeldRoleAsync();
        var form = (await LoadAsync(role.Code)).Value!.Request;
        (form.QuietHours, form.QuietFrom, form.QuietTo) = (true, new(8, 0), new(8, 0));

        var refusal = (await SaveAsync(role.Code, form)).Refusal;

        Assert.Equal([nameof(form.QuietTo)], refusal!.Fields.Select(f => f.Field));
        Assert.Equal(RefusalKind.NotFound, (await LoadAsync("no-such-role")).Refusal?.Kind);
    }

    [Fact]
    public async Task Given_up_the_usual_counts_again()
    {
        Administer();
        var (role, _) = await HeldRoleAsync();
        var form = (await LoadAsync(role.Code)).Value!.Request;
        form.Digest = DigestRhythm.Daily;
        await SaveAsync(role.Code, form);

        foreach (var _ in Enumerable.Range(0, 2)) Assert.Null((await App.RunAsync((SaveDefaults use) => use.ResetAsync(role.Code, default))).Refusal);

        var again = (await LoadAsync(role.Code)).Value!;
        Assert.False(again.IsChosen);
        Assert.Equal(DigestRhythm.Never, again.Request.Digest);
    }

    [Fact]
    public async Task What_is_forced_is_told_to_whoever_muted_it_until_it_is_freed()
    {
        Administer();
        foreach (var _ in Enumerable.Range(0, 2)) Assert.Null((await ForceAsync(Forceable, true)).Refusal);
        Assert.True(await IsForcedAsync());

        Assert.Null((await ForceAsync(Forceable, false)).Refusal);
        Assert.False(await IsForcedAsync());

        Assert.Equal("notifications.always-forced", (await ForceAsync(ForcedByItself, false)).Refusal?.Code);
        Assert.Equal(RefusalKind.NotFound, (await ForceAsync("tickets.no.such", true)).Refusal?.Kind);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Only_who_may_decide_for_everybody_decides()
    {
        App.User.Grant(NotificationPermissions.ManagePolicy, Scope.Structure);

        Assert.Equal(RefusalKind.Forbidden, (await App.RunAsync((GetNotificationPolicy use) => use.RunAsync(default))).Refusal?.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await LoadAsync(BuiltInRoles.Technician)).Refusal?.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await SaveAsync(BuiltInRoles.Technician, new())).Refusal?.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await App.RunAsync((SaveDefaults use) => use.ResetAsync(BuiltInRoles.Technician, default))).Refusal?.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await ForceAsync(Forceable, true)).Refusal?.Kind);
    }

    private void Administer() => App.User.Grant(NotificationPermissions.ManagePolicy, Scope.All);

    private async Task<(Role, OpsFlux.Kernel.Accounts.User)> HeldRoleAsync()
    {
        var role = await App.SaveAsync(new Role { Code = $"role-{Guid.CreateVersion7():n}", Name = $"Rôle {Guid.CreateVersion7():n}" });
        var holder = await App.SaveAsync(Make.User());
        await App.SaveAsync(new RoleAssignment { RoleId = role.Id, UserId = holder.Id });
        return (role, holder);
    }

    private Task<Result<DefaultsForm>> LoadAsync(string role) => App.RunAsync((SaveDefaults use) => use.LoadAsync(role, default));

    private Task<Result> SaveAsync(string role, PreferencesRequest request) => App.RunAsync((SaveDefaults use) => use.RunAsync(role, request, default));

    private Task<Result> ForceAsync(string news, bool isForced) => App.RunAsync((ForceNews use) => use.RunAsync(news, isForced, default));

    private async Task<bool> IsForcedAsync() => (await App.RunAsync((GetNotificationPolicy use) => use.RunAsync(default))).Value!.News.Single(n => n.Kind.Code == Forceable).IsForced;
}
