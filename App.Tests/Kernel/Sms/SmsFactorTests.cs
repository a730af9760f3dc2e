using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Accounts.Passwords;
using OpsFlux.Kernel.Accounts.People.Editing;
using OpsFlux.Kernel.Accounts.People.Entering;
using OpsFlux.Kernel.Accounts.People.Listing;
using OpsFlux.Kernel.Accounts.People.Merging;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sms;
using OpsFlux.Kernel.Sms.Numbers;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sms;

/// <summary>Codes by SMS as a second factor: switched on by its owner, asked for at every door, good once.</summary>
public sealed class SmsFactorTests : AppTests<SmsApp>, IAsyncLifetime
{
    public SmsFactorTests(SmsApp app) : base(app) => app.Gateway.Answers(200);

    public Task InitializeAsync() => App.AllowAsync(true);

    public Task DisposeAsync() => App.AllowAsync(true);

    [Fact]
    public async Task Switching_on_takes_a_number_a_proof_and_the_organisation_s_leave()
    {
        var person = await App.PersonAsync();
        var elsewhere = await App.ActAsAsync(person);
        var here = await App.ActAsAsync(person);
        Assert.Equal("sms-no-number", (await OnAsync()).Refusal?.Code);
        await App.WithDbAsync(db => db.Set<User>().Where(u => u.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.PhoneNumber, SmsApp.NewNumber()).SetProperty(u => u.PhoneNumberConfirmed, true)));
        await App.AllowAsync(false);
        Assert.Equal("sms-not-offered", (await OnAsync()).Refusal?.Code);
        await App.AllowAsync(true);
        App.Clock.Advance(CredentialChange.ProofLasts + TimeSpan.FromSeconds(1));
        Assert.Equal(CredentialRefusals.ProofNeeded, (await OnAsync()).Refusal?.Code);
        await App.RunAsync((ProveAgain use) => use.RunAsync(SmsApp.Password, default));

        Assert.Equal(RecoveryCodes.Count, (await OnAsync()).Value?.Codes.Count);

        Assert.NotNull((await App.LoadAsync<Session>(elsewhere.Id)).EndedAt);
        Assert.True(await App.LoadAsync<Session>(here.Id) is { EndedAt: null, HasSecondFactor: true });
        Assert.Single(await App.MailsAsync(person), m => m.Subject.Contains("code par SMS", StringComparison.Ordinal));
        Assert.Equal("sms-factor-already", (await OnAsync()).Refusal?.Code);
        Assert.Null((await App.RunAsync((SwitchSmsFactor use) => use.OffAsync(default))).Refusal);
        Assert.Equal("sms-factor-none", (await App.RunAsync((SwitchSmsFactor use) => use.OffAsync(default))).Refusal?.Code);
        Assert.Equal(0, await App.WithDbAsync(db => db.Set<RecoveryCode>().CountAsync(c => c.UserId == person.Id)));
    }

    [Theory]
    [InlineData(SignInMethod.Password, false)]
    [InlineData(SignInMethod.Password, true)]
    [InlineData(SignInMethod.Directory, false)]
    [InlineData(SignInMethod.Link, false)]
    public async Task Every_door_asks_for_it_and_takes_the_code_that_was_sent(SignInMethod method, bool isApi)
    {
        var person = await App.ProtectedAsync();
        var how = SmsApp.Browser with { IsApi = isApi };
        var challenge = await App.ChallengeAsync(person, method, how);

        Assert.Null(await SendAsync(challenge, how));
        var code = App.CodeTo(person.PhoneNumber);
        Assert.Equal("second-factor-wrong", Code(await CompleteAsync(challenge, code == "000000" ? "000001" : "000000", how)));
        var entered = Assert.IsType<Entered>(await CompleteAsync(challenge, code, how));

        Assert.True(entered.Session is { HasSecondFactor: true, Owes: SessionDebt.Nothing });
    }

    [Fact]
    public async Task A_code_is_of_its_own_sign_in_and_good_for_five_minutes()
    {
        var person = await App.ProtectedAsync();
        var (mine, other) = (await App.ChallengeAsync(person), await App.ChallengeAsync(person));
        await SendAsync(mine);
        var code = App.CodeTo(person.PhoneNumber);

        Assert.Equal("second-factor-wrong", Code(await CompleteAsync(other, code)));
        App.Clock.Advance(SmsCodes.SignInLifetime);
        var late = await App.ChallengeAsync(person);
        Assert.Equal("challenge-expired", Code(await CompleteAsync(mine, code)));
        Assert.Equal("second-factor-wrong", Code(await CompleteAsync(late, code)));
        Assert.Equal("second-factor-wrong", Code(await CompleteAsync(late, "")));
    }

    [Fact]
    public async Task One_code_lets_in_once_however_many_use_it_at_the_same_moment()
    {
        var person = await App.ProtectedAsync();
        var challenge = await App.ChallengeAsync(person);
        await SendAsync(challenge);
        var code = App.CodeTo(person.PhoneNumber);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => CompleteAsync(challenge, code)));

        Assert.Single(answers, a => a is Entered);
    }

    [Fact]
    public async Task A_newer_message_makes_the_older_worthless()
    {
        var person = await App.ProtectedAsync();
        var challenge = await App.ChallengeAsync(person);
        await SendAsync(challenge);
        var first = App.CodeTo(person.PhoneNumber);
        await SendAsync(challenge);
        var last = App.CodeTo(person.PhoneNumber);

        if (first != last) Assert.Equal("second-factor-wrong", Code(await CompleteAsync(challenge, first)));
        Assert.IsType<Entered>(await CompleteAsync(challenge, last));
    }

    [Fact]
    public async Task Three_for_a_sign_in_and_six_an_hour_even_at_the_same_moment()
    {
        var person = await App.ProtectedAsync();
        var first = await App.ChallengeAsync(person);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(first)));
        Assert.Equal((3, 5), (answers.Count(a => a is null), answers.Count(a => a?.Code == "sms-too-many-here")));
        var others = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => App.ChallengeAsync(person)));
        var more = await Task.WhenAll(others.SelectMany(c => new[] { SendAsync(c), SendAsync(c) }));

        Assert.Equal((3, 5), (more.Count(a => a is null), more.Count(a => a?.Code == "sms-too-many")));
        Assert.Equal(6, App.SentTo(person.PhoneNumber));
        App.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(await SendAsync(await App.ChallengeAsync(person)));
    }

    [Fact]
    public async Task Guesses_rest_like_any_others()
    {
        var person = await App.ProtectedAsync();
        var answers = new List<string?>();
        foreach (var challenge in new[] { await App.ChallengeAsync(person), await App.ChallengeAsync(person) })
        {
            foreach (var _ in Enumerable.Range(0, 4)) answers.Add(Code(await CompleteAsync(challenge, "not-it")));
        }

        Assert.Equal(5, answers.Count(a => a == "second-factor-wrong"));
        Assert.Equal(3, answers.Count(a => a == "sign-in-throttled"));
    }

    [Fact]
    public async Task Whoever_may_not_is_told_the_same_whatever_the_reason()
    {
        var person = await App.ProtectedAsync();
        var challenge = await App.ChallengeAsync(person);
        var without = await App.PersonAsync(p => p.TotpSecret = "sealed");
        var unconfirmed = await App.PersonAsync(p => (p.TotpSecret, p.PhoneNumber, p.SmsFactorAt) = ("sealed", SmsApp.NewNumber(), App.Clock.Now));
        var answers = new List<Refusal?> { await SendAsync(await App.ChallengeAsync(without)), await SendAsync(await App.ChallengeAsync(unconfirmed)) };
        await App.AllowAsync(false);
        answers.Add(await SendAsync(challenge));
        await App.AllowAsync(true);
        await App.WithDbAsync(db => db.Set<User>().Where(u => u.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.IsActive, false)));
        answers.Add(await SendAsync(challenge));

        Assert.All(answers, a => Assert.Equal(SmsRefusals.NotOffered, a));
        Assert.Equal(0, App.SentTo(person.PhoneNumber));
        Assert.Equal("challenge-expired", (await SendAsync("forged"))?.Code);
        Assert.Equal("challenge-expired", (await SendAsync(challenge, SmsApp.Browser with { DeviceKey = DeviceKeys.New() }))?.Code);
    }

    [Fact]
    public async Task With_the_gateway_down_a_recovery_code_still_lets_in()
    {
        var person = await App.PersonAsync(p => (p.PhoneNumber, p.PhoneNumberConfirmed) = (SmsApp.NewNumber(), true));
        await App.ActAsAsync(person);
        var codes = (await OnAsync()).Value!.Codes;   // nothing stands in the way
        App.Gateway.Answers(403);
        var challenge = await App.ChallengeAsync(person);

        Assert.Equal("sms-unavailable", (await SendAsync(challenge))?.Code);

        Assert.IsType<Entered>(await CompleteAsync(challenge, codes[0]));
        Assert.Empty(await App.WithDbAsync(db => db.Set<SmsCode>().Where(c => c.UserId == person.Id).ToListAsync()));
    }

    [Fact]
    public async Task Not_allowed_any_more_it_is_no_factor_any_more()
    {
        var person = await App.ProtectedAsync();
        var role = CredentialsRole();
        await App.SaveAllAsync(role, new RoleAssignment { RoleId = role.Id, UserId = person.Id });
        await App.ChallengeAsync(person);

        await App.AllowAsync(false);

        var entered = Assert.IsType<Entered>(await App.RunAsync((Doorway door) => door.EnterAsync(person, SignInMethod.Password, SmsApp.Browser, default)));
        Assert.Equal(SessionDebt.EnrolSecondFactor, entered.Session.Owes);
    }

    [Fact]
    public async Task A_role_that_asks_for_a_factor_is_satisfied_and_keeps_the_last()
    {
        var person = await App.PersonAsync(p => (p.PhoneNumber, p.PhoneNumberConfirmed) = (SmsApp.NewNumber(), true));
        var session = await App.ActAsAsync(person);
        var role = CredentialsRole();
        await App.SaveAllAsync(role, new RoleAssignment { RoleId = role.Id, UserId = person.Id });
        Assert.Equal(SessionDebt.EnrolSecondFactor, (await App.LoadAsync<Session>(session.Id)).Owes);

        await OnAsync();

        Assert.Equal(SessionDebt.Nothing, (await App.LoadAsync<Session>(session.Id)).Owes);
        Assert.Equal(CredentialRefusals.FactorRequired, (await App.RunAsync((SwitchSmsFactor use) => use.OffAsync(default))).Refusal?.Code);
        Assert.Equal(CredentialRefusals.FactorRequired, (await App.RunAsync((RemovePhone use) => use.RunAsync(default))).Refusal?.Code);
        Assert.NotNull((await App.LoadAsync<User>(person.Id)).PhoneNumber);
    }

    [Fact]
    public async Task An_administrator_sees_it_and_takes_it_away()
    {
        var person = await App.ProtectedAsync();
        var challenge = await App.ChallengeAsync(person);
        await SendAsync(challenge);
        App.User.As(World.Alice).Grant(UserPermissions.View, Scope.All).Grant(UserPermissions.Manage, Scope.All);
        Assert.True((await App.RunAsync((GetUser use) => use.RunAsync(person.Id, default))).Value?.HasSecondFactor);
        Assert.Contains(person.Id, await WithFactorAsync());

        Assert.Null((await App.RunAsync((UserDoors use) => use.RemoveSecondFactorAsync(person.Id, default))).Refusal);

        Assert.True(await App.LoadAsync<User>(person.Id) is { SmsFactorAt: null, PhoneNumberConfirmed: true });
        Assert.DoesNotContain(person.Id, await WithFactorAsync());
        Assert.Equal("second-factor-wrong", Code(await CompleteAsync(challenge, App.CodeTo(person.PhoneNumber))));
        Assert.Equal(PeopleRefusals.NoSecondFactor, (await App.RunAsync((UserDoors use) => use.RemoveSecondFactorAsync(person.Id, default))).Refusal?.Code);
    }

    [Fact]
    public async Task The_number_goes_over_with_a_merge_and_the_factor_does_not()
    {
        var (gone, kept) = (await App.ProtectedAsync(), await App.PersonAsync());
        App.User.As(World.Alice).Grant(UserPermissions.Manage, Scope.All);

        Assert.Null((await App.RunAsync((MergeUsers use) => use.RunAsync(new() { GoneId = gone.Id, KeptId = kept.Id }, default))).Refusal);

        Assert.True(await App.LoadAsync<User>(kept.Id) is { PhoneNumberConfirmed: true, SmsFactorAt: null } stays && stays.PhoneNumber == gone.PhoneNumber);
        Assert.True(await App.LoadAsync<User>(gone.Id) is { PhoneNumber: null, PhoneNumberConfirmed: false, SmsFactorAt: null });
    }

    [Theory]
    [InlineData("fr", "jamais à personne")]
    [InlineData("en", "Never give it to anybody")]
    public async Task The_message_is_in_its_reader_s_language_says_whose_it_is_and_is_one(string language, string words)
    {
        using var mine = new InLanguage(language == "fr" ? "en" : "fr");
        var person = await App.ProtectedAsync(p => p.Language = language);
        await SendAsync(await App.ChallengeAsync(person));

        var text = System.Text.Json.JsonDocument.Parse(App.Gateway.Requests.Last(r => r.Body.Contains(person.PhoneNumber!, StringComparison.Ordinal)).Body).RootElement.GetProperty("message").GetString()!;   // ours has both

        Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.StartsWith((await App.RunAsync((OpsFlux.Kernel.Organisation.GetOrganisation use) => use.RunAsync(default))).Name, text, StringComparison.Ordinal);
        Assert.True(text.Length <= 160 && text.All(c => c is >= ' ' and <= '~' or 'é' or 'è' or 'à' or 'ù'), text);   // GSM 03.38: else a message has room for 70
        Assert.DoesNotContain('’', text);
    }

    [Fact]
    public async Task A_test_goes_to_one_s_own_number_and_is_for_administrators()
    {
        var person = await App.PersonAsync();
        await App.ActAsAsync(person);
        Assert.Equal(Refusal.Forbidden, (await TestAsync()).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((GetSmsStatus use) => use.RunAsync(default))).Refusal);
        App.User.Grant(SmsPermissions.ManageGateway, Scope.Structure);
        Assert.Equal(Refusal.Forbidden, (await TestAsync()).Refusal);
        App.User.Grant(SmsPermissions.ManageGateway, Scope.All);
        Assert.Equal("sms-no-number", (await TestAsync()).Refusal?.Code);
        await App.WithDbAsync(db => db.Set<User>().Where(u => u.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.PhoneNumber, SmsApp.NewNumber()).SetProperty(u => u.PhoneNumberConfirmed, true)));

        Assert.Equal(SmsVerdict.Accepted, (await TestAsync()).Value?.Verdict);

        var status = (await App.RunAsync((GetSmsStatus use) => use.RunAsync(default))).Value!;   // may see it
        Assert.True(status is { IsOn: true, Headers: ["X-Api-Key"], FactorAllowed: true, Counts.Accepted: > 0 });
        Assert.DoesNotContain(SmsApp.Key, System.Text.Json.JsonSerializer.Serialize(status), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_goes_five_times_in_ten_minutes_even_at_the_same_moment()
    {
        var person = await App.PersonAsync(p => (p.PhoneNumber, p.PhoneNumberConfirmed) = (SmsApp.NewNumber(), true));
        await App.ActAsAsync(person);
        App.User.Grant(SmsPermissions.ManageGateway, Scope.All);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TestAsync()));

        Assert.Equal((5, 3), (answers.Count(a => !a.Failed), answers.Count(a => a.Refusal is { Code: "tests-too-many", Arguments: [10] })));
        Assert.Equal(5, App.SentTo(person.PhoneNumber));
        App.Clock.Advance(TestLimit.Within);
        Assert.Null((await TestAsync()).Refusal);
    }

    [Fact]
    public async Task Who_has_it_proves_again_by_a_code_of_his_session_and_not_by_the_password()
    {
        var person = await App.ProtectedAsync();
        await App.ActAsAsync(person);
        App.Clock.Advance(CredentialChange.ProofLasts + TimeSpan.FromSeconds(1));
        Assert.Equal(CredentialRefusals.ProofWrong, Assert.Single((await ProveAsync(SmsApp.Password))!.Fields).Code);   // refused
        Assert.Equal(CredentialRefusals.ProofNeeded, (await OffAsync())?.Code);
        var challenge = await App.ChallengeAsync(person);
        await SendAsync(challenge);
        Assert.NotNull(await ProveAsync(App.CodeTo(person.PhoneNumber)));   // that one is of a sign-in

        Assert.Equal(person.PhoneNumber![^2..], (await App.RunAsync((SendProofCode use) => use.RunAsync(default))).Value);   // has one
        var code = App.CodeTo(person.PhoneNumber);
        Assert.Equal("second-factor-wrong", Code(await CompleteAsync(challenge, code)));
        Assert.Null(await ProveAsync(code));
        Assert.NotNull(await ProveAsync(code));

        Assert.Null(await OffAsync());
    }

    [Fact]
    public async Task A_new_password_is_no_proof_that_takes_the_factor_off()
    {
        var person = await App.ProtectedAsync();
        await App.ActAsAsync(person);
        App.Clock.Advance(CredentialChange.ProofLasts + TimeSpan.FromSeconds(1));

        Assert.Null((await App.RunAsync((ChangePassword use) => use.RunAsync(new() { Current = SmsApp.Password, Password = "onze zèbres calculent", Again = "onze zèbres calculent" }, default))).Refusal);

        Assert.Equal(CredentialRefusals.ProofNeeded, (await OffAsync())?.Code);
    }

    [Fact]
    public async Task What_the_gateway_could_not_take_is_given_back_to_the_sign_in()
    {
        var person = await App.ProtectedAsync();
        var challenge = await App.ChallengeAsync(person);
        App.Gateway.Answers(403);
        foreach (var _ in Enumerable.Range(0, 4)) Assert.Equal("sms-unavailable", (await SendAsync(challenge))?.Code);
        App.Gateway.Answers(200);

        Assert.Null(await SendAsync(challenge));
    }

    private static Role CredentialsRole() => new() { Code = $"strict-{Guid.CreateVersion7():n}", Name = "Strict", RequiresSecondFactor = true };

    private async Task<IEnumerable<Guid>> WithFactorAsync() =>
        (await App.RunAsync((ListUsers use) => use.RunAsync(UserFilter.Parse(ListQuery.Parse("?factor=yes&sort=-created")).Value!, 50, default))).Value!.Rows.Where(r => r.HasSecondFactor).Select(r => r.Id);   // a filter we know

    private Task<Result<NewCodes>> OnAsync() => App.RunAsync((SwitchSmsFactor use) => use.OnAsync(default));

    private async Task<Refusal?> OffAsync() => (await App.RunAsync((SwitchSmsFactor use) => use.OffAsync(default))).Refusal;

    private async Task<Refusal?> ProveAsync(string proof) => (await App.RunAsync((ProveAgain use) => use.RunAsync(proof, default))).Refusal;

    private Task<Result<SmsOutcome>> TestAsync() => App.RunAsync((SendTestSms use) => use.RunAsync(default));

    private async Task<Refusal?> SendAsync(string challenge, DoorRequest? how = null) => (await App.RunAsync((SendSignInCode use) => use.RunAsync(challenge, how ?? SmsApp.Browser, default))).Refusal;

    private Task<DoorAnswer> CompleteAsync(string challenge, string code, DoorRequest? how = null) => App.RunAsync((Doorway door) => door.CompleteAsync(challenge, code, how ?? SmsApp.Browser, default));

    private static string? Code(DoorAnswer answer) => (answer as Refused)?.Refusal.Code;
}
