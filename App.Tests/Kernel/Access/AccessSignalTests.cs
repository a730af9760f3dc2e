using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Events;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Kernel.Events;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Access;

/// <summary>A change of permissions saved anywhere reaches the circuits of every instance by the database's channel.</summary>
[Trait("Category", "Access")]
public sealed class AccessSignalTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_grant_taken_away_closes_open_circuits()
    {
        var person = await App.SaveAsync(Make.User());
        var grant = await App.SaveAsync(new Grant { UserId = person.Id, Permission = TicketPermissions.View, Scope = Scope.All });
        await using var live = await LiveChannel.OpenAsync(App);
        await using var circuit = await App.SignInAsync(person);
        Assert.True(circuit.User.Can(TicketPermissions.View));

        await ChangedAsync(person, db => db.Remove(grant));

        Assert.False(circuit.User.Can(TicketPermissions.View));
    }

    [Fact]
    public async Task Somebody_deactivated_may_nothing_from_then_on()
    {
        var person = await App.SaveAsync(Make.User());
        await App.SaveAsync(new Grant { UserId = person.Id, Permission = TicketPermissions.View, Scope = Scope.All });
        await using var live = await LiveChannel.OpenAsync(App);
        await using var circuit = await App.SignInAsync(person);

        await ChangedAsync(person, db => db.Find<User>(person.Id)!.IsActive = false);   // just saved

        Assert.False(circuit.User.Can(TicketPermissions.View));
    }

    [Fact]
    public async Task Signing_in_forgets_nobodys_permissions()
    {
        var person = await App.SaveAsync(Make.User());
        var signal = await App.WithDbAsync(async db =>
        {
            (await db.Set<User>().SingleAsync(u => u.Id == person.Id)).AccessFailedCount++;
            db.ChangeTracker.DetectChanges();
            return AccessChanges.SignalOf(db);
        });

        Assert.Null(signal);
    }

    [Fact]
    public async Task While_everybody_is_read_again_nobody_is_refused_for_it()
    {
        var (one, other) = (Make.User(), Make.User());
        await App.SaveAllAsync(one, other, GrantTo(one), GrantTo(other));
        var cache = App.Services.GetRequiredService<AccessCache>();
        foreach (var person in new[] { one, other }) await cache.LoadAsync(person.Id, default);
        var refused = 0;
        cache.Changed += _ => refused += new[] { one, other }.Count(p => cache.Current(p.Id)?.ReachOf(TicketPermissions.View) is null);

        await cache.InvalidateAsync(null, default);

        Assert.Equal(0, refused);
    }

    [Fact]
    public async Task What_is_given_to_one_person_is_read_again_for_that_person_alone()
    {
        var (person, group) = (Make.User(), Make.Group());

        var signal = await App.WithDbAsync(db =>
        {
            db.AddRange(Make.Member(group, person), GrantTo(person));
            return Task.FromResult(AccessChanges.SignalOf(db));
        });

        Assert.Equal([person.Id], signal?.Ids);
    }

    private static Grant GrantTo(User person) => new() { UserId = person.Id, Permission = TicketPermissions.View, Scope = Scope.All };

    /// <summary>Saves a change and waits until the cache has heard of it.</summary>
    private async Task ChangedAsync(User person, Action<OpsFlux.Kernel.Data.AppDbContext> change)
    {
        var cache = App.Services.GetRequiredService<AccessCache>();
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cache.Changed += id =>
        {
            if (id == person.Id) heard.TrySetResult();
        };
        await App.WithDbAsync(async db =>
        {
            change(db);
            return await db.SaveChangesAsync();
        });
        await heard.Task.WaitAsync(LiveChannel.Patience);
    }
}
