using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Public;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Audit;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.SigningIn;

public sealed class DoorwayTests(DoorsApp app) : AppTests<DoorsApp>(app)
{
    [Fact]
    public async Task Whoever_may_come_in_gets_a_session_and_all_of_it_is_written_down()
    {
        var person = await App.PersonAsync();

        var entered = Assert.IsType<Entered>(await App.EnterAsync(person, DoorsApp.Browser()));

        var session = await App.LoadAsync<Session>(entered.Session.Id);
        Assert.Equal((person.Id, SessionDebt.Nothing, App.Clock.Now.AddDays(7), 12 * 60), (session.UserId, session.Owes, session.ExpiresAt, session.IdleMinutes));
        var line = Assert.Single(await JournalAsync(person));
        Assert.Equal((SignInOutcome.SignedIn, "198.51.100.7", (Guid?)session.Id), (line.Outcome, line.IpAddress, line.SessionId));
        Assert.Contains(await App.EventsAsync<UserSignedIn>(), e => e.UserId == person.Id && e.IsNewDevice);
        Assert.Equal(1, await App.WithDbAsync(db => db.Set<AuditEntry>().CountAsync(a => a.Action == AuditAction.SignIn && a.SubjectId == person.Id.ToString())));
    }

    [Fact]
    public async Task A_device_is_new_once_and_for_each_person()
    {
        var (person, other, browser) = (await App.PersonAsync(), await App.PersonAsync(), DoorsApp.Browser());

        await App.EnterAsync(person, browser);
        await App.EnterAsync(person, browser);
        await App.EnterAsync(other, browser);

        var events = await App.EventsAsync<UserSignedIn>();
        Assert.Equal([true, false], events.Where(e => e.UserId == person.Id).Select(e => e.IsNewDevice));
        Assert.Equal([true], events.Where(e => e.UserId == other.Id).Select(e => e.IsNewDevice));
    }

    [Theory]
    [InlineData("inactive")]
    [InlineData("anonymised")]
    [InlineData("merged")]
    [InlineData("locked")]
    public async Task Whoever_may_not_sign_in_is_refused_like_anybody_and_the_journal_says_why(string why)
    {
        var person = await App.PersonAsync(p =>
        {
            if (why == "inactive") p.IsActive = false;
            if (why == "anonymised") p.AnonymisedAt = App.Clock.Now;
            if (why == "merged") p.MergedIntoId = World.Alice;
            if (why == "locked") p.LockoutEnd = App.Clock.Now.AddMinutes(1);
        });

        Assert.Same(Refused.Failed, await App.EnterAsync(person, DoorsApp.Browser()));

        Assert.Equal(why == "locked" ? SignInOutcome.Locked : SignInOutcome.Inactive, Assert.Single(await JournalAsync(person)).Outcome);
        Assert.Equal(0, await App.WithDbAsync(db => db.Set<Session>().CountAsync(s => s.UserId == person.Id)));
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_and_opens_once()
    {
        var (person, browser) = (await App.PersonAsync(p => p.TotpSecret = "secret"), DoorsApp.Browser());

        var asked = Assert.IsType<SecondFactorAsked>(await App.EnterAsync(person, browser));
        Assert.Same(Refused.WrongCode, await CompleteAsync(asked.Challenge, "000000", browser));
        var entered = Assert.IsType<Entered>(await CompleteAsync(asked.Challenge, DoorsApp.Code, browser));

        Assert.True(entered.Session.HasSecondFactor);
        Assert.Same(Refused.ChallengeExpired, await CompleteAsync(asked.Challenge, DoorsApp.Code, browser));
        Assert.Equal(
            [SignInOutcome.SecondFactorAsked, SignInOutcome.WrongSecondFactor, SignInOutcome.SignedIn], (await JournalAsync(person)).Select(l => l.Outcome));
    }

    [Fact]
    public async Task A_challenge_counts_in_its_own_browser_and_for_five_minutes()
    {
        var (person, browser) = (await App.PersonAsync(p => p.TotpSecret = "secret"), DoorsApp.Browser());
        var asked = Assert.IsType<SecondFactorAsked>(await App.EnterAsync(person, browser));

        Assert.Same(Refused.ChallengeExpired, await CompleteAsync(asked.Challenge, DoorsApp.Code, DoorsApp.Browser()));
        Assert.Same(Refused.ChallengeExpired, await CompleteAsync(asked.Challenge, DoorsApp.Code, browser with { IsApi = true }));
        Assert.Same(Refused.ChallengeExpired, await CompleteAsync(asked.Challenge + "x", DoorsApp.Code, browser));
        App.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Same(Refused.ChallengeExpired, await CompleteAsync(asked.Challenge, DoorsApp.Code, browser));
    }

    [Fact]
    public async Task Five_wrong_codes_end_the_challenge_and_more_of_them_hold_up_the_account()
    {
        var (person, browser) = (await App.PersonAsync(p => p.TotpSecret = "secret"), DoorsApp.Browser());
        var asked = Assert.IsType<SecondFactorAsked>(await App.EnterAsync(person, browser));

        foreach (var guess in Enumerable.Range(0, 5)) Assert.Same(Refused.WrongCode, await CompleteAsync(asked.Challenge, $"00000{guess}", browser));

        Assert.Same(Refused.ChallengeExpired, await CompleteAsync(asked.Challenge, DoorsApp.Code, browser));
        var next = Assert.IsType<SecondFactorAsked>(await App.EnterAsync(person, browser));
        Assert.Equal("sign-in-throttled", Assert.IsType<Refused>(await CompleteAsync(next.Challenge, DoorsApp.Code, browser)).Refusal.Code);
        Assert.Single(await JournalAsync(person), line => line.Outcome is SignInOutcome.Throttled);
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<Entered>(await CompleteAsync(next.Challenge, DoorsApp.Code, browser));
    }

    [Fact]
    public async Task A_passkey_is_both_proofs_at_once()
    {
        var person = await App.PersonAsync(p => p.TotpSecret = "secret");

        Assert.IsType<Entered>(await App.EnterAsync(person, DoorsApp.Browser() with { HasSecondFactor = true }));
    }

    [Fact]
    public async Task Who_has_to_change_his_password_or_to_enrol_owes_it()
    {
        var (old, guarded) = (await App.PersonAsync(p => p.MustChangePassword = true), await App.PersonAsync());
        await App.HoldAsync(guarded, new Role { Code = $"R{Guid.CreateVersion7():n}", RequiresSecondFactor = true });

        Assert.Equal(SessionDebt.ChangePassword, (await App.SessionAsync(old)).Owes);
        Assert.Equal(SessionDebt.EnrolSecondFactor, (await App.SessionAsync(guarded)).Owes);
        Assert.Equal(SessionDebt.Nothing, (await App.SessionAsync(guarded, DoorsApp.Browser() with { HasSecondFactor = true })).Owes);
    }

    [Fact]
    public async Task A_client_of_the_api_is_known_by_its_name_which_opens_nothing()
    {
        var (person, client) = (await App.PersonAsync(), DoorsApp.Stranger with { IsApi = true });

        var first = await App.SessionAsync(person, client);
        await App.SessionAsync(person, client);

        Assert.True(first.IsApi);
        Assert.Null(first.IdleMinutes);
        Assert.Equal([true, false], (await App.EventsAsync<UserSignedIn>()).Where(e => e.UserId == person.Id).Select(e => e.IsNewDevice));
        Assert.Null(DeviceKeys.HashOf(client.UserAgent));
    }

    private Task<DoorAnswer> CompleteAsync(string challenge, string code, DoorRequest how) => App.RunAsync((Doorway door) => door.CompleteAsync(challenge, code, how, default));

    private Task<List<SignInRecord>> JournalAsync(User person) =>
        App.WithDbAsync(db => db.Set<SignInRecord>().Where(r => r.UserId == person.Id).OrderBy(r => r.Id).ToListAsync());
}
