using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.Composing;
using OpsFlux.Kernel.Mail.UseCases;
using OpsFlux.Tests.Kernel.Mail;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts;

public sealed class AccountMailTests(MailApp app) : MailTests(app)
{
    private static readonly AccountMail Link = new() { Headline = "SignInMail.Headline", ActionText = "SignInMail.Action", ActionPath = "/links/abc123", IsSecret = true };

    [Theory]
    [InlineData(null, new[] { true, false })]
    [InlineData("always", new[] { true, true })]
    [InlineData("never", new[] { false, false })]
    public async Task Its_owner_is_told_of_a_sign_in_as_the_organisation_chose(string? chosen, bool[] told)
    {
        if (chosen is not null) await App.SqlAsync($"insert into kernel.setting_values (id, code, value) values (gen_random_uuid(), 'Accounts.SignInMail', '{chosen}')");
        var person = await PersonAsync();
        var browser = new DoorRequest { DeviceKey = DeviceKeys.New(), IpAddress = "198.51.100.7", UserAgent = "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0" };

        foreach (var expected in told)
        {
            await App.SqlAsync("delete from kernel.mails");
            await App.RunAsync((Doorway door) => door.EnterAsync(person, SignInMethod.Password, browser, default));
            Assert.Equal(expected, (await App.MailsAsync()).Count == 1);
        }

        await App.SqlAsync("delete from kernel.setting_values where code = 'Accounts.SignInMail'");
    }

    [Fact]
    public async Task The_mail_says_when_from_where_with_what_and_what_to_do_in_the_readers_language_and_zone()
    {
        var person = await PersonAsync(p => (p.Language, p.ZoneId) = ("en", "Asia/Tokyo"));

        await App.RunAsync((Doorway door) => door.EnterAsync(
            person, SignInMethod.Password, new() { DeviceKey = DeviceKeys.New(), IpAddress = "198.51.100.7", UserAgent = "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0" }, default));

        var mail = Assert.Single(await App.MailsAsync());
        Assert.Equal("[OpsFlux] Sign-in from a new device", mail.Subject);
        foreach (var said in new[] { "18:00", "Asia/Tokyo", "Firefox · Windows", "198.51.100.7", "https://desk.exemple.fr/profile/sessions" }) Assert.Contains(said, mail.Text, StringComparison.Ordinal);
        Assert.Contains("Firefox", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_secret_mail_says_is_sent_shown_to_nobody_and_then_gone()
    {
        var mail = await QueueLinkAsync();
        App.User.Grant(MailPermissions.View, Scope.All).Grant(MailPermissions.Manage, Scope.All);

        Assert.Contains("/links/abc123", mail.Text, StringComparison.Ordinal);
        var shown = (await App.RunAsync((GetMail get) => get.RunAsync(mail.Id, default))).Value!;
        Assert.Equal(("", ""), (shown.Mail.Text, shown.Mail.Html));
        var before = App.Server.Taken.Count;
        await App.SendAsync();

        Assert.Contains("abc123", string.Join("\n", App.Server.Taken.Skip(before).Select(m => m.Content)), StringComparison.Ordinal);
        var sent = await LoadAsync(mail);
        Assert.Equal((MailState.Sent, "", ""), (sent.State, sent.Text, sent.Html));
    }

    [Fact]
    public async Task A_cancelled_one_says_nothing_either_and_a_failed_one_cannot_be_sent_again()
    {
        App.User.Grant(MailPermissions.View, Scope.All).Grant(MailPermissions.Manage, Scope.All);
        var (cancelled, failed) = (await QueueLinkAsync(), await QueueLinkAsync());

        await App.RunAsync((CancelMail cancel) => cancel.RunAsync(cancelled.Id, default));
        Assert.Equal("", (await LoadAsync(cancelled)).Text);
        await App.SqlAsync($"update kernel.mails set state = 'Failed' where id = '{failed.Id}'");
        Assert.Equal("mail-not-failed", (await App.RunAsync((RetryMail retry) => retry.RunAsync(failed.Id, default))).Refusal?.Code);
    }

    private async Task<MailMessage> QueueLinkAsync()
    {
        var person = await PersonAsync();
        await using var scope = App.Services.CreateAsyncScope();
        var mails = scope.ServiceProvider.GetRequiredService<AccountMails>();
        await App.WithDbAsync(async db =>
        {
            Assert.True(await mails.AddAsync(db, person, Link, default));
            return await db.SaveChangesAsync();
        });
        return await App.WithDbAsync(db => db.Set<MailMessage>().AsNoTracking().SingleAsync(m => m.RecipientId == person.Id));
    }

    private Task<User> PersonAsync(Action<User>? change = null)
    {
        var person = Make.User(email: $"{Guid.CreateVersion7():n}@exemple.fr");
        change?.Invoke(person);
        return App.SaveAsync(person);
    }
}
