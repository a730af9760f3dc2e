using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Accounts.SigningIn.Journal;
using OpsFlux.Kernel.Lists;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.SigningIn;

public sealed class ListSignInsTests(DoorsApp app) : AppTests<DoorsApp>(app)
{
    [Fact]
    public async Task The_journal_shows_the_people_in_reach_and_unknown_names_to_those_who_see_all()
    {
        var structure = await App.SaveAsync(Make.Structure());
        var (near, far) = (await App.PersonAsync(p => p.StructureId = structure.Id), await App.PersonAsync());
        foreach (var person in new[] { near, far }) await App.EnterAsync(person, DoorsApp.Browser());
        await App.RunAsync((SignInJournal journal) => journal.WriteAsync(new("nobody.here", SignInMethod.Password, SignInOutcome.UnknownName, null), DoorsApp.Stranger, default));

        Assert.Equal("forbidden", (await App.RunAsync((ListSignIns list) => list.RunAsync(new(), 50, default))).Refusal?.Code);
        App.User.Grant(UserPermissions.ViewSignIns, Scope.Structure, structure.Id);
        Assert.Equal(new Guid?[] { near.Id }, (await LinesAsync("")).Select(l => l.UserId));
        App.User.Grant(UserPermissions.ViewSignIns, Scope.All);
        Assert.Contains(await LinesAsync("?outcome=UnknownName"), l => l is { UserId: null, Name: "nobody.here", DisplayName: null });
        Assert.Contains(await LinesAsync(""), l => l.UserId == far.Id);
    }

    [Fact]
    public async Task Filters_narrow_it_and_unknown_ones_are_refused_by_name()
    {
        var person = await App.PersonAsync(p => p.DisplayName = "Zoé d’Aubigné");
        await App.EnterAsync(person, DoorsApp.Browser());
        App.User.Grant(UserPermissions.ViewSignIns, Scope.All);

        Assert.Equal(new Guid?[] { person.Id }, (await LinesAsync("?q=aubign")).Select(l => l.UserId));
        Assert.Equal(new Guid?[] { person.Id }, (await LinesAsync($"?person={person.Id}&outcome=SignedIn&method=Password&from=2026-11-20&to=2026-11-20")).Select(l => l.UserId));
        Assert.Empty(await LinesAsync($"?person={person.Id}&to=2026-11-19"));
        Assert.Empty(await LinesAsync($"?person={person.Id}&outcome=WrongPassword,Throttled"));
        foreach (var bad in new[] { "?outcome=1", "?colour=red", "?person=x", "?from=hier", "?after=1" })
            Assert.Equal("unknown-filter", SignInFilter.Parse(ListQuery.Parse(bad)).Refusal?.Code);
    }

    [Fact]
    public async Task Pages_follow_one_another_at_the_same_cost()
    {
        var person = await App.PersonAsync();
        App.User.Grant(UserPermissions.ViewSignIns, Scope.All);
        await App.EnterAsync(person, DoorsApp.Browser());
        var one = await App.CountQueriesAsync(() => LinesAsync($"?person={person.Id}"));
        foreach (var _ in Enumerable.Range(0, 6)) await App.EnterAsync(person, DoorsApp.Browser());

        Assert.Equal(one, await App.CountQueriesAsync(() => LinesAsync($"?person={person.Id}")));
        var first = (await App.RunAsync((ListSignIns list) => list.RunAsync(new() { PersonId = person.Id }, 5, default))).Value!;
        var second = (await App.RunAsync((ListSignIns list) => list.RunAsync(new() { PersonId = person.Id, After = Cursor.Parse(first.Next!) }, 5, default))).Value!;
        Assert.Equal((5, 2, 7), (first.Rows.Count, second.Rows.Count, first.Rows.Concat(second.Rows).Select(r => r.Id).Distinct().Count()));
    }

    [Fact]
    public async Task Everybody_sees_his_own()
    {
        var person = await App.PersonAsync();
        await App.EnterAsync(person, DoorsApp.Browser());
        App.User.As(person);

        Assert.Equal(new Guid?[] { person.Id }, (await App.RunAsync((ListSignIns list) => list.MineAsync(10, default))).Select(l => l.UserId));
    }

    [Fact]
    public async Task What_is_too_old_is_deleted_as_long_as_the_organisation_says_and_by_no_other_way()
    {
        var person = await App.PersonAsync();
        App.Clock.Now = FakeClock.Start.AddDays(-500);
        await App.EnterAsync(person, DoorsApp.Browser());
        App.Clock.Now = FakeClock.Start.AddDays(-100);
        await App.EnterAsync(person, DoorsApp.Browser());
        App.Clock.Now = FakeClock.Start;
        App.User.As(person);

        await App.RunAsync((CleanSignIns job) => job.RunAsync(default));
        Assert.Single(await App.RunAsync((ListSignIns list) => list.MineAsync(10, default)));
        await App.SqlAsync("insert into kernel.setting_values (id, code, value) values (gen_random_uuid(), 'Retention.SignInDays', '90')");
        await App.RunAsync((CleanSignIns job) => job.RunAsync(default));
        Assert.Empty(await App.RunAsync((ListSignIns list) => list.MineAsync(10, default)));

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => App.SqlAsync("delete from kernel.sign_ins"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => App.SqlAsync("select kernel.purge_sign_ins(now())"));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Windows")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge · Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1", "Safari · iPhone")]
    [InlineData("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome · Android")]
    [InlineData("curl/8.9.1", "curl")]
    [InlineData("inventory-agent/2.1 (x)", "inventory-agent")]
    public void A_browser_is_said_in_plain_words(string userAgent, string said) => Assert.Equal(said, AgentWords.Of(userAgent));

    private async Task<IReadOnlyList<SignInLine>> LinesAsync(string address) =>
        (await App.RunAsync((ListSignIns list) => list.RunAsync(SignInFilter.Parse(ListQuery.Parse(address)).Value!, 50, default))).Value!.Rows;
}
