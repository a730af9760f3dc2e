using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Links;
using OpsFlux.Kernel.Accounts.People;
using OpsFlux.Kernel.Accounts.People.Editing;
using OpsFlux.Kernel.Accounts.Public;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.People;

public sealed class CreateUserTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_person_is_added_named_after_his_name_and_told_to_other_modules()
    {
        App.User.Grant(UserPermissions.Manage, Scope.All);

        var created = await CreateAsync(new() { DisplayName = "Noël-Éloïse d’Été", Email = "Noel@atelier.example", StructureId = World.Structure, Skills = ["Réseau ", "réseau"], Welcome = UserWelcome.Later });

        var person = await App.LoadAsync<User>(created.Value!.Id);   // it was created
        Assert.Equal("noel-eloise.dete.atelier", person.UserName);
        Assert.Equal(("NOEL@ATELIER.EXAMPLE", World.Structure, true), (person.NormalizedEmail, person.StructureId, person.IsActive));
        Assert.Equal(["réseau"], person.Skills);
        Assert.Equal(PersonState.Invited, PersonStates.Of(person, isLocked: false));
        Assert.Single(await App.EventsAsync<UserCreated>(), e => e.UserId == person.Id);
    }

    [Fact]
    public async Task The_second_of_a_name_gets_a_number()
    {
        App.User.Grant(UserPermissions.Manage, Scope.All);

        var names = new List<string?>();
        for (var i = 0; i < 3; i++) names.Add((await CreateAsync(new() { DisplayName = "Jeanne Double", StructureId = World.Structure, Welcome = UserWelcome.Later })).Value?.UserName);

        Assert.Equal(["jeanne.double.atelier", "jeanne.double2.atelier", "jeanne.double3.atelier"], names);
    }

    [Fact]
    public async Task The_link_is_shown_once_and_kept_as_a_hash()
    {
        App.User.Grant(UserPermissions.Manage, Scope.All);

        var created = await CreateAsync(new() { DisplayName = "Lien Seul", StructureId = World.Structure, Welcome = UserWelcome.Link });

        var path = created.Value?.Link ?? "";
        Assert.StartsWith("/set-password?token=", path, StringComparison.Ordinal);
        var token = System.Buffers.Text.Base64Url.DecodeFromChars(path.Split('=')[1]);
        var links = await App.WithDbAsync(db => db.Set<AccountLink>().Where(l => l.UserId == created.Value!.Id).ToListAsync());
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(token), Assert.Single(links).Hash);
    }

    [Fact]
    public async Task A_mail_that_cannot_leave_does_not_undo_the_person()
    {
        App.User.Grant(UserPermissions.Manage, Scope.All);

        var created = await CreateAsync(new() { DisplayName = "Sans Serveur", Email = "sans@serveur.example", StructureId = World.Structure });

        Assert.Equal("mail-off", created.Value?.NotWelcomed?.Code);
        Assert.NotNull(await App.LoadAsync<User>(created.Value!.Id));
    }

    [Fact]
    public async Task Each_wrong_field_is_named()
    {
        App.User.Grant(UserPermissions.Manage, Scope.Structure);
        var elsewhere = await App.SaveAsync(Make.Structure());
        await App.PersonAsync(email: "prise@atelier.example");

        Assert.Equal(("DisplayName", "required"), await WrongAsync(r => r.DisplayName = " "));
        Assert.Equal(("Email", "email-form"), await WrongAsync(r => r.Email = "pas une adresse"));
        Assert.Equal(("Email", "email-taken"), await WrongAsync(r => r.Email = "PRISE@atelier.example"));
        Assert.Equal(("Email", "required"), await WrongAsync(r => r.Welcome = UserWelcome.Mail));
        Assert.Equal(("UserName", "user-name-form"), await WrongAsync(r => r.UserName = "Alice"));
        Assert.Equal(("UserName", "user-name-taken"), await WrongAsync(r => r.UserName = "alice.martin.atelier"));
        Assert.Equal(("StructureId", "unknown-value"), await WrongAsync(r => r.StructureId = elsewhere.Id));
        Assert.Equal(("ZoneId", "unknown-value"), await WrongAsync(r => r.ZoneId = "Mars/Olympe"));
        Assert.Equal(("Language", "unknown-value"), await WrongAsync(r => r.Language = "de"));
    }

    [Fact]
    public async Task A_role_is_given_by_whoever_may_assign_and_holds_all_of_it()
    {
        App.User.Grant(UserPermissions.Manage, Scope.Structure);
        var (small, large) = (await App.RoleAsync(TicketPermissions.View, Scope.Structure), await App.RoleAsync(TicketPermissions.View, Scope.All));

        Assert.Equal(("RoleId", "unknown-value"), await WrongAsync(r => r.RoleId = small.Id));
        App.User.Grant(AccessPermissions.Assign, Scope.Structure).Grant(TicketPermissions.View, Scope.Structure);
        Assert.Equal(("RoleId", "unknown-value"), await WrongAsync(r => r.RoleId = large.Id));
        var created = await CreateAsync(new() { DisplayName = "Rôle Donné", StructureId = World.Structure, RoleId = small.Id, Welcome = UserWelcome.Later });
        Assert.Equal(1, await App.WithDbAsync(db => db.Set<RoleAssignment>().CountAsync(a => a.UserId == created.Value!.Id && a.RoleId == small.Id)));
    }

    [Fact]
    public async Task Nobody_is_added_without_the_permission() =>
        Assert.Equal(Refusal.Forbidden, (await CreateAsync(new() { DisplayName = "Non", StructureId = World.Structure, Welcome = UserWelcome.Later })).Refusal);

    [Theory]
    [InlineData("Karim Benali", "Atelier", "karim.benali.atelier")]
    [InlineData("Zoé de La Tour", "L’Œuvre SARL", "zoe.delatour.loeuvre")]
    [InlineData("فاطمة", "Atelier", "x.x.atelier")]
    [InlineData("Cher", "", "cher.x.x")]
    public void User_names_are_made_of_plain_letters(string name, string organisation, string expected)
    {
        Assert.Equal(expected, UserNames.Propose(name, organisation));
        Assert.True(UserNames.Fits(expected));
    }

    private async Task<(string?, string?)> WrongAsync(Action<CreateUserRequest> change)
    {
        var request = new CreateUserRequest { DisplayName = "Essai Refusé", StructureId = World.Structure, Welcome = UserWelcome.Later };
        change(request);
        return (await CreateAsync(request)).Refusal?.Fields is [var wrong, ..] ? (wrong.Field, wrong.Code) : (null, null);
    }

    private Task<Result<CreatedUser>> CreateAsync(CreateUserRequest request) => App.RunAsync((CreateUser use) => use.RunAsync(request, default));
}
