using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Links;
using OpsFlux.Kernel.Accounts.People.Entering;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Mail;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.Links;

public sealed partial class AccountLinkTests(CredentialsApp app) : AppTests<CredentialsApp>(app)
{
    private const string New = "quatre tortues dansent";

    [Fact]
    public async Task An_invitation_lasts_a_week_and_lets_its_reader_in()
    {
        var person = await App.PersonAsync(p => p.PasswordHash = null);
        App.User.Grant(UserPermissions.Manage, Scope.All);

        Assert.Null((await InviteAsync(person.Id))?.Code);
        var token = await TokenAsync(person);
        App.Clock.Advance(TimeSpan.FromDays(6.9));
        var offer = (await App.RunAsync((SetPasswordByLink use) => use.LookAsync(token, default))).Value;
        Assert.Null((await SetAsync(token)).Refusal);

        Assert.Equal(new LinkOffer(person.UserName!, person.DisplayName, LinkPurpose.Invitation), offer);    // has a name
        Assert.True((await App.LoadAsync<User>(person.Id)).EmailConfirmed);
        Assert.IsType<Entered>(await App.RunAsync((SignIn door) => door.RunAsync(person.UserName!, New, CredentialsApp.Browser, default)));    // has a name
    }

    [Fact]
    public async Task Twenty_at_once_with_one_link_set_one_password()
    {
        var person = await App.PersonAsync();
        await RequestAsync(person.Email!);    // has one
        var token = await TokenAsync(person);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SetAsync(token)));

        Assert.Single(answers, a => !a.Failed);
        Assert.All(answers.Where(a => a.Failed), a => Assert.Equal(CredentialRefusals.LinkUsed, a.Refusal?.Code));
    }

    [Fact]
    public async Task A_password_set_by_link_ends_all_sessions_and_voids_other_links()
    {
        var person = await App.PersonAsync();
        var session = await App.ActAsAsync(person);
        await RequestAsync(person.UserName!);    // has one
        var token = await TokenAsync(person);

        Assert.Equal(PasswordFlaws.TooShort, (await SetAsync(token, "court")).Refusal?.Fields.Single().Code);    // uses nothing up
        Assert.Null((await SetAsync(token)).Refusal);

        Assert.Equal(SessionEnd.CredentialsChanged, (await App.LoadAsync<Session>(session.Id)).EndedBy);
        Assert.Equal(0, await App.WithDbAsync(db => db.Set<AccountLink>().CountAsync(l => l.UserId == person.Id && l.UsedAt == null)));
    }

    [Fact]
    public async Task A_password_set_by_link_gives_no_new_guesses_at_the_second_factor()
    {
        var person = await App.PersonAsync();
        var stranger = CredentialsApp.Browser with { DeviceKey = null };
        Task<SignInAttempt> GuessAsync() => App.RunAsync((SignInThrottle throttle) => throttle.BeginAsync("code", person.Id, "", stranger, default));
        for (var i = 0; i < 5; i++) Assert.Null((await GuessAsync()).BlockedFor);
        await RequestAsync(person.Email!);    // has one

        Assert.Null((await SetAsync(await TokenAsync(person))).Refusal);

        Assert.NotNull((await GuessAsync()).BlockedFor);
    }

    [Fact]
    public async Task Each_dead_link_says_what_became_of_it()
    {
        var person = await App.PersonAsync();
        await RequestAsync(person.Email!);    // has one
        var first = await TokenAsync(person);
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await RequestAsync(person.Email!);
        var second = await TokenAsync(person);

        Assert.Equal(CredentialRefusals.LinkReplaced, (await LookAsync(first))?.Code);
        Assert.Null(await LookAsync(second));
        App.Clock.Advance(AccountLinks.ResetLasts);
        Assert.Equal(CredentialRefusals.LinkExpired, (await LookAsync(second))?.Code);
        Assert.Equal(CredentialRefusals.LinkExpired, (await SetAsync(second)).Refusal?.Code);
        Assert.Equal(CredentialRefusals.LinkUnknown, (await LookAsync("forged"))?.Code);
        Assert.Equal(CredentialRefusals.LinkUnknown, (await LookAsync(new string('A', 43)))?.Code);
    }

    [Fact]
    public async Task The_answer_is_the_same_for_everybody_and_the_mail_for_those_who_may()
    {
        var (known, inactive, directory) = (await App.PersonAsync(), await App.PersonAsync(p => p.IsActive = false), await App.PersonAsync(p => p.DirectoryName = p.UserName));

        foreach (var name in new[] { known.Email!, "nobody@exemple.fr", inactive.Email!, directory.Email!, "", "nul\0" }) Assert.Null((await RequestAsync(name)).Refusal);    // all have one

        var mail = Assert.Single(await App.MailsAsync(known));
        Assert.True(mail is { IsSecret: true, Priority: MailPriority.Urgent });
        Assert.Empty(await App.MailsAsync(inactive));
        Assert.Empty(await App.MailsAsync(directory));
    }

    [Fact]
    public async Task Nobodys_mailbox_is_flooded()
    {
        var person = await App.PersonAsync();

        foreach (var _ in Enumerable.Range(0, 8)) Assert.Null((await RequestAsync(person.Email!)).Refusal);    // has one

        Assert.InRange((await App.MailsAsync(person)).Count, 1, 5);
    }

    [Fact]
    public async Task An_administrator_sends_links_within_his_reach_and_where_they_make_sense()
    {
        var (person, inactive, directory, silent) = (
            await App.PersonAsync(), await App.PersonAsync(p => p.IsActive = false), await App.PersonAsync(p => p.DirectoryName = p.UserName),
            await App.PersonAsync(p => (p.Email, p.NormalizedEmail) = (null, null)));

        Assert.Equal("forbidden", (await InviteAsync(person.Id))?.Code);
        App.User.Grant(UserPermissions.Manage, Scope.Structure, Guid.CreateVersion7());
        Assert.Equal("not-found", (await InviteAsync(person.Id))?.Code);
        App.User.Grant(UserPermissions.Manage, Scope.All);

        Assert.Null(await InviteAsync(person.Id));
        Assert.Equal(PeopleRefusals.IsInactive, (await InviteAsync(inactive.Id))?.Code);
        Assert.Equal(PeopleRefusals.InDirectory, (await InviteAsync(directory.Id))?.Code);
        Assert.Equal(PeopleRefusals.NoEmail, (await InviteAsync(silent.Id))?.Code);
    }

    [Fact]
    public async Task Old_links_are_purged_and_the_second_time_finds_none()
    {
        var person = await App.PersonAsync();
        await RequestAsync(person.Email!);    // has one
        App.Clock.Advance(TimeSpan.FromDays(31));

        Assert.NotEqual("0", (await PurgeAsync()).Arguments[0]);
        Assert.Equal("0", (await PurgeAsync()).Arguments[0]);
    }

    [GeneratedRegex(@"/set-password\?token=([\w-]+)")]
    private static partial Regex Link();

    private async Task<string> TokenAsync(User person) => Link().Match((await App.MailsAsync(person))[^1].Text).Groups[1].Value;

    private Task<OpsFlux.Kernel.Results.Result> RequestAsync(string name) => App.RunAsync((RequestPasswordReset use) => use.RunAsync(name, CredentialsApp.Browser, default));

    private Task<OpsFlux.Kernel.Results.Result<User>> SetAsync(string token, string password = New) =>
        App.RunAsync((SetPasswordByLink use) => use.RunAsync(token, new() { Password = password, Again = password }, "198.51.100.7", default));

    private async Task<OpsFlux.Kernel.Results.Refusal?> LookAsync(string token) => (await App.RunAsync((SetPasswordByLink use) => use.LookAsync(token, default))).Refusal;

    private async Task<OpsFlux.Kernel.Results.Refusal?> InviteAsync(Guid person) => (await App.RunAsync((SendUserLink use) => use.MailAsync(person, default))).Refusal;

    private Task<OpsFlux.Kernel.Jobs.JobOutcome> PurgeAsync() => App.RunAsync((PurgeAccountLinks job) => job.RunAsync(default));
}
