using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.People.Editing;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.Refused;
using OpsFlux.Kernel.Mail.Smtp;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail.Refused;

/// <summary>An address that the server refuses for good is flagged once, and its owner told where he can read it.</summary>
public sealed class RefusedAddressTests(MailApp app) : MailTests(app)
{
    [Fact]
    public async Task One_attempt_the_address_flagged_its_owner_told_once()
    {
        var person = await PersonAsync("gone1@x.example");
        App.Server.SaysOf["gone1@x.example"] = "550 5.1.1 user unknown";
        var (first, second) = (await QueueAsync("gone1@x.example"), await QueueAsync("gone1@x.example"));

        await App.SendAsync();

        Assert.Equal((MailState.Failed, 1), ((await LoadAsync(first)).State, (await LoadAsync(first)).Attempts));
        Assert.Equal((MailState.Failed, 1), ((await LoadAsync(second)).State, (await LoadAsync(second)).Attempts));
        Assert.Equal(["gone1@x.example"], await AmongAsync("gone1@x.example", "Other@x.example"));
        Assert.Equal(["gone1@x.example"], await AmongAsync("GONE1@x.example"));
        var told = Assert.Single(await ToldAsync(person));
        Assert.Equal(("Notify.MailRefused", "/profile"), (told.Text, told.Href));
        App.User.As(person);
        Assert.Equal("550 5.1.1 user unknown", (await App.RunAsync((GetMailRefusal use) => use.RunAsync(person.Id, default))).Value?.Answer);
    }

    [Theory]
    [InlineData("552 5.2.2 mailbox full")]
    [InlineData("451 4.3.0 later")]
    [InlineData("554 5.7.1 relay access denied")]
    [InlineData("554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.example")]
    [InlineData("550 5.4.5 Daily user sending limit exceeded")]
    [InlineData("550 5.7.1 you are not welcome here")]
    [InlineData("550 5.1.8 domain of the sender not found")]
    [InlineData("554 no")]
    [InlineData("500 what")]
    [InlineData("501 syntax")]
    [InlineData("503 not now")]
    public async Task What_is_no_matter_of_the_address_does_not_flag_it(string answer)
    {
        App.Server.SaysOf["full@x.example"] = answer;
        await QueueAsync("full@x.example");

        await App.SendAsync();

        Assert.Empty(await AmongAsync("full@x.example"));
    }

    [Theory]
    [InlineData("551 moved away")]
    [InlineData("553 no such mailbox")]
    [InlineData("556 5.1.10 accepts no mail")]
    public async Task What_says_that_the_address_is_wrong_flags_it(string answer)
    {
        App.Server.SaysOf["wrong@x.example"] = answer;
        await QueueAsync("wrong@x.example");

        await App.SendAsync();

        Assert.Equal(["wrong@x.example"], await AmongAsync("wrong@x.example"));
    }

    [Fact]
    public async Task A_process_that_died_before_the_flag_tells_nobody_twice()
    {
        var person = await PersonAsync("gone2@x.example");
        var mail = await QueueAsync("gone2@x.example");
        var outcome = new SmtpOutcome(SmtpVerdict.Refused, "550 5.1.1 user unknown") { IsAddressRefused = true };
        await NoteAsync(mail, outcome);
        await App.SqlAsync("delete from kernel.mail_refusals");

        await NoteAsync(mail, outcome);

        Assert.Single(await ToldAsync(person));
        Assert.Equal(["gone2@x.example"], await AmongAsync("gone2@x.example"));
    }

    [Fact]
    public async Task A_mail_that_is_taken_lifts_it()
    {
        App.Server.SaysOf["back@x.example"] = "550 5.1.1 user unknown";
        await QueueAsync("back@x.example");
        await App.SendAsync();
        App.Server.SaysOf.Clear();
        await QueueAsync("back@x.example");    // a mail about the account

        await App.SendAsync();

        Assert.Empty(await AmongAsync("back@x.example"));
    }

    [Fact]
    public async Task Another_address_lifts_it()
    {
        var person = await PersonAsync("former@x.example");
        App.Server.SaysOf["former@x.example"] = "550 5.1.1 user unknown";
        await QueueAsync("former@x.example");
        await App.SendAsync();
        App.User.Grant(UserPermissions.View, Scope.All).Grant(UserPermissions.Manage, Scope.All);
        var details = (await App.RunAsync((GetUser use) => use.RunAsync(person.Id, default))).Value!;   // allowed above
        Assert.NotNull((await App.RunAsync((GetMailRefusal use) => use.RunAsync(person.Id, default))).Value);

        var saved = await App.RunAsync((SaveUser use) => use.RunAsync(
            new() { Id = person.Id, Stamp = details.Stamp, DisplayName = person.DisplayName, Email = "new@x.example", StructureId = person.StructureId, Language = "fr" }, default));

        Assert.Null(saved.Refusal);
        Assert.Empty(await AmongAsync("former@x.example", "new@x.example"));
        Assert.Null((await App.RunAsync((GetMailRefusal use) => use.RunAsync(person.Id, default))).Value);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Nobody_is_told_of_another_s_address_without_the_permission()
    {
        var person = await PersonAsync("private@x.example");
        await App.SaveAsync(new MailRefusal { Address = "private@x.example", Since = App.Clock.Now, Answer = "550 5.1.1 user unknown" });

        Assert.Null((await App.RunAsync((GetMailRefusal use) => use.RunAsync(person.Id, default))).Value);
    }

    private Task NoteAsync(MailMessage mail, SmtpOutcome outcome) => App.RunAsync(async (RefusedAddresses refused) =>
    {
        await refused.NoteAsync(mail, outcome, default);
        return true;
    });

    private Task<User> PersonAsync(string address) => App.SaveAsync(Make.User(email: address));

    private Task<IReadOnlySet<string>> AmongAsync(params string[] addresses) => App.WithDbAsync(db => MailRefusals.AmongAsync(db, addresses, default));

    private Task<List<Notification>> ToldAsync(User person) => App.WithDbAsync(db => db.Set<Notification>().Where(n => n.UserId == person.Id).ToListAsync());
}
