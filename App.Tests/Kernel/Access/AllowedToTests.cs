using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Access;

/// <summary>Which rows each scope lets through, in the database.</summary>
[Trait("Category", "Access")]
public sealed class AllowedToTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Nothing_without_the_permission() => Assert.Empty(await SeenAsync(await SceneAsync()));

    [Fact]
    public async Task Ones_own_whether_one_asked_or_does_the_work()
    {
        var scene = await SceneAsync();
        App.User.Grant(TicketPermissions.View, Scope.Own);

        Assert.Equal(["asked here", "asked there", "does there"], await SeenAsync(scene));
    }

    [Fact]
    public async Task A_structure_and_ones_own_elsewhere_each_once()
    {
        var scene = await SceneAsync();
        App.User.Grant(TicketPermissions.View, Scope.Structure, scene.Here);

        Assert.Equal(["asked here", "asked there", "does there", "foreign here"], await SeenAsync(scene));
    }

    [Fact]
    public async Task Everything_with_the_scope_all()
    {
        var scene = await SceneAsync();
        App.User.Grant(TicketPermissions.View, Scope.All);

        Assert.Equal(["asked here", "asked there", "does there", "foreign here", "foreign there"], await SeenAsync(scene));
    }

    [Fact]
    public async Task A_permission_lends_nothing_to_another()
    {
        var scene = await SceneAsync();
        App.User.Grant(TicketPermissions.Edit, Scope.All);

        Assert.Empty(await SeenAsync(scene));
    }

    private sealed record Scene(Guid Here, Guid There);

    private async Task<Scene> SceneAsync()
    {
        var (here, there, me, other) = (Make.Structure(), Make.Structure(), Make.User("Me"), Make.User("Other"));
        await App.SaveAllAsync(here, there, me, other);
        await App.SaveAllAsync(
            Make.Ticket("asked here", requester: me.Id, structure: here.Id),
            Make.Ticket("asked there", requester: me.Id, structure: there.Id),
            Make.Ticket("does there", requester: other.Id, assignee: me.Id, structure: there.Id, state: TicketState.Assigned),
            Make.Ticket("foreign here", requester: other.Id, structure: here.Id),
            Make.Ticket("foreign there", requester: other.Id, structure: there.Id));
        App.User.As(me);
        return new(here.Id, there.Id);
    }

    private Task<List<string>> SeenAsync(Scene scene) => App.WithDbAsync(db => db.Set<Ticket>()
        .AllowedTo(App.User, TicketPermissions.View).Where(t => t.StructureId == scene.Here || t.StructureId == scene.There)
        .Select(t => t.Title).OrderBy(t => t).ToListAsync());
}
