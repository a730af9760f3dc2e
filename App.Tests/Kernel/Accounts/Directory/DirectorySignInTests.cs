using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Accounts.Directory;
using OpsFlux.Kernel.Accounts.Public;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Settings;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.Directory;

/// <summary>Signing in against a real directory, over ldaps.</summary>
public sealed class DirectorySignInTests(DirectoryApp app) : AppTests<DirectoryApp>(app)
{
    [SlapdFact]
    public async Task The_first_sign_in_makes_the_account_and_later_ones_refresh_it()
    {
        await App.Slapd.AddAsync(SlapdFiles.Person("zoe", "Zoé Œuvré 李"));

        var made = await App.EnteredAsync("zoe");
        Assert.Equal(("Zoé Œuvré 李", "zoe@exemple.fr", World.Structure), (made.DisplayName, made.Email, made.StructureId));
        Assert.Null(made.PasswordHash);
        Assert.Matches("^[a-z0-9-]+\\.[a-z0-9-]+\\.[a-z0-9-]+$", made.UserName);
        Assert.Single(await App.EventsAsync<UserCreated>(), e => e.UserId == made.Id);

        await App.Slapd.ModifyAsync($"dn: uid=zoe,ou=people,{SlapdFiles.Base}\nchangetype: modify\nreplace: cn\ncn: Zoe Martin\n-\nreplace: mail\nmail: zm@exemple.fr\n");
        foreach (var name in new[] { "ZOE", "zm@exemple.fr", $"@{made.UserName}" }) Assert.Equal(made.Id, (await App.EnteredAsync(name)).Id);
        var now = await App.LoadAsync<User>(made.Id);
        Assert.Equal(("Zoe Martin", "zm@exemple.fr"), (now.DisplayName, now.Email));
    }

    [SlapdFact]
    public async Task Wrong_empty_and_crafted_names_get_the_one_answer()
    {
        await App.Slapd.AddAsync(SlapdFiles.Person("bob", "Bob Petit"));

        foreach (var (name, password) in new[]
        {
            ("bob", "wrong"), ("bob", ""), ("bob", "\0x"), ("*", SlapdServer.Password), ("bo*", SlapdServer.Password), (")(uid=*", SlapdServer.Password),
            ("nobody", SlapdServer.Password), ("*)(|(uid=*", SlapdServer.Password),
        })
            Assert.Same(Refused.Failed, await App.SignInAsync(name, password));

        Assert.False(await App.WithDbAsync(db => db.Set<User>().AnyAsync(u => u.Email == "bob@exemple.fr")));
    }

    [SlapdFact]
    public async Task Two_entries_of_one_name_let_nobody_in()
    {
        await App.Slapd.AddAsync(SlapdFiles.Person("twin", "Jumeau Un"), SlapdFiles.Person("twin", "Jumeau Deux", "other@exemple.fr", "cn=Jumeau Deux"));

        Assert.Same(Refused.Failed, await App.SignInAsync("twin"));
    }

    [SlapdFact]
    public async Task Whoever_is_renamed_there_remains_the_same_here()
    {
        await App.Slapd.AddAsync(SlapdFiles.Person("nina", "Nina Roche"));
        var before = await App.EnteredAsync("nina");

        await App.Slapd.ModifyAsync($"dn: uid=nina,ou=people,{SlapdFiles.Base}\nchangetype: modrdn\nnewrdn: uid=nroche\ndeleteoldrdn: 1\n");
        var after = await App.EnteredAsync("nroche");

        Assert.Equal(before.Id, after.Id);
        Assert.StartsWith("uid=nroche,", after.DirectoryName, StringComparison.Ordinal);
    }

    [SlapdFact]
    public async Task Groups_give_roles_and_take_back_those_alone_that_they_gave()
    {
        var dn = $"uid=gil,ou=people,{SlapdFiles.Base}";
        await App.Slapd.AddAsync(SlapdFiles.Person("gil", "Gil Roux"), $"dn: {SlapdFiles.Technicians}\nobjectClass: groupOfNames\ncn: Techniciens\nmember: {dn}\n");
        var person = await App.EnteredAsync("gil");
        Assert.Equal(["Technician"], await RolesAsync(person));

        var auditor = await App.WithDbAsync(db => db.Set<Role>().SingleAsync(r => r.Code == BuiltInRoles.Auditor));
        await App.SaveAsync(new RoleAssignment { RoleId = auditor.Id, UserId = person.Id });
        await App.Slapd.AddAsync($"dn: {SlapdFiles.Managers}\nobjectClass: groupOfUniqueNames\ncn: managers\nuniqueMember: {dn}\n");   // found by its members, never in memberOf
        await App.Slapd.ModifyAsync($"dn: {SlapdFiles.Technicians}\nchangetype: modify\nreplace: member\nmember: {SlapdFiles.Admin}\n");
        await App.EnteredAsync("gil");

        Assert.Equal(["Auditor", "Manager"], await RolesAsync(person));
    }

    [SlapdFact]
    public async Task The_second_factor_is_still_asked_for()
    {
        await App.Slapd.AddAsync(SlapdFiles.Person("deux", "Deux Facteurs"));
        var person = await App.EnteredAsync("deux");
        await App.WithDbAsync(db => db.Set<User>().Where(u => u.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.TotpSecret, "secret")));

        Assert.IsType<SecondFactorAsked>(await App.SignInAsync("deux"));
    }

    [SlapdFact]
    public async Task An_account_of_our_own_is_not_entered_by_the_directory()
    {
        var own = Make.User();
        (own.Email, own.NormalizedEmail, own.PasswordHash) = ("own@exemple.fr", "OWN@EXEMPLE.FR", new PasswordHasher<User>().HashPassword(own, "un mot de passe à nous"));
        await App.SaveAsync(own);
        await App.Slapd.AddAsync(SlapdFiles.Person(own.UserName!, "Faux Ami", "own@exemple.fr"));

        Assert.Same(Refused.Failed, await App.SignInAsync(own.UserName!));
        Assert.Same(Refused.Failed, await App.SignInAsync("own@exemple.fr"));
        Assert.Null((await App.LoadAsync<User>(own.Id)).DirectoryName);
    }

    [SlapdFact]
    public async Task Nobody_new_comes_in_where_the_setting_says_so()
    {
        await App.Slapd.AddAsync(SlapdFiles.Person("neuf", "Neuf Venu"));
        await ChooseAsync(DirectoryAccounts.CreatesPeople, "false");

        Assert.Same(Refused.Failed, await App.SignInAsync("neuf"));

        await ChooseAsync(DirectoryAccounts.CreatesPeople, "true");
        await App.EnteredAsync("neuf");
    }

    [SlapdFact]
    public async Task Whoever_is_gone_or_disabled_there_is_out_here_until_he_is_back()
    {
        await App.Slapd.AddAsync(SlapdFiles.Person("parti", "Parti Loin"));
        var person = await App.EnteredAsync("parti");
        await App.Slapd.ModifyAsync($"dn: uid=parti,ou=people,{SlapdFiles.Base}\nchangetype: delete\n");

        await ChooseAsync(CheckDirectoryPeople.FollowsLeavers, "false");
        await App.RunAsync((CheckDirectoryPeople job) => job.RunAsync(default));
        Assert.True((await App.LoadAsync<User>(person.Id)).IsActive);

        await ChooseAsync(CheckDirectoryPeople.FollowsLeavers, "true");
        var outcome = await App.RunAsync((CheckDirectoryPeople job) => job.RunAsync(default));
        Assert.Equal("Job.accounts.directory.Done", outcome.Text);
        Assert.Equal((false, App.Clock.Now), ((await App.LoadAsync<User>(person.Id)).IsActive, (await App.LoadAsync<User>(person.Id)).DirectoryLeftAt));
        Assert.Equal(0, await App.WithDbAsync(db => db.Set<Session>().CountAsync(s => s.UserId == person.Id && s.EndedAt == null)));
        Assert.Single(await App.EventsAsync<UserDeactivated>(), e => e.UserId == person.Id && e.MergedIntoId is null);
    }

    [SlapdFact]
    public async Task Whoever_is_of_the_directory_proves_who_he_is_again_by_its_password()
    {
        await App.Slapd.AddAsync(SlapdFiles.Person("encore", "Encore Lui"));
        var entered = Assert.IsType<Entered>(await App.SignInAsync("encore"));
        App.User.As(entered.Person).SessionId = entered.Session.Id;
        App.Clock.Advance(CredentialChange.ProofLasts + TimeSpan.FromSeconds(1));

        Assert.Equal(CredentialRefusals.ProofWrong, (await ProveAsync("wrong"))?.Fields.Single().Code);
        Assert.Null(await ProveAsync(SlapdServer.Password));
        Assert.Equal(App.Clock.Now, (await App.LoadAsync<Session>(entered.Session.Id)).ProvedAt);

        await App.Slapd.StopAsync();
        Assert.Equal("directory-unavailable", (await ProveAsync(SlapdServer.Password))?.Code);
        await App.Slapd.StartAsync();
        App.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Null(await ProveAsync(SlapdServer.Password));
    }

    [SlapdFact]
    public async Task While_it_is_down_everybody_who_fails_hears_the_same_and_our_own_come_in()
    {
        await App.Slapd.AddAsync(SlapdFiles.Person("panne", "Panne Sèche"));
        await App.EnteredAsync("panne");
        var own = Make.User();
        own.PasswordHash = new PasswordHasher<User>().HashPassword(own, "un mot de passe à nous");
        await App.SaveAsync(own);
        await App.Slapd.StopAsync();

        Assert.Same(Refused.DirectoryUnavailable, await App.SignInAsync("panne"));
        Assert.Equal(SignInOutcome.DirectoryUnavailable, await App.LastOutcomeAsync());
        Assert.Same(Refused.DirectoryUnavailable, await App.SignInAsync("nobody"));
        Assert.Same(Refused.DirectoryUnavailable, await App.SignInAsync(own.UserName!, "wrong"));
        Assert.IsType<Entered>(await App.SignInAsync(own.UserName!, "un mot de passe à nous"));
        Assert.Equal("Job.accounts.directory.Silent", (await App.RunAsync((CheckDirectoryPeople job) => job.RunAsync(default))).Text);

        await App.Slapd.StartAsync();
        Assert.Same(Refused.DirectoryUnavailable, await App.SignInAsync("panne"));   // nobody waits for it yet
        App.Clock.Advance(TimeSpan.FromSeconds(31));
        await App.EnteredAsync("panne");
    }

    [SlapdFact]
    public async Task The_page_shows_what_would_become_of_somebody_and_changes_nothing()
    {
        await App.Slapd.AddAsync(SlapdFiles.Person("essai", "Essai Neuf"));
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((DirectoryView view) => view.TryAsync("essai", default))).Refusal);
        App.User.Grant(UserPermissions.Manage, Scope.All);

        var trial = (await App.RunAsync((DirectoryView view) => view.TryAsync("essai", default))).Value!;   // allowed
        Assert.Equal(("Essai Neuf", null, false), (trial.Person.DisplayName, trial.UserName, trial.MailTaken));
        Assert.Equal("directory-nobody", (await App.RunAsync((DirectoryView view) => view.TryAsync("*", default))).Refusal?.Code);
        Assert.Equal("", (await App.RunAsync((DirectoryView view) => view.ReadAsync(default))).Value!.Settings.BindPassword);   // allowed
        Assert.False(await App.WithDbAsync(db => db.Set<User>().AnyAsync(u => u.DisplayName == "Essai Neuf")));
    }

    private Task<List<string>> RolesAsync(User person) => App.WithDbAsync(db =>
        (from a in db.Set<RoleAssignment>() where a.UserId == person.Id join r in db.Set<Role>() on a.RoleId equals r.Id orderby r.Code select r.Code).ToListAsync());

    private async Task<Refusal?> ProveAsync(string proof) => (await App.RunAsync((ProveAgain use) => use.RunAsync(proof, default))).Refusal;

    private async Task ChooseAsync(FlagSetting setting, string value)
    {
        await App.WithDbAsync(db => db.Set<SettingValue>().Where(v => v.Code == setting.Code).ExecuteDeleteAsync());
        await App.SaveAsync(new SettingValue { Code = setting.Code, Value = value });
    }
}
