using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.UseCases;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail.Sending;

/// <summary>The dead letters: administrators hear of them, and deal with many at once.</summary>
public sealed class MailFailuresTests(MailApp app) : MailTests(app)
{
    [Fact]
    public async Task However_many_fail_administrators_are_told_once_an_hour_and_how_many()
    {
        var administrator = Make.User();
        await App.SaveAllAsync(administrator, new Grant { UserId = administrator.Id, Permission = MailPermissions.Manage, Scope = Scope.All });
        await FailAsync(3);
        Assert.Empty(await ToldAsync(administrator));    // another instance may still be writing one of this minute
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await App.SendAsync();
        await FailAsync(2);
        Assert.Equal(["3"], await ToldAsync(administrator));
        await App.SqlAsync("update kernel.mail_queue_state set failures_told_at = null");   // as if it had died before the mark moved
        await App.SendAsync();
        Assert.Equal(["3"], await ToldAsync(administrator));

        App.Clock.Advance(TimeSpan.FromHours(1));
        await Task.WhenAll(App.SendAsync(), App.SendAsync());
        Assert.Equal(["3", "2"], await ToldAsync(administrator));

        App.Clock.Advance(TimeSpan.FromHours(2));
        await App.SendAsync();
        Assert.Equal(2, (await ToldAsync(administrator)).Count);
    }

    [Fact]
    public async Task A_selection_says_beforehand_what_can_be_sent_again()
    {
        App.User.Grant(MailPermissions.View, Scope.All).Grant(MailPermissions.Manage, Scope.All);
        var (failed, sent) = (await QueueAsync(state: MailState.Failed), await QueueAsync(state: MailState.Sent));
        var secret = await QueueAsync(state: MailState.Failed);
        await App.SqlAsync($"update kernel.mails set is_secret = true where id = '{secret.Id}'");

        var sorted = (await App.RunAsync((SortSelectedMails use) => use.RunAsync([failed.Id, sent.Id, secret.Id], MailAct.Retry, default))).Value!;   // allowed above

        Assert.Equal([failed.Id], sorted.Fit);
        Assert.Equal((1, 1), (sorted.Secret, sorted.Other));
        Assert.Equal(2, (await App.RunAsync((ListMails use) => use.CountAsync(default))).Value!.Dead);
        Assert.Null((await App.RunAsync((DiscardMail use) => use.RunAsync(secret.Id, default))).Refusal);
        Assert.Equal("mail-not-failed", (await App.RunAsync((DiscardMail use) => use.RunAsync(sent.Id, default))).Refusal?.Code);
        Assert.Equal([failed.Id], (await App.RunAsync((ListMails use) => use.RunAsync(new() { View = MailView.Dead }, 50, default))).Value!.Rows.Select(r => r.Id));
    }

    private async Task FailAsync(int count)
    {
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        foreach (var i in Enumerable.Range(0, count))
        {
            App.Server.SaysOf[$"n{i}@x.example"] = "550 no";
            await QueueAsync($"n{i}@x.example");
        }

        await App.SendAsync();
    }

    private Task<List<string>> ToldAsync(User person) => App.WithDbAsync(db => db.Set<Notification>().Where(n => n.UserId == person.Id).OrderBy(n => n.CreatedAt).Select(n => n.Arguments[0]).ToListAsync());
}
