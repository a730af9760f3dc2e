using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Organisation.Structures;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Organisation.Structures;

public sealed class StructureTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_structure_is_added_and_renamed()
    {
        Manages();
        var id = (await SaveAsync(new() { Code = "AJOUT", Name = "Agence", ParentId = World.Structure })).Value;

        Assert.Null((await SaveAsync(new() { Id = id, Version = 1, Code = "AJOUT", Name = " Agence du port ", IsClient = true })).Refusal);

        var kept = await App.LoadAsync<Structure>(id);
        Assert.Equal(("Agence du port", StructureKind.Client, 2, World.Structure), (kept.Name, kept.Kind, kept.Version, kept.ParentId));
        Assert.Equal(Refusal.Stale, (await SaveAsync(new() { Id = id, Version = 1, Code = "AJOUT", Name = "Autre" })).Refusal);
    }

    [Fact]
    public async Task Bad_input_names_its_field()
    {
        Manages();
        await App.SaveAsync(new Structure { Code = "PRIS", Name = "Prise" });

        Assert.Equal(("Code", "name-taken"), ErrorOf((await SaveAsync(new() { Code = "pris", Name = "Autre" })).Refusal));
        Assert.Equal(("Code", "code-form"), ErrorOf((await SaveAsync(new() { Code = "à part", Name = "Autre" })).Refusal));
        Assert.Equal(("Name", "required"), ErrorOf((await SaveAsync(new() { Code = "VIDE", Name = " " })).Refusal));
        Assert.Equal(("ParentId", "unknown-value"), ErrorOf((await SaveAsync(new() { Code = "PERDU", Name = "Perdue", ParentId = Guid.CreateVersion7() })).Refusal));
    }

    [Fact]
    public async Task Without_the_permission_or_out_of_reach_nothing_is_done()
    {
        var (mine, other) = (await AddAsync(), await AddAsync());
        Assert.Equal(Refusal.Forbidden, (await SaveAsync(new() { Code = "NON", Name = "Non" })).Refusal);

        App.User.Grant(OrganisationPermissions.ManageStructures, Scope.Structure, mine.Id);

        Assert.Equal(Refusal.Forbidden, (await SaveAsync(new() { Code = "NON", Name = "Non" })).Refusal);   // at the top
        Assert.Equal(("ParentId", "unknown-value"), ErrorOf((await SaveAsync(new() { Code = "NON", Name = "Non", ParentId = other.Id })).Refusal));
        Assert.Equal(Refusal.NotFound, (await SaveAsync(new() { Id = other.Id, Version = 1, Code = "NON", Name = "Non" })).Refusal);
        Assert.Equal(("ParentId", "unknown-value"), ErrorOf((await MoveAsync(await AddAsync(mine.Id, grant: true), other.Id)).Refusal));
        Assert.Equal(Refusal.NotFound, (await UseAsync(other, false)).Refusal);
        Assert.Equal(Refusal.NotFound, (await MergeAsync(mine, other.Id)).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((GetStructure use) => use.RunAsync(other.Id, default))).Refusal);
        Assert.DoesNotContain((await App.RunAsync((ListStructures use) => use.SearchAsync("", default))).Value!.Rows, r => r.Id == other.Id);
    }

    [Fact]
    public async Task A_move_never_closes_a_circle_and_says_who_gains_and_loses()
    {
        Manages();
        var (old, next) = (await AddAsync(), await AddAsync());
        var moved = await AddAsync(old.Id);
        var below = await AddAsync(moved.Id);
        var role = new Role { Code = $"R{moved.Code}", Name = "Chef" };
        var (loses, gains) = (Make.User("Paul Perd", old.Id), Make.User("Gina Gagne", next.Id));
        await App.SaveAllAsync(role, loses, gains, new Grant { RoleId = role.Id, Permission = TicketPermissions.View, Scope = Scope.Structure });
        await App.SaveAllAsync(new RoleAssignment { RoleId = role.Id, UserId = loses.Id }, new RoleAssignment { RoleId = role.Id, UserId = gains.Id });

        Assert.Equal(("ParentId", "own-descendant"), ErrorOf((await MoveAsync(moved, below.Id)).Refusal));
        Assert.Equal(new(1, 1), (await App.RunAsync((MoveStructure use) => use.PreviewAsync(moved.Id, next.Id, default))).Value);
        Assert.Null((await MoveAsync(moved, next.Id)).Refusal);
        Assert.Equal(next.Id, (await App.LoadAsync<Structure>(moved.Id)).ParentId);

        await using var signedIn = await App.SignInAsync(gains);
        Assert.True(signedIn.User.ReachOf(TicketPermissions.View)!.Covers(below.Id));
    }

    [Fact]
    public async Task Out_of_use_it_is_offered_for_nothing_new_and_stays_readable()
    {
        Manages();
        var structure = await AddAsync();
        var person = await App.SaveAsync(Make.User("Rita Reste", structure.Id));
        var ticket = await App.SaveAsync(Make.Ticket(structure: structure.Id, requester: person.Id));

        Assert.Equal((OrganisationRefusals.InUse, "1 0 1"), ((await UseAsync(structure, false)).Refusal!.Code, string.Join(' ', (await UseAsync(structure, false)).Refusal!.Arguments)));
        Assert.Null((await UseAsync(structure, false, anyway: true)).Refusal);

        App.User.As(person).Grant(TicketPermissions.Open, Scope.Own).Grant(TicketPermissions.View, Scope.Own);
        var opened = await App.RunAsync((OpenTicket use) => use.RunAsync(new() { Title = "Nouvelle demande", CategoryId = World.Category }, default));
        Assert.Equal(TicketRefusals.StructureInactive, opened.Refusal?.Code);
        Assert.False((await App.RunAsync((GetTicket use) => use.RunAsync(ticket.Number, default))).Failed);
    }

    [Fact]
    public async Task What_is_below_goes_out_of_use_first_and_what_is_above_comes_back_first()
    {
        Manages();
        var top = await AddAsync();
        var below = await AddAsync(top.Id);

        Assert.Equal(OrganisationRefusals.HasActiveBelow, (await UseAsync(top, false)).Refusal?.Code);
        Assert.Null((await UseAsync(below, false)).Refusal);
        Assert.Null((await UseAsync(top, false)).Refusal);
        Assert.Equal(OrganisationRefusals.InactiveAbove, (await UseAsync(below, true, version: 2)).Refusal?.Code);
        Assert.Equal(OrganisationRefusals.InactiveAbove, (await SaveAsync(new() { Code = "SOUS", Name = "Sous", ParentId = top.Id })).Refusal?.Code);
    }

    [Fact]
    public async Task A_level_costs_the_same_for_one_line_and_for_thirty()
    {
        Manages();
        var (narrow, wide) = (await AddAsync(), await AddAsync());
        await AddAsync(narrow.Id);
        for (var n = 0; n < 30; n++) await AddAsync(wide.Id);
        Task BelowAsync(Structure parent) => App.RunAsync((ListStructures use) => use.BelowAsync(parent.Id, null, default));

        Assert.Equal(await App.CountQueriesAsync(() => BelowAsync(narrow)), await App.CountQueriesAsync(() => BelowAsync(wide)));
    }

    private void Manages() => App.User.Grant(OrganisationPermissions.ManageStructures, Scope.All);

    private async Task<Structure> AddAsync(Guid? parent = null, bool grant = false)
    {
        var structure = await App.SaveAsync(Make.Structure(parent: parent));
        if (grant && parent is { } above) App.User.Grant(OrganisationPermissions.ManageStructures, Scope.Structure, above, structure.Id);
        return structure;
    }

    private Task<Result<Guid>> SaveAsync(SaveStructureRequest request) => App.RunAsync((SaveStructure use) => use.RunAsync(request, default));

    private Task<Result> MoveAsync(Structure structure, Guid? parent) => App.RunAsync((MoveStructure use) => use.RunAsync(new(structure.Id, 1, parent), default));

    private Task<Result> UseAsync(Structure structure, bool isActive, bool anyway = false, long version = 1) =>
        App.RunAsync((UseStructure use) => use.RunAsync(new(structure.Id, version, isActive, anyway), default));

    private Task<Result> MergeAsync(Structure source, Guid target) => App.RunAsync((MergeStructures use) => use.RunAsync(new(source.Id, 1, target), default));

    private static (string, string) ErrorOf(Refusal? refusal) => refusal is { Fields: [var error, ..] } ? (error.Field, error.Code) : ("", refusal?.Code ?? "done");
}
