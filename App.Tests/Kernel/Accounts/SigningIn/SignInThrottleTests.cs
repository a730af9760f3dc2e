using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.SigningIn;

public sealed class SignInThrottleTests(DoorsApp app) : AppTests<DoorsApp>(app)
{
    [Fact]
    public async Task A_hundred_thousand_guesses_are_fifteen_and_lock_nobody_out_for_good()
    {
        var person = await App.PersonAsync();
        var tried = 0;

        foreach (var guess in Enumerable.Range(0, 100_000))
        {
            if (await BeginAsync(person.Id, $"198.51.{guess / 250 % 250}.{guess % 250}") is { BlockedFor: null }) tried++;
            App.Clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.InRange(tried, 14, 16);   // five free, then after 1, 2, 4 … 512 s
        App.Clock.Advance(TimeSpan.FromMinutes(15));
        var own = await BeginAsync(person.Id, "203.0.113.1");
        Assert.Null(own.BlockedFor);
        await App.RunAsync((SignInThrottle throttle) => throttle.SucceedAsync(own, default));
        Assert.Null((await BeginAsync(person.Id, "203.0.113.1")).BlockedFor);
    }

    [Fact]
    public async Task Guesses_at_the_same_moment_are_counted_one_by_one()
    {
        var person = await App.PersonAsync();

        var attempts = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => BeginAsync(person.Id, "198.51.100.9")));

        Assert.Equal(5, attempts.Count(a => a.BlockedFor is null));
    }

    [Fact]
    public async Task Nobody_who_has_no_account_rests_as_everybody_does()
    {
        var answers = new List<(bool, TimeSpan?)>();
        foreach (var id in new[] { (await App.PersonAsync()).Id, (Guid?)null })
            foreach (var _ in Enumerable.Range(0, 8)) answers.Add((id is null, (await BeginAsync(id, "198.51.100.10", "nobody.at.all")).BlockedFor));

        Assert.Equal(answers.Where(a => a.Item1).Select(a => a.Item2), answers.Where(a => !a.Item1).Select(a => a.Item2));
    }

    [Fact]
    public async Task From_his_own_device_a_person_comes_in_while_strangers_wait()
    {
        var (person, mine) = (await App.PersonAsync(), DoorsApp.Browser());
        await App.EnterAsync(person, mine);
        foreach (var _ in Enumerable.Range(0, 8)) await BeginAsync(person.Id, "198.51.100.11");

        Assert.NotNull((await BeginAsync(person.Id, "203.0.113.2")).BlockedFor);
        Assert.IsType<Entered>(await App.SignInAsync(person, DoorsApp.Password, mine));
        Assert.NotNull((await BeginAsync(person.Id, "203.0.113.2")).BlockedFor);
    }

    [Fact]
    public async Task A_device_is_known_for_its_own_people_alone_and_guesses_from_it_wait_too()
    {
        var (person, other, mine) = (await App.PersonAsync(), await App.PersonAsync(), DoorsApp.Browser());
        await App.EnterAsync(person, mine);

        foreach (var _ in Enumerable.Range(0, 6)) await BeginAsync(other.Id, "198.51.100.12", how: mine);
        foreach (var _ in Enumerable.Range(0, 6)) await BeginAsync(person.Id, "198.51.100.12", how: mine);

        Assert.NotNull((await BeginAsync(other.Id, "198.51.100.12", how: mine)).BlockedFor);
        Assert.NotNull((await BeginAsync(person.Id, "198.51.100.12", how: mine)).BlockedFor);
        Assert.Null((await BeginAsync(person.Id, "198.51.100.12")).BlockedFor);
    }

    [Fact]
    public async Task An_address_may_mistype_a_hundred_names_and_holds_up_nobody_elsewhere()
    {
        var last = await BeginAsync(null, "198.51.100.13", "name 0");
        foreach (var name in Enumerable.Range(1, 100)) last = await BeginAsync(null, "198.51.100.13", $"name {name}");

        Assert.NotNull(last.BlockedFor);
        Assert.Null((await BeginAsync(null, "198.51.100.14", "name 100")).BlockedFor);
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await BeginAsync(null, "198.51.100.13", "name 101")).BlockedFor);
    }

    [Fact]
    public async Task While_an_address_rests_the_names_it_tries_are_not_even_counted()
    {
        foreach (var name in Enumerable.Range(0, 101)) await BeginAsync(null, "198.51.100.16", $"one of many {name}");
        var counters = await CountersAsync();

        var statements = await App.CountQueriesAsync(() => BeginAsync(null, "198.51.100.16", "one more"));

        Assert.Equal((0, counters), (statements, await CountersAsync()));
    }

    [Fact]
    public async Task Whoever_comes_in_frees_the_address_that_he_shares()
    {
        foreach (var name in Enumerable.Range(0, 99)) await BeginAsync(null, "198.51.100.17", $"mistyped {name}");
        var own = await BeginAsync(null, "198.51.100.17", "own");
        Assert.NotNull((await BeginAsync(null, "198.51.100.17", "too soon")).BlockedFor);

        await App.RunAsync((SignInThrottle throttle) => throttle.SucceedAsync(own, default));

        Assert.Null((await BeginAsync(null, "198.51.100.17", "the next")).BlockedFor);
    }

    [Fact]
    public async Task A_flood_is_one_line_a_minute_for_an_account_or_for_an_address_that_tries_names()
    {
        var person = await App.PersonAsync();
        var how = DoorsApp.Stranger with { IpAddress = "198.51.100.18" };
        foreach (var name in Enumerable.Range(0, 3))
        {
            await TellAsync(new($"nobody.{name}.here", SignInMethod.Password, SignInOutcome.Throttled, null), how);
            await TellAsync(new(person.UserName!, SignInMethod.Password, SignInOutcome.Throttled, person), how);   // has a name
        }

        await TellAsync(new("nobody.0.here", SignInMethod.Password, SignInOutcome.Throttled, null), how with { IpAddress = "198.51.100.19" });
        Assert.Equal((1, 1), (await LinesAsync(how, null), await LinesAsync(how, person.Id)));
        Assert.Equal(1, await LinesAsync(how with { IpAddress = "198.51.100.19" }, null));
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await TellAsync(new("nobody.4.here", SignInMethod.Password, SignInOutcome.Throttled, null), how);
        Assert.Equal(2, await LinesAsync(how, null));
    }

    [Fact]
    public async Task Whoever_is_unlocked_may_try_at_once_and_an_hour_of_quiet_forgets()
    {
        var person = await App.PersonAsync();
        foreach (var _ in Enumerable.Range(0, 6)) await BeginAsync(person.Id, "198.51.100.15");

        await App.WithDbAsync(db => SignInThrottle.ForgetAsync(db, person.Id, default));
        App.Clock.Advance(TimeSpan.FromSeconds(1));   // what an instance remembers
        foreach (var _ in Enumerable.Range(0, 5)) Assert.Null((await BeginAsync(person.Id, "198.51.100.15")).BlockedFor);
        App.Clock.Advance(TimeSpan.FromMinutes(61));
        foreach (var _ in Enumerable.Range(0, 5)) Assert.Null((await BeginAsync(person.Id, "198.51.100.15")).BlockedFor);
    }

    private Task<int> CountersAsync() => App.WithDbAsync(db => db.Set<SignInFailures>().CountAsync());

    private Task TellAsync(SignInNews news, DoorRequest how) => App.RunAsync((SignInJournal journal) => journal.WriteAsync(news, how, default));

    private Task<int> LinesAsync(DoorRequest how, Guid? personId) =>
        App.WithDbAsync(db => db.Set<SignInRecord>().CountAsync(r => r.IpAddress == how.IpAddress && r.UserId == personId && r.Outcome == SignInOutcome.Throttled));

    private Task<SignInAttempt> BeginAsync(Guid? personId, string address, string typed = "", DoorRequest? how = null) =>
        App.RunAsync((SignInThrottle throttle) => throttle.BeginAsync("name", personId, typed, (how ?? DoorsApp.Stranger) with { IpAddress = address }, default));
}
