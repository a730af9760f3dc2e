using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.Sessions;

public sealed class SessionBookTests(DoorsApp app) : AppTests<DoorsApp>(app)
{
    private SessionBook Book => App.Services.GetRequiredService<SessionBook>();

    [Fact]
    public async Task A_session_is_read_once_and_asked_for_without_a_query()
    {
        var session = await App.SessionAsync(await App.PersonAsync());

        Assert.Equal(1, await App.CountQueriesAsync(() => Book.ReadAsync(session.Id, default)));
        Assert.Equal(0, await App.CountQueriesAsync(() => Book.ReadAsync(session.Id, default)));
        Assert.Null(await Book.ReadAsync(Guid.CreateVersion7(), default));
    }

    [Fact]
    public async Task One_that_is_not_used_ends_and_one_that_is_goes_on_to_its_last_day()
    {
        var (person, other) = (await App.PersonAsync(), await App.PersonAsync());
        var (used, unused, stays) = (await App.SessionAsync(person), await App.SessionAsync(person), await App.SessionAsync(other, DoorsApp.Browser() with { Remember = true }));
        foreach (var hours in Enumerable.Range(0, 16))
        {
            await Book.ReadAsync(used.Id, default);
            await Book.SeenAsync(used.Id, default);
            App.Clock.Advance(TimeSpan.FromHours(10));
        }

        Assert.NotNull(await Book.ReadAsync(used.Id, default));
        Assert.Null(await Book.ReadAsync(unused.Id, default));
        App.Clock.Advance(TimeSpan.FromHours(9));
        Assert.Null(await Book.ReadAsync(used.Id, default));
        App.Clock.Now = FakeClock.Start.AddDays(29);
        Assert.NotNull(await Book.ReadAsync(stays.Id, default));
        App.Clock.Now = FakeClock.Start.AddDays(30);
        Assert.Null(await Book.ReadAsync(stays.Id, default));
    }

    [Fact]
    public async Task That_it_is_used_is_written_every_few_minutes_only()
    {
        var session = await App.SessionAsync(await App.PersonAsync());
        await Book.ReadAsync(session.Id, default);

        App.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(0, await App.CountQueriesAsync(() => Book.SeenAsync(session.Id, default)));
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await App.CountQueriesAsync(() => Book.SeenAsync(session.Id, default)));
        Assert.Equal(App.Clock.Now, (await App.LoadAsync<Session>(session.Id)).LastSeenAt);
    }

    [Fact]
    public async Task An_end_elsewhere_is_heard_with_its_reason_and_nobody_acts_in_it_any_more()
    {
        var person = await App.PersonAsync();
        var role = new Role { Code = $"R{Guid.CreateVersion7():n}" };
        await App.HoldAsync(person, role, new Grant { RoleId = role.Id, Permission = UserPermissions.View, Scope = Scope.All });
        var session = await App.SessionAsync(person);
        await using var scope = App.Services.CreateAsyncScope();
        var acting = await ActingAsync(scope, person, session);
        Assert.True(acting.Can(UserPermissions.View));
        var heard = new List<Guid>();
        Book.Changed += heard.Add;

        await App.WithDbAsync(db => SessionEnding.EndAllAsync(db, person.Id, SessionEnd.CredentialsChanged, except: null, default));
        await Book.RefreshAsync([session.Id], default);

        Assert.Equal([session.Id], heard);
        Assert.Equal(SessionEnd.CredentialsChanged, Book.WhyEnded(session.Id));
        Assert.False(acting.Can(UserPermissions.View));
        Assert.Equal(Guid.Empty, acting.Id);
        Book.Changed -= heard.Add;
    }

    [Fact]
    public async Task All_that_are_held_are_read_again_in_one_statement()
    {
        var person = await App.PersonAsync();
        var sessions = new[] { await App.SessionAsync(person), await App.SessionAsync(person), await App.SessionAsync(person) };
        foreach (var session in sessions) await Book.ReadAsync(session.Id, default);
        await App.SqlAsync($"update kernel.sessions set ended_at = created_at, ended_by = 'SignedOut' where id = '{sessions[1].Id}'");   // and the signal is lost

        Assert.Equal(1, await App.CountQueriesAsync(() => Book.RefreshAsync([], default)));

        Assert.Equal([true, false, true], sessions.Select(s => Book.Find(s.Id) is not null));
    }

    [Theory]
    [InlineData("deactivated")]
    [InlineData("locked")]
    [InlineData("anonymised")]
    public async Task Whoever_may_not_sign_in_any_more_is_signed_out_by_the_save_itself(string how)
    {
        var person = await App.PersonAsync();
        var session = await App.SessionAsync(person);

        await App.WithDbAsync(async db =>
        {
            var row = await db.Set<User>().SingleAsync(u => u.Id == person.Id);
            if (how == "deactivated") row.IsActive = false;
            if (how == "locked") row.LockoutEnd = App.Clock.Now.AddDays(1);
            if (how == "anonymised") row.AnonymisedAt = App.Clock.Now;
            return await db.SaveChangesAsync();
        });

        Assert.Equal(SessionEnd.Deactivated, (await App.LoadAsync<Session>(session.Id)).EndedBy);
    }

    [Fact]
    public async Task A_role_that_asks_for_a_second_factor_makes_open_sessions_owe_one_until_it_is_shown()
    {
        var (person, other) = (await App.PersonAsync(), await App.PersonAsync());
        var (session, untouched) = (await App.SessionAsync(person), await App.SessionAsync(other));
        var role = new Role { Code = $"R{Guid.CreateVersion7():n}", RequiresSecondFactor = true };
        await using var scope = App.Services.CreateAsyncScope();
        var acting = await ActingAsync(scope, person, session);

        await App.HoldAsync(person, role, new Grant { RoleId = role.Id, Permission = UserPermissions.View, Scope = Scope.All });
        await RereadAsync(person, session);

        Assert.Equal((SessionDebt.EnrolSecondFactor, false), (acting.Owes, acting.Can(UserPermissions.View)));
        Assert.Equal(SessionDebt.Nothing, (await App.LoadAsync<Session>(untouched.Id)).Owes);

        await App.WithDbAsync(async db =>
        {
            await SessionProof.ProvedTwiceAsync(db, session.Id, session.UserId, default);
            return true;
        });
        await RereadAsync(person, session);
        Assert.Equal((SessionDebt.Nothing, true), (acting.Owes, acting.Can(UserPermissions.View)));
    }

    [Fact]
    public async Task A_role_that_begins_or_ends_by_its_dates_is_owed_for_and_forgiven_by_the_job()
    {
        var person = await App.PersonAsync();
        var session = await App.SessionAsync(person);
        var role = new Role { Code = $"R{Guid.CreateVersion7():n}", RequiresSecondFactor = true };
        await App.SaveAllAsync(role, new RoleAssignment { RoleId = role.Id, UserId = person.Id, ValidFrom = App.Clock.Now.AddDays(1), ValidTo = App.Clock.Now.AddDays(2) });

        foreach (var owed in new[] { SessionDebt.Nothing, SessionDebt.EnrolSecondFactor, SessionDebt.Nothing })
        {
            foreach (var _ in Enumerable.Range(0, 2)) await App.RunAsync((ReviewSessions job) => job.RunAsync(default));
            Assert.Equal(owed, (await App.LoadAsync<Session>(session.Id)).Owes);
            App.Clock.Advance(TimeSpan.FromDays(1));
        }
    }

    [Fact]
    public async Task A_password_that_has_to_be_changed_is_owed_at_once()
    {
        var person = await App.PersonAsync();
        var session = await App.SessionAsync(person);

        foreach (var (must, owed) in new[] { (true, SessionDebt.ChangePassword), (false, SessionDebt.Nothing) })
        {
            await App.WithDbAsync(async db =>
            {
                (await db.Set<User>().SingleAsync(u => u.Id == person.Id)).MustChangePassword = must;
                return await db.SaveChangesAsync();
            });
            Assert.Equal(owed, (await App.LoadAsync<Session>(session.Id)).Owes);
        }
    }

    [Fact]
    public async Task Lengths_of_sessions_are_chosen_by_the_organisation()
    {
        await App.SqlAsync("insert into kernel.setting_values (id, code, value) values (gen_random_uuid(), 'Accounts.SessionIdleHours', '1'), (gen_random_uuid(), 'Accounts.SessionDays', '2'), (gen_random_uuid(), 'Accounts.SessionRememberedDays', '3')");
        var person = await App.PersonAsync();

        var (usual, remembered) = (await App.SessionAsync(person), await App.SessionAsync(person, DoorsApp.Browser() with { Remember = true }));

        Assert.Equal((60, App.Clock.Now.AddDays(2)), (usual.IdleMinutes, usual.ExpiresAt));
        Assert.Equal((null, App.Clock.Now.AddDays(3)), (remembered.IdleMinutes, remembered.ExpiresAt));
        await App.SqlAsync("delete from kernel.setting_values where code like 'Accounts.Session%'");
    }

    private static async Task<CurrentUser> ActingAsync(AsyncServiceScope scope, User person, Session session)
    {
        var acting = scope.ServiceProvider.GetRequiredService<CurrentUser>();
        await acting.SetAsync(
            new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, person.Id.ToString()), new(UserClaims.Session, session.Id.ToString())], "test")), null, default);
        return acting;
    }

    /// <summary>What signals do where the application serves.</summary>
    private async Task RereadAsync(User person, Session session)
    {
        await Book.RefreshAsync([session.Id], default);
        await App.Services.GetRequiredService<AccessCache>().InvalidateAsync(person.Id, default);
    }
}
