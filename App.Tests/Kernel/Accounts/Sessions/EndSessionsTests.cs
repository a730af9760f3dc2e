using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.Sessions;

public sealed class EndSessionsTests(DoorsApp app) : AppTests<DoorsApp>(app)
{
    [Fact]
    public async Task One_ends_any_of_his_own_and_nobody_elses()
    {
        var (me, other) = (await App.PersonAsync(), await App.PersonAsync());
        var (mine, theirs) = (await App.SessionAsync(me), await App.SessionAsync(other));
        App.User.As(me);

        Assert.Null((await OneAsync(mine)).Refusal);
        Assert.Equal("not-found", (await OneAsync(theirs)).Refusal?.Code);
        Assert.Equal("not-found", (await OneAsync(mine)).Refusal?.Code);   // has ended

        Assert.Equal(SessionEnd.EndedByOwner, (await App.LoadAsync<Session>(mine.Id)).EndedBy);
        Assert.Null((await App.LoadAsync<Session>(theirs.Id)).EndedAt);
    }

    [Fact]
    public async Task Everywhere_means_everywhere_and_the_others_all_but_this()
    {
        var me = await App.PersonAsync();
        var (here, there) = (await App.SessionAsync(me), await App.SessionAsync(me));
        App.User.As(me).SessionId = here.Id;

        await App.RunAsync((EndSessions end) => end.MineAsync(keepThis: true, default));
        Assert.Equal(new[] { true, false }, await OpenAsync(here, there));
        await App.RunAsync((EndSessions end) => end.MineAsync(keepThis: false, default));
        Assert.Equal(new[] { false, false }, await OpenAsync(here, there));
    }

    [Fact]
    public async Task Nobody_ends_those_of_another_whatever_he_may_do()
    {
        var other = await App.SessionAsync(await App.PersonAsync());
        App.User.Grant(UserPermissions.Manage, Scope.All);

        Assert.Equal("not-found", (await OneAsync(other)).Refusal?.Code);
        Assert.Equal(new[] { true }, await OpenAsync(other));
    }

    [Fact]
    public async Task My_sessions_are_mine_and_open_and_this_one_first()
    {
        var (me, other) = (await App.PersonAsync(), await App.PersonAsync());
        await App.SessionAsync(other);
        var (here, later, ended) = (await App.SessionAsync(me), await App.SessionAsync(me), await App.SessionAsync(me));
        App.User.As(me).SessionId = here.Id;
        await OneAsync(ended);

        var shown = await App.RunAsync((GetMySessions get) => get.RunAsync(default));

        Assert.Equal([(here.Id, true), (later.Id, false)], shown.Select(s => (s.Id, s.IsThis)));
    }

    private Task<OpsFlux.Kernel.Results.Result> OneAsync(Session session) => App.RunAsync((EndSessions end) => end.OneAsync(session.Id, default));

    private async Task<bool[]> OpenAsync(params Session[] sessions)
    {
        var open = new List<bool>();
        foreach (var session in sessions) open.Add((await App.LoadAsync<Session>(session.Id)).EndedAt is null);
        return [.. open];
    }
}
