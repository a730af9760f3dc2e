using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Lists.Views;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Following;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Organisation.Sites;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Notifications.Following;

/// <summary>Beginning and ending to follow sites and saved views, and what ends it by itself.</summary>
public sealed class FollowTests(TestApp app) : AppTests(app)
{
    private const string List = "tickets";

    [Fact]
    public async Task Followed_twice_it_is_followed_once_and_one_may_always_stop()
    {
        await ActAsAsync("Alice");
        var site = await App.SaveAsync(Make.Site("Dépôt"));

        Assert.Null((await FollowAsync(FollowKind.Site, site.Id)).Refusal);
        Assert.Null((await FollowAsync(FollowKind.Site, site.Id)).Refusal);

        var item = Assert.Single(await ListAsync());
        Assert.Equal((FollowKind.Site, site.Id, site.Name, "Siège", App.Clock.Now), (item.Kind, item.Id, item.Name, item.Structure, item.Since));
        Assert.True((await SitesAsync(site.Id))[site.Id]);

        App.User.Revoke(TicketPermissions.View);
        Assert.Null((await UnfollowAsync(FollowKind.Site, site.Id)).Refusal);
        Assert.Null((await UnfollowAsync(FollowKind.Site, site.Id)).Refusal);
        Assert.Equal(0, await App.WithDbAsync(db => db.Set<Follow>().CountAsync(f => f.SiteId == site.Id)));
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task A_site_is_followed_where_one_sees_its_records_or_has_ones_own_and_is_not_known_elsewhere()
    {
        var (ours, theirs) = (await App.SaveAsync(Make.Structure()), await App.SaveAsync(Make.Structure()));
        var (here, there) = (await App.SaveAsync(Make.Site(structure: ours.Id)), await App.SaveAsync(Make.Site(structure: theirs.Id)));
        await ActAsAsync("Client", ours);

        Assert.Null((await FollowAsync(FollowKind.Site, here.Id)).Refusal);
        Assert.Equal(Refusal.NotFound, (await FollowAsync(FollowKind.Site, there.Id)).Refusal);
        Assert.Equal(Refusal.NotFound, (await FollowAsync(FollowKind.Site, Guid.CreateVersion7())).Refusal);
        Assert.DoesNotContain(there.Id, await SitesAsync(here.Id, there.Id));

        App.User.Grant(TicketPermissions.View, Scope.Structure, theirs.Id);
        Assert.Null((await FollowAsync(FollowKind.Site, there.Id)).Refusal);
        App.User.Revoke(TicketPermissions.View);
        Assert.Equal(Refusal.NotFound, (await FollowAsync(FollowKind.Site, here.Id)).Refusal);
        Assert.Empty(await ListAsync());   // names tell too
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task A_view_is_followed_where_one_finds_it_among_ones_tabs()
    {
        await ActAsAsync("Owner");
        var view = (await SaveAsync(new() { Name = "Urgents", Address = "?view=All&priority=Critical" })).Value;
        Assert.Null((await FollowAsync(FollowKind.View, view)).Refusal);
        var item = Assert.Single(await ListAsync());
        Assert.Equal((FollowKind.View, view, "Urgents", $"/tickets?priority=Critical&saved={view:N}&view=All", false), (item.Kind, item.Id, item.Name, item.Href, item.IsIdle));

        await ActAsAsync("Other");
        Assert.Equal(Refusal.NotFound, (await FollowAsync(FollowKind.View, view)).Refusal);
        Assert.Empty(await ListAsync());
    }

    [Theory]
    [InlineData("?view=DueSoon")]
    [InlineData("?view=Late")]
    [InlineData("?view=All&due=Soon")]
    [InlineData("?view=All&opened=LastWeek")]
    [InlineData("?view=All&updated=Today")]
    [InlineData("?view=All&sort=due")]
    public async Task What_moves_with_time_is_refused_and_tells_nothing_once_it_does(string address)
    {
        await ActAsAsync("Owner");
        var view = (await SaveAsync(new() { Name = "Vue", Address = address })).Value;
        Assert.Equal(FollowRefusals.MovesWithTime, (await FollowAsync(FollowKind.View, view)).Refusal?.Code);

        await SaveAsync(new() { Id = view, Name = "Vue", Address = "?view=All" });
        Assert.Null((await FollowAsync(FollowKind.View, view)).Refusal);
        await SaveAsync(new() { Id = view, Name = "Vue", Address = address });
        Assert.True(Assert.Single(await ListAsync()).IsIdle);
    }

    [Fact]
    public async Task A_hundred_of_each_are_enough()
    {
        var me = await ActAsAsync("Collector");
        var sites = Enumerable.Range(0, FollowTarget.Most + 1).Select(_ => Make.Site()).ToArray();
        await App.SaveAllAsync([.. sites, .. sites.Take(FollowTarget.Most).Select(s => new Follow { UserId = me.Id, SiteId = s.Id, Since = App.Clock.Now })]);

        Assert.Equal(FollowRefusals.TooMany, (await FollowAsync(FollowKind.Site, sites[^1].Id)).Refusal?.Code);
        Assert.Null((await FollowAsync(FollowKind.Site, sites[0].Id)).Refusal);   // is followed already
        Assert.Null((await FollowAsync(FollowKind.View, (await SaveAsync(new() { Name = "Vue" })).Value)).Refusal);
    }

    [Fact]
    public async Task With_the_view_its_following_is_gone()
    {
        await ActAsAsync("Owner");
        var view = (await SaveAsync(new() { Name = "Vue" })).Value;
        await FollowAsync(FollowKind.View, view);

        await App.RunAsync((DeleteView use) => use.RunAsync(List, view, default));

        Assert.Equal(0, await App.WithDbAsync(db => db.Set<Follow>().CountAsync(f => f.ViewId == view)));
    }

    [Fact]
    public async Task A_view_that_is_no_longer_shared_is_followed_by_its_owner_alone()
    {
        var owner = await ActAsAsync("Owner");
        App.User.Grant(ListPermissions.Share, Scope.All);
        var view = (await SaveAsync(new() { Name = "Vue", Audience = ViewAudience.Everyone })).Value;
        await FollowAsync(FollowKind.View, view);
        await ActAsAsync("Reader");
        await FollowAsync(FollowKind.View, view);

        App.User.As(owner);
        await SaveAsync(new() { Id = view, Name = "Vue", Audience = ViewAudience.Owner });

        Assert.Equal([owner.Id], await FollowersAsync(view));
    }

    [Fact]
    public async Task Whoever_leaves_the_group_or_the_structure_of_a_view_follows_it_no_more()
    {
        var group = await App.SaveAsync(Make.Group(structure: World.Structure));
        var (above, beside) = (await App.SaveAsync(Make.Structure()), await App.SaveAsync(Make.Structure()));
        var below = await App.SaveAsync(Make.Structure(parent: above.Id));
        await ActAsAsync("Owner");
        App.User.Grant(ListPermissions.Share, Scope.All);
        var forGroup = (await SaveAsync(new() { Name = "Groupe", Audience = ViewAudience.Group, GroupId = group.Id })).Value;
        var forStructure = (await SaveAsync(new() { Name = "Structure", Audience = ViewAudience.Structure, StructureId = above.Id })).Value;
        var reader = await ActAsAsync("Reader", below);
        await App.SaveAsync(Make.Member(group, reader));
        await FollowAsync(FollowKind.View, forGroup);
        await FollowAsync(FollowKind.View, forStructure);
        await PurgeAsync();
        Assert.Equal(2, (await ListAsync()).Count);

        await App.WithDbAsync(db => db.Set<GroupMember>().Where(m => m.UserId == reader.Id).ExecuteDeleteAsync());
        await App.WithDbAsync(db => db.Set<User>().Where(u => u.Id == reader.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.StructureId, beside.Id)));
        Assert.Empty(await ListAsync());
        await PurgeAsync();

        Assert.Empty(await FollowersAsync(forGroup));
        Assert.Empty(await FollowersAsync(forStructure));
    }

    [Fact]
    public async Task Of_two_sites_made_one_the_kept_one_is_followed_once()
    {
        var (both, one) = (await ActAsAsync("Both"), await App.SaveAsync(Make.User("One")));
        var (source, target) = (await App.SaveAsync(Make.Site()), await App.SaveAsync(Make.Site()));
        await App.SaveAllAsync(
            new Follow { UserId = both.Id, SiteId = source.Id, Since = App.Clock.Now }, new Follow { UserId = both.Id, SiteId = target.Id, Since = App.Clock.Now },
            new Follow { UserId = one.Id, SiteId = source.Id, Since = App.Clock.Now });
        App.User.Grant(OrganisationPermissions.ManageSites, Scope.All);

        Assert.Null((await App.RunAsync((MergeSites use) => use.RunAsync(new(source.Id, source.Version, target.Id), default))).Refusal);

        var followers = await App.WithDbAsync(db => db.Set<Follow>().Where(f => f.SiteId == target.Id).Select(f => f.UserId).ToListAsync());
        Assert.Equal(new[] { both.Id, one.Id }.Order(), followers.Order());
    }

    [Fact]
    public async Task Delivered_again_an_entry_is_answered_as_it_was_first()
    {
        var follow = await FollowedViewAsync();
        var (events, records) = (Ids(ViewHits.MostInARow + 2), Ids(ViewHits.MostInARow + 2));
        var first = new List<ClaimedHit>();
        foreach (var i in Enumerable.Range(0, events.Length)) first.Add(await ClaimAsync(follow, events[i], records[i]));
        Assert.Equal(ViewHits.MostInARow, first.Count(c => c.IsTold));
        Assert.True(first[ViewHits.MostInARow - 1].IsLast);

        App.Clock.Advance(TimeSpan.FromMinutes(1));
        foreach (var i in Enumerable.Range(0, events.Length)) Assert.Equal(first[i], await ClaimAsync(follow, events[i], records[i]));

        App.Clock.Advance(ViewHits.Pause);   // nothing counts any more for what is new
        foreach (var i in Enumerable.Range(0, events.Length)) Assert.Equal(first[i], await ClaimAsync(follow, events[i], records[i]));
    }

    [Fact]
    public async Task However_many_decide_at_once_one_of_them_is_the_last()
    {
        var follow = await FollowedViewAsync();

        var claimed = await Task.WhenAll(Enumerable.Range(0, ViewHits.MostInARow + 4).Select(_ => Task.Run(() => ClaimAsync(follow, Guid.CreateVersion7(), Guid.CreateVersion7()))));

        Assert.Equal(ViewHits.MostInARow, claimed.Count(c => c.IsTold));
        Assert.Single(claimed, c => c.IsLast);
    }

    private static Guid[] Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7())];

    private async Task<Guid> FollowedViewAsync()
    {
        var owner = await ActAsAsync("Owner");
        var view = (await SaveAsync(new() { Name = "Vue" })).Value;
        return (await App.SaveAsync(new Follow { UserId = owner.Id, ViewId = view, Since = App.Clock.Now })).Id;
    }

    private async Task<ClaimedHit> ClaimAsync(Guid follow, Guid eventId, Guid record) =>
        Assert.Single(await App.WithDbAsync(db => ViewHits.ClaimAsync(db, eventId, App.Clock.Now, record, [follow], App.Clock.Now, default)));

    private async Task<User> ActAsAsync(string name, Structure? structure = null)
    {
        var person = await App.SaveAsync(Make.User(name, structure?.Id));
        App.User.As(person).Grant(TicketPermissions.View, Scope.Own);
        return person;
    }

    private Task<Result<Guid>> SaveAsync(SaveViewRequest request)
    {
        request.List = List;
        return App.RunAsync((SaveView use) => use.RunAsync(request, default));
    }

    private Task<Result> FollowAsync(FollowKind kind, Guid id) => App.RunAsync((FollowTarget use) => use.RunAsync(kind, id, default));

    private Task<Result> UnfollowAsync(FollowKind kind, Guid id) => App.RunAsync((UnfollowTarget use) => use.RunAsync(kind, id, default));

    private Task<IReadOnlyList<FollowedItem>> ListAsync() => App.RunAsync((ListFollowed use) => use.RunAsync(default));

    private Task<IReadOnlyDictionary<Guid, bool>> SitesAsync(params Guid[] sites) => App.RunAsync((ListFollowed use) => use.SitesAsync(sites, default));

    private Task<List<Guid>> FollowersAsync(Guid view) => App.WithDbAsync(db => db.Set<Follow>().Where(f => f.ViewId == view).Select(f => f.UserId).ToListAsync());

    private Task PurgeAsync() => App.RunAsync((PurgeNotifications job) => job.RunAsync(default));
}
