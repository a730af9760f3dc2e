using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.OnCall;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sla.OnCall;

/// <summary>The tests' clock stands at Friday 20 November 2026, 10:00 in Casablanca.</summary>
public sealed class RotaTests(TestApp app) : AppTests(app)
{
    private static int made;

    [Fact]
    public async Task A_rota_says_who_is_on_call_now_and_for_eight_weeks()
    {
        var (ali, bea) = await MembersAsync();
        var id = await SavedAsync(Request(ali, bea));
        var line = (await App.RunAsync((ListRotas use) => use.RunAsync(default))).Value!.Single(r => r.Rota.Id == id);
        Assert.Equal((2, ali.Id, new(2026, 11, 23, 7, 0, 0, TimeSpan.Zero)), (line.Members, line.Now?.UserId, line.Until));   // Monday, 08:00 on the wall

        var details = await OneAsync(id);
        Assert.Equal([ali.Id, bea.Id], details.Members.Select(m => m.UserId));
        Assert.Equal((FakeClock.Start, FakeClock.Start.AddDays(56)), (details.Coming[0].From, details.Coming[^1].To));
        Assert.Equal([ali.Id, bea.Id, ali.Id], details.Coming.Take(3).Select(c => c.Person!.UserId));
    }

    [Fact]
    public async Task Members_change_their_order_leave_and_come()
    {
        var (ali, bea) = await MembersAsync();
        var chloe = await App.SaveAsync(Make.User("Chloé Petit"));
        var id = await SavedAsync(Request(ali, bea));
        var edit = Request(chloe, ali);
        (edit.Id, edit.Version) = (id, 1);
        await SavedAsync(edit);
        Assert.Equal([chloe.Id, ali.Id], (await OneAsync(id)).Members.Select(m => m.UserId));
        Assert.Equal(Refusal.Stale, (await SaveAsync(edit)).Refusal);

        await App.SqlAsync($"update kernel.users set is_active = false where id = '{ali.Id}'");
        edit.Version = 2;
        await SavedAsync(edit);   // whoever left may stay in it until somebody decides
        Assert.False((await OneAsync(id)).Members.Single(m => m.UserId == ali.Id).IsActive);
        (edit.IsActive, edit.Version) = (false, 3);
        await SavedAsync(edit);
        Assert.Null((await App.RunAsync((ListRotas use) => use.RunAsync(default))).Value!.Single(r => r.Rota.Id == id).Now);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_next_to_its_field()
    {
        var (ali, bea) = await MembersAsync();
        var gone = await App.SaveAsync(Make.User(isActive: false));
        var taken = Request(ali);
        await SavedAsync(taken);
        Assert.Equal([("HandoverAt", "required"), ("Name", "required"), ("StartsOn", "required"), ("TurnDays", "out-of-range")], await WrongAsync(new() { TurnDays = 29 }));
        var nowhere = Request();
        nowhere.ZoneId = "Mars/Olympus";
        Assert.Equal([("Members", "sla.no-member"), ("ZoneId", "unknown-value")], await WrongAsync(nowhere));
        Assert.Equal([("Members", "sla.member-twice")], await WrongAsync(Request(bea, bea)));
        Assert.Equal([("Members", "unknown-value")], await WrongAsync(Request(bea, gone)));
        var twin = Request(bea);
        twin.Name = taken.Name;
        Assert.Equal([("Name", "name-taken")], await WrongAsync(twin));
        twin.Id = Guid.CreateVersion7();
        Assert.Equal(Refusal.NotFound, (await SaveAsync(twin)).Refusal);
    }

    [Fact]
    public async Task Somebody_stands_in_for_a_while_and_can_be_taken_back()
    {
        var (ali, bea) = await MembersAsync();
        var id = await SavedAsync(Request(ali));
        Assert.Null((await AddAsync(id, bea, "2026-11-20 09:00", "2026-11-21 18:30")).Refusal);
        var details = await OneAsync(id);
        Assert.Equal((bea.Id, true, ali.Id), (details.Coming[0].Person!.UserId, details.Coming[0].IsStandIn, details.Coming[0].StandsInFor!.UserId));
        Assert.Equal(new(2026, 11, 21, 17, 30, 0, TimeSpan.Zero), details.Coming[0].To);   // the wall of Casablanca

        Assert.Equal("sla.overlap", (await AddAsync(id, ali, "2026-11-21 18:00", "2026-11-22 18:00")).Refusal?.Fields[0].Code);
        Assert.Null((await AddAsync(id, bea, "2026-11-21 18:30", "2026-11-22 18:00")).Refusal);
        Assert.Equal("sla.end-first", (await AddAsync(id, bea, "2026-12-02 08:00", "2026-12-02 08:00")).Refusal?.Fields[0].Code);
        Assert.Equal("sla.over", (await AddAsync(id, bea, "2026-11-01 08:00", "2026-11-02 08:00")).Refusal?.Fields[0].Code);
        var gone = await App.SaveAsync(Make.User(isActive: false));
        Assert.Equal("unknown-value", (await AddAsync(id, gone, "2026-12-02 08:00", "2026-12-03 08:00")).Refusal?.Fields[0].Code);
        Assert.Equal(Refusal.NotFound, (await AddAsync(Guid.CreateVersion7(), bea, "2026-12-02 08:00", "2026-12-03 08:00")).Refusal);

        var first = details.Replacements[0].Replacement.Id;
        Assert.Null((await App.RunAsync((RemoveReplacement use) => use.RunAsync(first, default))).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((RemoveReplacement use) => use.RunAsync(first, default))).Refusal);
        Assert.Equal(ali.Id, (await OneAsync(id)).Coming[0].Person!.UserId);
    }

    [Fact]
    public async Task Only_who_may_manage_everywhere_does()
    {
        var (ali, _) = await MembersAsync();
        var id = await SavedAsync(Request(ali));
        App.User.Revoke(SlaPermissions.View).Grant(SlaPermissions.Manage, Scope.Structure);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ListRotas use) => use.RunAsync(default))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ListRotas use) => use.OneAsync(id, default))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await SaveAsync(Request(ali))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await AddAsync(id, ali, "2026-12-02 08:00", "2026-12-03 08:00")).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((RemoveReplacement use) => use.RunAsync(Guid.CreateVersion7(), default))).Refusal);
        App.User.Grant(SlaPermissions.View, Scope.Structure);
        Assert.False((await App.RunAsync((ListRotas use) => use.OneAsync(id, default))).Failed);
    }

    [Fact]
    public async Task The_list_costs_the_same_for_one_and_for_thirty()
    {
        var (ali, bea) = await MembersAsync();
        await SavedAsync(Request(ali, bea));
        var one = await App.CountQueriesAsync(() => App.RunAsync((ListRotas use) => use.RunAsync(default)));
        for (var n = 0; n < 30; n++) await SavedAsync(Request(bea, ali));
        Assert.Equal(one, await App.CountQueriesAsync(() => App.RunAsync((ListRotas use) => use.RunAsync(default))));
    }

    /// <summary>Weeks from a Monday at 08:00 in Casablanca, so that the first of two members is on call now.</summary>
    private static SaveRotaRequest Request(params User[] members) => new()
    {
        Name = $"Astreinte {Interlocked.Increment(ref made)}", ZoneId = "Africa/Casablanca", StartsOn = new(2026, 11, 16), HandoverAt = new(8, 0), TurnDays = 7, Members = [.. members.Select(m => m.Id)],
    };

    private async Task<(User, User)> MembersAsync()
    {
        App.User.Grant(SlaPermissions.View, Scope.All).Grant(SlaPermissions.Manage, Scope.All);
        return (await App.SaveAsync(Make.User("Ali Idrissi")), await App.SaveAsync(Make.User("Béa Simon")));
    }

    private Task<Result<Guid>> SaveAsync(SaveRotaRequest request) => App.RunAsync((SaveRota use) => use.RunAsync(request, default));

    private async Task<Guid> SavedAsync(SaveRotaRequest request)
    {
        var saved = await SaveAsync(request);
        Assert.Null(saved.Refusal);
        return saved.Value;
    }

    private async Task<IReadOnlyList<(string Field, string Code)>> WrongAsync(SaveRotaRequest request) => [.. ((await SaveAsync(request)).Refusal?.Fields ?? []).Select(f => (f.Field, f.Code)).Order()];

    private async Task<RotaDetails> OneAsync(Guid id) => (await App.RunAsync((ListRotas use) => use.OneAsync(id, default))).Value!;

    private Task<Result> AddAsync(Guid rota, User person, string from, string to) => App.RunAsync((AddReplacement use) => use.RunAsync(
        new() { RotaId = rota, UserId = person.Id, From = Wall(from), To = Wall(to), Note = "Congé" }, default));

    private static DateTime Wall(string time) => DateTime.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
}
