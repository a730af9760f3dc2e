using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Accounts.People.Entering;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Audit;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.SecondFactor;

public sealed class AuthenticatorTests(CredentialsApp app) : AppTests<CredentialsApp>(app)
{
    [Fact]
    public async Task Setting_up_gives_ten_codes_ends_other_sessions_and_is_told_and_audited()
    {
        var person = await App.PersonAsync();
        var elsewhere = await App.ActAsAsync(person);
        var here = await App.ActAsAsync(person);

        var (_, codes) = await App.EnrolAsync();

        Assert.Equal(10, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Matches("^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$", code));
        Assert.NotNull((await App.LoadAsync<Session>(elsewhere.Id)).EndedAt);
        Assert.True(await App.LoadAsync<Session>(here.Id) is { EndedAt: null, HasSecondFactor: true });
        Assert.Contains(await App.MailsAsync(person), m => m.Subject.Contains("authentification", StringComparison.Ordinal));
        var stored = (await App.LoadAsync<User>(person.Id)).TotpSecret;
        Assert.True(stored?.Length > 100, "the secret is sealed");
        var id = person.Id.ToString();
        Assert.True(await App.WithDbAsync(db => db.Set<AuditEntry>().AnyAsync(a => a.SubjectId == id && a.Detail == "authenticator-added" && a.ActorId == person.Id)));
    }

    [Fact]
    public async Task A_wrong_first_code_a_foreign_or_old_ticket_and_a_second_application_are_refused()
    {
        var person = await App.PersonAsync();
        await App.ActAsAsync(person);
        var begun = (await App.RunAsync((EnrolAuthenticator use) => use.BeginAsync(default))).Value!;    // nothing stands in the way
        var right = App.CodeOf(Base32.Decode(begun.Secret)!);    // as it was made

        Assert.Equal("second-factor-wrong", (await ConfirmAsync(begun.Ticket, right == "000000" ? "000001" : "000000"))?.Fields.Single().Code);
        Assert.Equal(CredentialRefusals.EnrolmentExpired, (await ConfirmAsync("forged", right))?.Code);
        await App.ActAsAsync(await App.PersonAsync());
        Assert.Equal(CredentialRefusals.EnrolmentExpired, (await ConfirmAsync(begun.Ticket, right))?.Code);

        await App.EnrolAsync();
        Assert.Equal(CredentialRefusals.AlreadyEnrolled, (await App.RunAsync((EnrolAuthenticator use) => use.BeginAsync(default))).Refusal?.Code);
    }

    [Fact]
    public async Task Whoever_finds_an_open_session_has_to_prove_who_he_is()
    {
        var person = await App.PersonAsync();
        await App.ActAsAsync(person);
        App.Clock.Advance(CredentialChange.ProofLasts + TimeSpan.FromSeconds(1));

        Assert.Equal(CredentialRefusals.ProofNeeded, (await App.RunAsync((EnrolAuthenticator use) => use.BeginAsync(default))).Refusal?.Code);
        Assert.Equal(CredentialRefusals.ProofWrong, (await App.RunAsync((ProveAgain use) => use.RunAsync("not it", default))).Refusal?.Fields.Single().Code);
        Assert.Null((await App.RunAsync((ProveAgain use) => use.RunAsync(CredentialsApp.Password, default))).Refusal);

        Assert.Null((await App.RunAsync((EnrolAuthenticator use) => use.BeginAsync(default))).Refusal);
    }

    [Fact]
    public async Task With_an_application_the_password_alone_proves_nothing()
    {
        var person = await App.PersonAsync();
        await App.ActAsAsync(person);
        var (secret, _) = await App.EnrolAsync();

        Assert.NotNull((await App.RunAsync((ProveAgain use) => use.RunAsync(CredentialsApp.Password, default))).Refusal);
        Assert.Null((await App.RunAsync((ProveAgain use) => use.RunAsync(App.CodeOf(secret), default))).Refusal);
    }

    [Fact]
    public async Task A_code_counts_once_however_many_instances_are_asked_at_once()
    {
        var person = await App.PersonAsync();
        await App.ActAsAsync(person);
        var (secret, _) = await App.EnrolAsync();
        var enrolled = await App.LoadAsync<User>(person.Id);
        var code = App.CodeOf(secret);

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => App.VerifyAsync(enrolled, code)));

        Assert.Single(verdicts, true);
        Assert.False(await App.VerifyAsync(enrolled, code));
        App.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True(await App.VerifyAsync(enrolled, App.CodeOf(secret)));
    }

    [Fact]
    public async Task A_recovery_code_counts_once_in_any_spelling_and_its_use_is_told()
    {
        var person = await App.PersonAsync();
        await App.ActAsAsync(person);
        var (_, codes) = await App.EnrolAsync();
        var enrolled = await App.LoadAsync<User>(person.Id);

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => App.VerifyAsync(enrolled, codes[0].ToLowerInvariant().Replace("-", " "))));

        Assert.Single(verdicts, true);
        Assert.Single(await App.MailsAsync(person), m => m.Subject.Contains("code de secours", StringComparison.Ordinal));
        Assert.False(await App.VerifyAsync(await App.PersonAsync(), codes[1]));    // another's
    }

    [Fact]
    public async Task New_recovery_codes_replace_the_old()
    {
        var person = await App.PersonAsync();
        await App.ActAsAsync(person);
        Assert.Equal(CredentialRefusals.NotEnrolled, (await App.RunAsync((RenewRecoveryCodes use) => use.RunAsync(default))).Refusal?.Code);
        var (_, old) = await App.EnrolAsync();
        var enrolled = await App.LoadAsync<User>(person.Id);

        var renewed = (await App.RunAsync((RenewRecoveryCodes use) => use.RunAsync(default))).Value!;    // has a factor, fresh

        Assert.False(await App.VerifyAsync(enrolled, old[0]));
        Assert.True(await App.VerifyAsync(enrolled, renewed.Codes[0]));
        App.Clock.Advance(CredentialChange.ProofLasts);
        Assert.Equal(CredentialRefusals.ProofNeeded, (await App.RunAsync((RenewRecoveryCodes use) => use.RunAsync(default))).Refusal?.Code);
    }

    [Fact]
    public async Task The_last_factor_stays_while_a_role_asks_for_one()
    {
        var person = await App.PersonAsync();
        await App.ActAsAsync(person);
        await App.EnrolAsync();
        var role = CredentialsApp.Strict();
        var held = new RoleAssignment { RoleId = role.Id, UserId = person.Id };
        await App.SaveAllAsync(role, held);

        Assert.Equal(CredentialRefusals.FactorRequired, (await App.RunAsync((RemoveAuthenticator use) => use.RunAsync(default))).Refusal?.Code);
        await App.WithDbAsync(db => db.Set<RoleAssignment>().Where(a => a.Id == held.Id).ExecuteDeleteAsync());
        Assert.Null((await App.RunAsync((RemoveAuthenticator use) => use.RunAsync(default))).Refusal);

        Assert.Null((await App.LoadAsync<User>(person.Id)).TotpSecret);
        Assert.Equal(0, await App.WithDbAsync(db => db.Set<RecoveryCode>().CountAsync(c => c.UserId == person.Id)));
        Assert.Equal(CredentialRefusals.NotEnrolled, (await App.RunAsync((RemoveAuthenticator use) => use.RunAsync(default))).Refusal?.Code);
    }

    [Fact]
    public async Task A_role_that_asks_for_a_factor_is_owed_at_once_and_settled_by_setting_one_up()
    {
        var person = await App.PersonAsync();
        var session = await App.ActAsAsync(person);
        var role = CredentialsApp.Strict();

        await App.SaveAllAsync(role, new RoleAssignment { RoleId = role.Id, UserId = person.Id });

        Assert.Equal(SessionDebt.EnrolSecondFactor, (await App.LoadAsync<Session>(session.Id)).Owes);
        await App.EnrolAsync();
        Assert.Equal(SessionDebt.Nothing, (await App.LoadAsync<Session>(session.Id)).Owes);
    }

    [Theory]
    [InlineData(SignInMethod.Password, false)]
    [InlineData(SignInMethod.Password, true)]
    [InlineData(SignInMethod.Directory, false)]
    [InlineData(SignInMethod.Link, false)]
    public async Task Every_door_asks_for_it(SignInMethod method, bool isApi)
    {
        var person = await App.PersonAsync();
        await App.ActAsAsync(person);
        var (secret, codes) = await App.EnrolAsync();
        var how = CredentialsApp.Browser with { IsApi = isApi };

        var asked = Assert.IsType<SecondFactorAsked>(await App.RunAsync((Doorway door) => door.EnterAsync(person, method, how, default)));
        var refused = Assert.IsType<Refused>(await App.RunAsync((Doorway door) => door.CompleteAsync(asked.Challenge, "000000", how, default)));
        var entered = Assert.IsType<Entered>(await App.RunAsync((Doorway door) => door.CompleteAsync(asked.Challenge, isApi ? codes[0] : App.CodeOf(secret), how, default)));

        Assert.Equal("second-factor-wrong", refused.Refusal.Code);
        Assert.True(entered.Session is { HasSecondFactor: true, Owes: SessionDebt.Nothing });
    }

    [Fact]
    public async Task An_administrator_takes_lost_factors_away_within_his_reach_and_never_his_own()
    {
        var person = await App.PersonAsync();
        var session = await App.ActAsAsync(person);
        await App.EnrolAsync();
        App.User.As(World.Alice);

        Assert.Equal("forbidden", (await ResetAsync(person.Id))?.Code);
        App.User.Grant(UserPermissions.Manage, Scope.Structure, Guid.CreateVersion7());
        Assert.Equal("not-found", (await ResetAsync(person.Id))?.Code);
        App.User.Grant(UserPermissions.Manage, Scope.All);
        Assert.Null(await ResetAsync(person.Id));

        Assert.Null((await App.LoadAsync<User>(person.Id)).TotpSecret);
        Assert.NotNull((await App.LoadAsync<Session>(session.Id)).EndedAt);
        Assert.Equal(PeopleRefusals.NoSecondFactor, (await ResetAsync(person.Id))?.Code);
    }

    private async Task<OpsFlux.Kernel.Results.Refusal?> ConfirmAsync(string ticket, string code) => (await App.RunAsync((EnrolAuthenticator use) => use.ConfirmAsync(ticket, code, default))).Refusal;

    private async Task<OpsFlux.Kernel.Results.Refusal?> ResetAsync(Guid person) => (await App.RunAsync((UserDoors use) => use.RemoveSecondFactorAsync(person, default))).Refusal;
}
