using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Events;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Access;

/// <summary>What is lent reaches as far as the lender's own does at that moment, and an act that rests on it says so.</summary>
[Trait("Category", "Access")]
public sealed class DelegationTests(TestApp app) : AppTests(app)
{
    private const string Work = TicketPermissions.Work;

    private AccessCache Cache => App.Services.GetRequiredService<AccessCache>();

    [Fact]
    public async Task What_is_lent_is_the_lenders_reach_and_not_the_borrowers_own()
    {
        var tree = await App.TreeAsync();
        var (lender, borrower) = (await App.PersonAsync(tree.Left), await App.PersonAsync(tree.Right));
        await App.GiveAsync(lender, await App.RoleAsync(Scope.Structure, Work));
        await App.LendAsync(lender, borrower, Work);

        var access = await Cache.LoadAsync(borrower.Id, default);

        Assert.Equivalent(new[] { tree.Left.Id, tree.Leaf.Id }, access.ReachOf(Work)?.Structures, strict: true);
        Assert.False(access.ReachOf(Work)?.IncludesOwn);
        Assert.Null(access.OwnReachOf(Work));
    }

    [Fact]
    public async Task What_was_lent_to_somebody_he_cannot_lend_on()
    {
        var (first, second, third) = (await App.PersonAsync(), await App.PersonAsync(), await App.PersonAsync());
        await App.GiveAsync(first, await App.RoleAsync(Scope.All, Work));
        await App.LendAsync(first, second, Work);
        await App.LendAsync(second, third, Work);

        Assert.NotNull((await Cache.LoadAsync(second.Id, default)).ReachOf(Work));
        Assert.Null((await Cache.LoadAsync(third.Id, default)).ReachOf(Work));
    }

    [Fact]
    public async Task What_reaches_the_lenders_own_records_alone_is_not_lent()
    {
        var (lender, borrower) = (await App.PersonAsync(), await App.PersonAsync());
        await App.GiveAsync(lender, await App.RoleAsync(Scope.Own, Work));
        await App.LendAsync(lender, borrower, Work);

        Assert.Null((await Cache.LoadAsync(borrower.Id, default)).ReachOf(Work));
    }

    [Fact]
    public async Task A_delegation_begins_and_ends_in_an_open_circuit()
    {
        var (lender, borrower) = (await App.PersonAsync(), await App.PersonAsync());
        await App.GiveAsync(lender, await App.RoleAsync(Scope.All, Work), to: App.Clock.Now.AddHours(3));
        await App.LendAsync(lender, borrower, Work, begins: TimeSpan.FromHours(1), length: TimeSpan.FromHours(5));
        await using var circuit = await App.SignInAsync(borrower);

        Assert.False(circuit.User.Can(Work));
        App.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True(circuit.User.Can(Work));
        App.Clock.Advance(TimeSpan.FromHours(2));   // the lender's own role ends first
        Assert.False(circuit.User.Can(Work));
    }

    [Theory]
    [InlineData("role taken")]
    [InlineData("lender deactivated")]
    [InlineData("delegation ended")]
    public async Task It_is_gone_as_soon_as_its_ground_is(string what)
    {
        var (lender, borrower) = (await App.PersonAsync(), await App.PersonAsync());
        var held = await App.GiveAsync(lender, await App.RoleAsync(Scope.All, Work));
        var delegation = await App.LendAsync(lender, borrower, Work);
        await using var circuit = await App.SignInAsync(borrower);
        Assert.True(circuit.User.Can(Work));

        var signal = await App.WithDbAsync(async db =>
        {
            if (what == "role taken") db.Remove(held);
            if (what == "lender deactivated") (await db.Set<User>().SingleAsync(u => u.Id == lender.Id)).IsActive = false;
            if (what == "delegation ended") (await db.Set<OpsFlux.Kernel.Access.Delegations.Delegation>().SingleAsync(d => d.Id == delegation.Id)).EndedAt = App.Clock.Now;
            db.ChangeTracker.DetectChanges();
            var told = AccessChanges.SignalOf(db);
            await db.SaveChangesAsync();
            return told;
        });
        foreach (var id in signal!.Ids) await Cache.InvalidateAsync(id, default);   // each of these changes is told

        Assert.False(circuit.User.Can(Work));
    }

    [Fact]
    public async Task An_act_that_only_a_lent_permission_covers_is_stamped()
    {
        var scene = await SceneAsync();
        await using var circuit = await App.SignInAsync(scene.Borrower);

        var moved = await circuit.RunAsync((MoveTicket use) => use.RunAsync(new() { TicketId = scene.There.Id, Trigger = TicketTrigger.Start, Version = scene.There.Version }, default));

        Assert.Null(moved.Refusal);
        Assert.All((await App.TimelineAsync(scene.There.Id)).Where(l => l.ActorId == scene.Borrower.Id), l => Assert.Equal(scene.Lender.Id, l.ActingForId));
        var entries = await App.WithDbAsync(db => db.Set<AuditEntry>().Where(a => a.SubjectId == scene.There.Id.ToString() && a.ActorId == scene.Borrower.Id).ToListAsync());
        Assert.NotEmpty(entries);
        Assert.All(entries, e => Assert.Equal((scene.Lender.Id, scene.Lender.DisplayName), (e.ActingForId, e.ActingForName)));
        Assert.All(await App.WithDbAsync(db => db.Set<EventRow>().Where(e => e.RecordId == scene.There.Id && e.ActorId == scene.Borrower.Id).ToListAsync()), e => Assert.Equal(scene.Lender.Id, e.ActingForId));
    }

    [Fact]
    public async Task Where_ones_own_permission_covers_it_nothing_is_stamped_whatever_was_done_or_read_before()
    {
        var scene = await SceneAsync();
        await using var circuit = await App.SignInAsync(scene.Borrower);
        await circuit.RunAsync((ListTickets use) => use.RunAsync(new(), 50, default));
        await circuit.RunAsync((MoveTicket use) => use.RunAsync(new() { TicketId = scene.There.Id, Trigger = TicketTrigger.Start, Version = scene.There.Version }, default));

        await circuit.RunAsync((MoveTicket use) => use.RunAsync(new() { TicketId = scene.Here.Id, Trigger = TicketTrigger.Start, Version = scene.Here.Version }, default));

        Assert.All((await App.TimelineAsync(scene.Here.Id)).Where(l => l.ActorId == scene.Borrower.Id), l => Assert.Null(l.ActingForId));
    }

    [Fact]
    public async Task A_list_takes_as_many_statements_with_one_role_as_with_fifty_and_something_borrowed()
    {
        var tree = await App.TreeAsync();
        var (one, fifty, lender) = (await App.PersonAsync(tree.Left), await App.PersonAsync(tree.Left), await App.PersonAsync(tree.Right));
        var role = await App.RoleAsync(Scope.Structure, TicketPermissions.View);
        await App.GiveAsync(one, role);
        await App.GiveAsync(lender, role);
        for (var i = 0; i < 50; i++) await App.GiveAsync(fifty, await App.RoleAsync(Scope.Structure, TicketPermissions.View), i % 2 == 0 ? tree.Left : tree.Leaf);
        await App.LendAsync(lender, fifty, TicketPermissions.View);

        Assert.Equal(await StatementsAsync(one), await StatementsAsync(fifty));
    }

    private sealed record Scene(User Lender, User Borrower, Ticket Here, Ticket There);

    /// <summary>The borrower works in Right by himself, and in Left by what is lent to him.</summary>
    private async Task<Scene> SceneAsync()
    {
        var tree = await App.TreeAsync();
        var (lender, borrower) = (await App.PersonAsync(tree.Left, "Léa Martin"), await App.PersonAsync(tree.Right, "Paul Duval"));
        var role = await App.RoleAsync(Scope.Structure, Work, TicketPermissions.View);
        await App.GiveAsync(lender, role);
        await App.GiveAsync(borrower, role);
        await App.LendAsync(lender, borrower, Work);
        var (here, there) = (await App.SaveAsync(Make.Ticket(structure: tree.Right.Id)), await App.SaveAsync(Make.Ticket(structure: tree.Left.Id)));
        return new(lender, borrower, here, there);
    }

    private async Task<int> StatementsAsync(User person)
    {
        await using var circuit = await App.SignInAsync(person);
        return await App.CountQueriesAsync(() => circuit.RunAsync((ListTickets use) => use.RunAsync(new(), 50, default)));
    }
}
