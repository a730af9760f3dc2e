using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.People.Import;
using OpsFlux.Kernel.Import;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.People;

public sealed class ImportPeopleTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_dry_run_writes_nothing_the_import_all_and_the_next_one_nothing()
    {
        App.User.Grant(UserPermissions.Manage, Scope.All);
        const string File = "Nom;Courriel;Structure;Langue;Actif;Matricule\nInès Rahal;ines@import.example;SIEGE;français;oui;M1\nPaul Roy;;;anglais;non;M2\n";

        var dry = await RunAsync(File, dryRun: true);
        Assert.Equal(new ImportCounts(2, 0, 0), dry.Counts);
        Assert.False(await App.WithDbAsync(db => db.Set<User>().AnyAsync(u => u.ExternalId == "M1")));

        Assert.Equal(new ImportCounts(2, 0, 0), (await RunAsync(File)).Counts);
        Assert.Equal(new ImportCounts(0, 0, 2), (await RunAsync(File)).Counts);
        Assert.Equal(new ImportCounts(0, 1, 1), (await RunAsync(File.Replace("Rahal", "Rahal-Lo", StringComparison.Ordinal))).Counts);
        var ines = await App.WithDbAsync(db => db.Set<User>().SingleAsync(u => u.ExternalId == "M1"));
        Assert.Equal(("Inès Rahal-Lo", "ines.rahal.atelier", "INES@IMPORT.EXAMPLE", true), (ines.DisplayName, ines.UserName, ines.NormalizedEmail, ines.IsActive));
    }

    [Fact]
    public async Task Each_bad_row_is_told_by_line_and_column_and_nothing_is_written()
    {
        App.User.Grant(UserPermissions.Manage, Scope.All);
        await App.PersonAsync(email: "occupee@import.example");
        const string File = """
            name,email,structure,role,user_name,active,external_id
            ,a@import.example,,,,,
            Sans Adresse,nulle part,,,,,
            Sans Lieu,,LUNE,,,,
            Sans Role,,,Roi,,,
            Mal Nommé,,,,Majuscule,,
            Ni Oui Ni Non,,,,,peut-être,
            Premier Double,d@import.example,,,,,D1
            Second Double,d@import.example,,,,,D2
            Autre Compte,occupee@import.example,,,alice.martin.atelier,,
            Juste,,,,,,J1
            """;

        var report = await RunAsync(File);

        Assert.Equal(
            [(2, "name", "missing"), (3, "email", "email-form"), (4, "structure", "unknown-structure"), (5, "role", "unknown-role"), (6, "user_name", "user-name-form"),
                (7, "active", "choice"), (9, "email", "twice"), (10, "user_name", "user-name-taken")],
            report.Errors.Select(e => (e.Line, e.Column ?? "", e.Code)));
        Assert.False(await App.WithDbAsync(db => db.Set<User>().AnyAsync(u => u.ExternalId == "J1")));
    }

    [Fact]
    public async Task Somebody_is_found_again_by_external_id_then_by_address_and_in_the_account_that_continues_his()
    {
        App.User.Grant(UserPermissions.Manage, Scope.All);
        var kept = await App.PersonAsync(email: "reste@import.example");
        var gone = Make.User(isActive: false);
        (gone.ExternalId, gone.MergedIntoId) = ("VIEUX", kept.Id);
        await App.SaveAsync(gone);

        Assert.Equal(new ImportCounts(0, 1, 0), (await RunAsync("name,email\nPar Adresse,RESTE@import.example\n")).Counts);
        Assert.Equal(new ImportCounts(0, 1, 0), (await RunAsync("name,external_id\nPar Fusion,VIEUX\n")).Counts);

        Assert.Equal("Par Fusion", (await App.LoadAsync<User>(kept.Id)).DisplayName);
        Assert.False((await App.LoadAsync<User>(gone.Id)).IsActive);
    }

    [Fact]
    public async Task Roles_and_groups_are_added_and_none_beyond_what_one_holds()
    {
        var role = await App.RoleAsync(TicketPermissions.View, Scope.Structure);
        var group = await App.SaveAsync(Make.Group($"Équipe {Guid.CreateVersion7():N}"));
        var file = $"name,role,group,external_id\nRôle Importé,{role.Code},{group.Name},R1\n";

        App.User.Grant(UserPermissions.Manage, Scope.Structure).Grant(UserPermissions.ManageGroups, Scope.All).Grant(AccessPermissions.Assign, Scope.Structure);
        Assert.Equal("role-beyond", Assert.Single((await RunAsync(file)).Errors).Code);
        App.User.Grant(TicketPermissions.View, Scope.Structure);
        Assert.Equal(1, (await RunAsync(file)).Counts.Created);

        var person = await App.WithDbAsync(db => db.Set<User>().SingleAsync(u => u.ExternalId == "R1"));
        Assert.True(await App.WithDbAsync(db => db.Set<RoleAssignment>().AnyAsync(a => a.UserId == person.Id && a.RoleId == role.Id)));
        Assert.True(await App.WithDbAsync(db => db.Set<GroupMember>().AnyAsync(m => m.UserId == person.Id && m.GroupId == group.Id)));
    }

    [Fact]
    public async Task Beyond_ones_reach_nobody_is_changed_nor_added()
    {
        var elsewhere = await App.SaveAsync(Make.Structure());
        var far = await App.PersonAsync(structure: elsewhere.Id, email: "loin@import.example");
        await App.PersonAsync(await App.RoleAsync(TicketPermissions.Edit, Scope.All), email: "haut@import.example");
        App.User.Grant(UserPermissions.Manage, Scope.Structure);

        var report = await RunAsync($"name,email,structure\nLoin,loin@import.example,\nHaut,haut@import.example,\nNeuf,,{elsewhere.Code}\n");

        Assert.Equal(["person-out-of-reach", "person-out-of-reach", "unknown-structure"], report.Errors.Select(e => e.Code));
        Assert.Equal(far.DisplayName, (await App.LoadAsync<User>(far.Id)).DisplayName);
        App.User.Revoke(UserPermissions.Manage);
        Assert.Equal(Refusal.Forbidden, (await ImportAsync("name\nX\n", [])).Refusal);
    }

    [Fact]
    public async Task Headers_are_understood_and_may_be_corrected()
    {
        App.User.Grant(UserPermissions.Manage, Scope.All);
        const string File = "Nom complet,E-mail,Remarque,Qui\nFaux Nom,,à ignorer,Vrai Nom\n";
        var read = await App.RunAsync((ImportPeople use) => use.HeadersAsync(new MemoryStream(Encoding.UTF8.GetBytes(File)), default));
        Assert.Equal(["name", "email", "", ""], (read.Value ?? []).Select(c => c.Column));

        var corrected = await ImportAsync(File, [new("Nom complet", ""), new("E-mail", "email"), new("Remarque", ""), new("Qui", "name")]);

        Assert.Equal(1, corrected.Value?.Counts.Created);
        Assert.True(await App.WithDbAsync(db => db.Set<User>().AnyAsync(u => u.DisplayName == "Vrai Nom")));
    }

    private async Task<ImportReport> RunAsync(string file, bool dryRun = false)
    {
        var done = await ImportAsync(file, [], dryRun);
        Assert.Null(done.Refusal);
        return done.Value!;   // it was not refused
    }

    private Task<Result<ImportReport>> ImportAsync(string file, IReadOnlyList<MappedColumn> columns, bool dryRun = false) =>
        App.RunAsync((ImportPeople use) => use.RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(file)), "gens.csv", World.Structure, columns, dryRun, default));
}
