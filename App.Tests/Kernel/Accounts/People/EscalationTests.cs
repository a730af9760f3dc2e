using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Access.Delegations;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Links;
using OpsFlux.Kernel.Accounts.People.Editing;
using OpsFlux.Kernel.Accounts.People.Merging;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.Teams;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Organisation.Structures;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.People;

/// <summary>Ways by which whoever manages people, groups or structures might come to hold, or give, more than he holds.</summary>
[Trait("Category", "Access")]
public sealed class EscalationTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Whoever_is_lent_everything_gives_nothing_of_it_on()
    {
        var all = await AllRoleAsync();
        var (lender, borrower) = (await App.PersonAsync(all), await App.PersonAsync());
        var group = Make.Group();
        await App.SaveAllAsync(
            group, new RoleAssignment { RoleId = all.Id, GroupId = group.Id },
            new Delegation { FromUserId = lender.Id, ToUserId = borrower.Id, Permissions = [.. App.Catalog.PermissionCodes], ValidFrom = App.Clock.Now, ValidTo = App.Clock.Now.AddDays(1) });
        await using var circuit = await App.SignInAsync(borrower);

        var joined = await circuit.RunAsync((ChangeMembers use) => use.AddAsync(group.Id, borrower.Id, default));
        var made = await circuit.RunAsync((CreateUser use) => use.RunAsync(
            new() { DisplayName = "Mon Double", UserName = "mon.double", StructureId = World.Structure, RoleId = all.Id, Language = "fr", Welcome = UserWelcome.Link }, default));

        Assert.Equal(PeopleRefusals.GroupGivesMore, joined.Refusal?.Code);
        Assert.Equal("unknown-value", made.Refusal?.Fields.Single().Code);
    }

    [Fact]
    public async Task A_merge_does_not_carry_a_role_to_a_structure_where_whoever_merges_holds_less()
    {
        var there = await App.SaveAsync(Make.Structure());
        App.User.Grant(UserPermissions.Manage, Scope.Structure, World.Structure, there.Id).Grant(TicketPermissions.Edit, Scope.Structure, there.Id);
        var (gone, kept) = (await App.PersonAsync(await App.RoleAsync(TicketPermissions.Edit, Scope.Structure), there.Id), await App.PersonAsync());

        Assert.Equal(PeopleRefusals.HoldsMore, (await MergeAsync(gone, kept)).Refusal?.Code);
        App.User.Grant(TicketPermissions.Edit, Scope.Structure, World.Structure, there.Id);
        Assert.Null((await MergeAsync(gone, kept)).Refusal);
    }

    [Fact]
    public async Task A_role_that_came_by_a_merge_asks_for_its_second_factor_at_once()
    {
        App.User.Grant(UserPermissions.Manage, Scope.All).Grant(UserPermissions.ManageGroups, Scope.All);
        var strict = CredentialsApp.Strict();
        await App.SaveAsync(strict);
        var (gone, kept, member) = (await App.PersonAsync(strict), await App.PersonAsync(), await App.PersonAsync());
        var (left, stays) = (Make.Group(), Make.Group());
        left.IsActive = false;   // out of use already: only what comes over says that something changed
        await App.SaveAllAsync(left, stays, Make.Member(stays, member), new RoleAssignment { RoleId = strict.Id, GroupId = left.Id });
        var (first, second) = (await SessionAsync(kept), await SessionAsync(member));

        Assert.Null((await MergeAsync(gone, kept)).Refusal);
        Assert.Equal(SessionDebt.EnrolSecondFactor, (await App.LoadAsync<Session>(first.Id)).Owes);
        Assert.Null((await App.RunAsync((MergeGroups use) => use.RunAsync(left.Id, stays.Id, default))).Refusal);
        Assert.Equal(SessionDebt.EnrolSecondFactor, (await App.LoadAsync<Session>(second.Id)).Owes);
    }

    [Fact]
    public async Task A_group_out_of_use_is_put_back_by_those_alone_who_hold_what_it_gives()
    {
        App.User.Grant(UserPermissions.ManageGroups, Scope.All);
        var (group, role) = (Make.Group(), await App.RoleAsync(TicketPermissions.Edit, Scope.Structure));
        group.IsActive = false;
        await App.SaveAllAsync(group, Make.Member(group, await App.PersonAsync()), new RoleAssignment { RoleId = role.Id, GroupId = group.Id });

        Assert.Equal(PeopleRefusals.GroupGivesMore, (await ActivateAsync(group)).Refusal?.Code);
        App.User.Grant(TicketPermissions.Edit, Scope.Structure);
        Assert.Null((await ActivateAsync(group)).Refusal);
    }

    [Fact]
    public async Task Moving_or_merging_structures_gives_whoever_does_it_nothing_himself()
    {
        var (top, left, right) = (Make.Structure("Haut"), Make.Structure("Gauche"), Make.Structure("Droite"));
        var moved = Make.Structure("Déplacée", left.Id);
        (left.ParentId, right.ParentId) = (top.Id, top.Id);
        await App.SaveAllAsync(top, left, right, moved);
        var (manages, edits) = (await App.RoleAsync(OrganisationPermissions.ManageStructures, Scope.All), await App.RoleAsync(TicketPermissions.Edit, Scope.All));
        var person = await App.PersonAsync();
        await App.SaveAllAsync(
            new RoleAssignment { RoleId = manages.Id, UserId = person.Id, StructureId = top.Id, WithSubStructures = true },
            new RoleAssignment { RoleId = edits.Id, UserId = person.Id, StructureId = right.Id, WithSubStructures = true });
        await using var circuit = await App.SignInAsync(person);

        var move = await circuit.RunAsync((MoveStructure use) => use.RunAsync(new(moved.Id, 1, right.Id), default));
        var merge = await circuit.RunAsync((MergeStructures use) => use.RunAsync(new(right.Id, 1, left.Id), default));
        var harmless = await circuit.RunAsync((MoveStructure use) => use.RunAsync(new(moved.Id, 1, top.Id), default));

        Assert.Equal((AccessRefusals.BeyondOwn, AccessRefusals.BeyondOwn, null), (move.Refusal?.Code, merge.Refusal?.Code, harmless.Refusal?.Code));
        Assert.True(await App.WithDbAsync(db => db.Set<Structure>().AnyAsync(s => s.Id == right.Id)));
    }

    [Fact]
    public async Task A_link_sent_to_a_former_address_is_void_whoever_changed_the_address()
    {
        App.User.Grant(UserPermissions.Manage, Scope.All);
        var person = await App.PersonAsync(email: "avant@lien.example");
        var link = await App.SaveAsync(new AccountLink { UserId = person.Id, Purpose = LinkPurpose.PasswordReset, Hash = [1, 2, 3], ExpiresAt = App.Clock.Now.AddDays(1) });
        await App.WithDbAsync(db => db.Set<User>().Where(u => u.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.ExternalId, "LIEN-1")));

        using var file = new MemoryStream("Nom;Courriel;Matricule\nNora Idrissi;apres@lien.example;LIEN-1\n"u8.ToArray());
        var done = await App.RunAsync((OpsFlux.Kernel.Accounts.People.Import.ImportPeople use) => use.RunAsync(file, "p.csv", World.Structure, [], dryRun: false, default));

        Assert.Null(done.Refusal);
        Assert.Equal("apres@lien.example", (await App.LoadAsync<User>(person.Id)).Email);
        Assert.NotNull((await App.LoadAsync<AccountLink>(link.Id)).UsedAt);
    }

    private async Task<Role> AllRoleAsync()
    {
        var role = new Role { Code = $"all-{Guid.CreateVersion7():n}", Name = $"Tout {Guid.CreateVersion7():n}" };
        await App.SaveAllAsync([role, .. App.Catalog.PermissionCodes.Select(p => new Grant { RoleId = role.Id, Permission = p, Scope = Scope.All })]);
        return role;
    }

    private Task<Session> SessionAsync(User person) =>
        App.SaveAsync(new Session { UserId = person.Id, Method = SignInMethod.Password, ExpiresAt = App.Clock.Now.AddDays(1), CreatedAt = App.Clock.Now });

    private Task<Result> ActivateAsync(Group group) => App.RunAsync((SaveGroup use) => use.ActivateAsync(group.Id, 1, true, default));

    private Task<Result> MergeAsync(User gone, User kept) => App.RunAsync((MergeUsers use) => use.RunAsync(new() { GoneId = gone.Id, KeptId = kept.Id }, default));
}
