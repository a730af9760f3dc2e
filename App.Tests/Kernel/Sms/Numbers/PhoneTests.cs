using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sms.Numbers;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sms.Numbers;

/// <summary>A number is somebody's once he read a code from its telephone.</summary>
public sealed class PhoneTests : AppTests<SmsApp>
{
    public PhoneTests(SmsApp app) : base(app) => app.Gateway.Answers(200);

    [Fact]
    public async Task The_code_that_came_confirms_the_number_once()
    {
        var (person, number) = (await ActAsync(), SmsApp.NewNumber());

        Assert.Equal(number, (await RequestAsync($"0{number[4..]}")).Value);
        var code = App.CodeTo(number);
        Assert.Equal(number, (await App.RunAsync((GetPhone use) => use.RunAsync(default))).Value?.Pending);
        Assert.Null(await ConfirmAsync($" {code[..3]} {code[3..]} "));

        Assert.True(await App.LoadAsync<User>(person.Id) is { PhoneNumberConfirmed: true } kept && kept.PhoneNumber == number);
        Assert.Equal("sms-code-expired", (await ConfirmAsync(code))?.Code);
        Assert.Equal("phone-same", (await RequestAsync(number)).Refusal?.Fields.Single().Code);
    }

    [Fact]
    public async Task What_is_no_number_is_said_beside_the_field_and_nothing_is_sent()
    {
        await ActAsync();
        var before = App.Gateway.Requests.Count;

        Assert.Equal(("Phone", "phone-not-mobile"), (await RequestAsync("01 42 68 53 00")).Refusal?.Fields.Select(f => (f.Field, f.Code)).Single());

        Assert.Equal(before, App.Gateway.Requests.Count);
    }

    [Fact]
    public async Task Five_guesses_and_ten_minutes_are_all_there_is()
    {
        var (_, number) = (await ActAsync(), SmsApp.NewNumber());
        await RequestAsync(number);
        var code = App.CodeTo(number);
        var other = code == "000000" ? "000001" : "000000";

        var refusals = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ConfirmAsync(other)));

        Assert.Equal(5, refusals.Count(r => r?.Fields.Count == 1));
        Assert.Equal(15, refusals.Count(r => r?.Code == "sms-code-expired"));
        Assert.Equal("sms-code-expired", (await ConfirmAsync(code))?.Code);
        await RequestAsync(number);
        App.Clock.Advance(SmsCodes.NumberLifetime);
        Assert.Equal("sms-code-expired", (await ConfirmAsync(App.CodeTo(number)))?.Code);
    }

    [Fact]
    public async Task One_code_confirms_once_however_many_ask_at_the_same_moment()
    {
        var (_, number) = (await ActAsync(), SmsApp.NewNumber());
        await RequestAsync(number);
        var code = App.CodeTo(number);

        var refusals = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ConfirmAsync(code)));

        Assert.Single(refusals, r => r is null);
    }

    [Fact]
    public async Task Only_the_last_code_counts()
    {
        var (_, number) = (await ActAsync(), SmsApp.NewNumber());
        await RequestAsync(number);
        var first = App.CodeTo(number);
        await RequestAsync(number);
        var last = App.CodeTo(number);

        if (first != last) Assert.Equal("sms-code-wrong", (await ConfirmAsync(first))?.Fields.Single().Code);
        Assert.Null(await ConfirmAsync(last));
    }

    [Fact]
    public async Task Three_in_a_quarter_and_ten_a_day_even_at_the_same_moment()
    {
        await ActAsync();
        var sent = 0;
        foreach (var _ in Enumerable.Range(0, 5))
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RequestAsync(SmsApp.NewNumber())));
            sent += answers.Count(a => !a.Failed);
            Assert.True(answers.Count(a => !a.Failed) <= 3);
            Assert.All(answers.Where(a => a.Failed), a => Assert.Equal("sms-too-many", a.Refusal?.Code));
            App.Clock.Advance(TimeSpan.FromMinutes(15));
        }

        Assert.Equal(10, sent);
        App.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null((await RequestAsync(SmsApp.NewNumber())).Refusal);
    }

    [Fact]
    public async Task Nobody_s_telephone_is_rung_by_many_at_once()
    {
        var number = SmsApp.NewNumber();
        var sent = 0;
        foreach (var _ in Enumerable.Range(0, 4))
        {
            await ActAsync();
            var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RequestAsync(number)));
            sent += answers.Count(a => !a.Failed);
        }

        Assert.Equal((5, 5), (sent, App.SentTo(number)));
    }

    [Fact]
    public async Task A_gateway_that_is_down_is_said_and_counts_for_nothing()
    {
        var (_, number) = (await ActAsync(), SmsApp.NewNumber());
        App.Gateway.Answers(401);
        foreach (var _ in Enumerable.Range(0, 5)) Assert.Equal((RefusalKind.Unavailable, "sms-unavailable"), (await RequestAsync(number)).Refusal is { } r ? (r.Kind, r.Code) : default);

        App.Gateway.Answers(200);
        Assert.Null((await RequestAsync(number)).Refusal);
        App.Gateway.Answers(500);
        Assert.Equal("sms-put-off", (await RequestAsync(number)).Refusal?.Code);
        App.Gateway.Answers(400);
        Assert.Equal("sms-refused", (await RequestAsync(number)).Refusal?.Code);
        Assert.Equal("sms-too-many", (await RequestAsync(number)).Refusal?.Code);   // those may have been sent
    }

    [Fact]
    public async Task A_number_that_is_a_factor_is_changed_or_removed_by_its_owner_alone()
    {
        var person = await App.ProtectedAsync();
        var elsewhere = await App.ActAsAsync(person);
        await App.ActAsAsync(person);
        var number = SmsApp.NewNumber();
        await RequestAsync(number);
        App.Clock.Advance(CredentialChange.ProofLasts + TimeSpan.FromSeconds(1));

        Assert.Equal(CredentialRefusals.ProofNeeded, (await RequestAsync(SmsApp.NewNumber())).Refusal?.Code);
        Assert.Equal(CredentialRefusals.ProofNeeded, (await App.RunAsync((RemovePhone use) => use.RunAsync(default))).Refusal?.Code);
        Assert.Null((await App.RunAsync((SendProofCode use) => use.RunAsync(default))).Refusal);
        Assert.Null((await App.RunAsync((ProveAgain use) => use.RunAsync(App.CodeTo(person.PhoneNumber), default))).Refusal);
        await RequestAsync(number);
        Assert.Null(await ConfirmAsync(App.CodeTo(number)));

        Assert.NotNull((await App.LoadAsync<OpsFlux.Kernel.Accounts.Sessions.Session>(elsewhere.Id)).EndedAt);
        Assert.Single(await App.MailsAsync(person), m => m.Subject.Contains("autre numéro", StringComparison.Ordinal));
        Assert.Null((await App.RunAsync((RemovePhone use) => use.RunAsync(default))).Refusal);
        Assert.True(await App.LoadAsync<User>(person.Id) is { PhoneNumber: null, PhoneNumberConfirmed: false, SmsFactorAt: null });
        Assert.Single(await App.MailsAsync(person), m => m.Subject.Contains("n’est plus protégé", StringComparison.Ordinal));
        Assert.Equal("sms-no-number", (await App.RunAsync((RemovePhone use) => use.RunAsync(default))).Refusal?.Code);
    }

    [Fact]
    public async Task A_code_is_nowhere_kept_or_logged_as_it_was_sent()
    {
        var (person, number) = (await ActAsync(), SmsApp.NewNumber());
        await RequestAsync(number);
        var code = App.CodeTo(number);
        await ConfirmAsync(code);

        var rows = await App.WithDbAsync(db => db.Set<SmsCode>().Where(c => c.UserId == person.Id).ToListAsync());
        Assert.All(rows, row => Assert.Equal(32, row.Hash.Length));
        Assert.NotEqual(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(code)), rows[0].Hash);
        foreach (var secret in new[] { $" {code}", $"'{code}'", number, SmsApp.Key }) Assert.DoesNotContain(App.Log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Codes_go_after_two_days()
    {
        var (person, number) = (await ActAsync(), SmsApp.NewNumber());
        await RequestAsync(number);

        await App.RunAsync((PurgeSmsCodes job) => job.RunAsync(default));
        Assert.Equal(1, await CountAsync(person));
        App.Clock.Advance(TimeSpan.FromDays(2) + TimeSpan.FromSeconds(1));
        foreach (var _ in new[] { 1, 2 }) await App.RunAsync((PurgeSmsCodes job) => job.RunAsync(default));
        Assert.Equal(0, await CountAsync(person));
    }

    private async Task<User> ActAsync()
    {
        var person = await App.PersonAsync();
        await App.ActAsAsync(person);
        return person;
    }

    private Task<int> CountAsync(User person) => App.WithDbAsync(db => db.Set<SmsCode>().CountAsync(c => c.UserId == person.Id));

    private Task<Result<string>> RequestAsync(string number) => App.RunAsync((RequestPhoneCode use) => use.RunAsync(number, default));

    private async Task<Refusal?> ConfirmAsync(string code) => (await App.RunAsync((ConfirmPhone use) => use.RunAsync(code, default))).Refusal;
}
