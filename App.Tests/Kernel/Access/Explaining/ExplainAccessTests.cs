using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Access.Explaining;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Access.Explaining;

/// <summary>'Why' answers what lists and acts do, for the reasons they do.</summary>
[Trait("Category", "Access")]
public sealed class ExplainAccessTests(TestApp app) : AppTests(app)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task In_random_worlds_the_answer_is_that_of_lists_and_acts(int seed)
    {
        var random = new Random(seed);
        var world = await RandomWorldAsync(random);
        App.User.Grant(AccessPermissions.View, Scope.All).Grant(TicketPermissions.View, Scope.All);

        foreach (var person in world.People)
        {
            await using var circuit = await App.SignInAsync(person);
            foreach (var permission in Permissions)
            {
                var seen = await App.WithDbAsync(db => db.Set<Ticket>().AllowedTo(circuit.User, permission).Select(t => t.Id).ToListAsync());
                foreach (var ticket in world.Tickets)
                {
                    var answer = (await ExplainAsync(new(person.Id, permission, ticket.Number, null))).Value!;   // everything is in sight
                    Assert.Equal(seen.Contains(ticket.Id), answer.IsAllowed);
                    Assert.Equal(circuit.User.Can(permission, ticket.StructureId, ticket.IsOwnedBy(person.Id)), answer.IsAllowed);
                    Assert.Equal(answer.IsAllowed, answer.Reasons.Any(r => r.Why is null));
                }
            }
        }
    }

    [Fact]
    public async Task It_names_role_group_structure_and_lender()
    {
        var tree = await App.TreeAsync();
        var (lender, person, group) = (await App.PersonAsync(tree.Left, "Léa Martin"), await App.PersonAsync(tree.Right, "Paul Duval"), Make.Group("Réseau"));
        var role = await App.RoleAsync(Scope.Structure, TicketPermissions.Work);
        await App.SaveAllAsync(group, Make.Member(group, person), new RoleAssignment { RoleId = role.Id, GroupId = group.Id, StructureId = tree.Top.Id, ValidFrom = App.Clock.Now.AddDays(2) });
        await App.GiveAsync(lender, role);
        await App.LendAsync(lender, person, TicketPermissions.Work);
        App.User.Grant(AccessPermissions.View, Scope.All);

        var answer = (await ExplainAsync(new(person.Id, TicketPermissions.Work, null, tree.Leaf.Id))).Value!;   // in sight

        Assert.True(answer.IsAllowed);
        var (lent, own) = (answer.Reasons[0], answer.Reasons[1]);
        Assert.Equal(("Léa Martin", role.Name, (NotCounting?)null), (lent.Lender, lent.Role, lent.Why));
        Assert.Equal(["Left", "Leaf"], lent.Path);
        Assert.Equal(("Réseau", NotCounting.NotYet), (own.Group, own.Why));
        Assert.Equal(["Top", "Left", "Leaf"], own.Path);
    }

    [Fact]
    public async Task A_no_says_what_is_missing_and_which_roles_have_it()
    {
        var person = await App.PersonAsync();
        var role = await App.RoleAsync(Scope.All, TicketPermissions.Configure);
        App.User.Grant(AccessPermissions.View, Scope.All);

        var answer = (await ExplainAsync(new(person.Id, TicketPermissions.Configure, null, null))).Value!;   // in sight

        Assert.False(answer.IsAllowed);
        Assert.Empty(answer.Reasons);
        Assert.Contains(role.Name, answer.HeldBy);
    }

    [Fact]
    public async Task One_asks_about_people_and_records_in_sight_alone()
    {
        var tree = await App.TreeAsync();
        var (here, there) = (await App.PersonAsync(tree.Left), await App.PersonAsync(tree.Right));
        var hidden = await App.SaveAsync(Make.Ticket(structure: tree.Right.Id, requester: there.Id));
        var request = new ExplainRequest(here.Id, TicketPermissions.View, hidden.Number, null);
        Assert.Equal(Refusal.Forbidden, (await ExplainAsync(request)).Refusal);
        App.User.Grant(AccessPermissions.View, Scope.Structure, tree.Left.Id).Grant(TicketPermissions.View, Scope.Structure, tree.Left.Id);

        Assert.Equal("unknown-record", (await ExplainAsync(request)).Refusal?.Fields.Single().Code);
        Assert.Equal(Refusal.NotFound, (await ExplainAsync(request with { UserId = there.Id })).Refusal);
        Assert.Equal("Permission", (await ExplainAsync(request with { Permission = "x" })).Refusal?.Fields.Single().Field);
        Assert.Equal("StructureId", (await ExplainAsync(request with { StructureId = tree.Right.Id })).Refusal?.Fields.Single().Field);
    }

    private static readonly string[] Permissions = [TicketPermissions.View, TicketPermissions.Work];

    private sealed record RandomWorld(IReadOnlyList<User> People, IReadOnlyList<Ticket> Tickets);

    private Task<Result<AccessAnswer>> ExplainAsync(ExplainRequest request) => App.RunAsync((ExplainAccess use) => use.RunAsync(request, default));

    private async Task<RandomWorld> RandomWorldAsync(Random random)
    {
        var tree = await App.TreeAsync();
        Structure[] structures = [tree.Top, tree.Left, tree.Leaf, tree.Right];
        var people = new List<User>();
        for (var i = 0; i < 5; i++) people.Add(await App.SaveAsync(Make.User(structure: Any(structures).Id, isActive: random.Next(5) > 0)));
        var group = Make.Group();
        group.IsActive = random.Next(3) > 0;
        await App.SaveAsync(group);
        foreach (var person in people.Where(_ => random.Next(2) == 0)) await App.SaveAsync(Make.Member(group, person));
        for (var i = 0; i < 8; i++)
        {
            var role = await App.RoleAsync(Any([Scope.Own, Scope.Structure, Scope.All]), [.. Permissions.Where(_ => random.Next(3) > 0)]);
            var toGroup = random.Next(4) == 0;
            await App.SaveAsync(new RoleAssignment
            {
                RoleId = role.Id, GroupId = toGroup ? group.Id : null, UserId = toGroup ? null : Any(people).Id, StructureId = random.Next(2) == 0 ? Any(structures).Id : null,
                WithSubStructures = random.Next(2) == 0, ValidFrom = Date(), ValidTo = Date()?.AddDays(1),
            });
        }

        await App.SaveAsync(new Grant { UserId = Any(people).Id, Permission = TicketPermissions.Work, Scope = Any([Scope.Own, Scope.Structure, Scope.All]), ValidTo = Date() });
        for (var i = 0; i < 4; i++)
            if ((Any(people), Any(people)) is var (from, to) && from != to) await App.LendAsync(from, to, Any(Permissions), begins: TimeSpan.FromHours(random.Next(-30, 10)));

        var tickets = new List<Ticket>();
        for (var i = 0; i < 6; i++) tickets.Add(await App.SaveAsync(Make.Ticket(requester: Any(people).Id, structure: Any(structures).Id)));
        return new(people, tickets);

        T Any<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
        DateTimeOffset? Date() => random.Next(3) == 0 ? App.Clock.Now.AddHours(random.Next(-40, 20)) : null;
    }
}
