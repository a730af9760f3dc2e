using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.Sending;
using OpsFlux.Tests.Kernel.Mail.Smtp;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail.Sending;

/// <summary>From the row in the queue to what became of it.</summary>
public sealed class MailSenderTests(MailApp app) : MailTests(app)
{
    [Fact]
    public async Task What_is_due_leaves_once_with_both_parts_and_its_identity()
    {
        var mail = await QueueAsync();

        Assert.Equal(1, await App.SendAsync());
        Assert.Equal(0, await App.SendAsync());

        var sent = await LoadAsync(mail);
        Assert.Equal((MailState.Sent, 1, App.Clock.Now), (sent.State, sent.Attempts, sent.FinishedAt));
        var content = App.Server.Taken[^1].Content;
        Assert.Contains($"Message-ID: {mail.MessageId}", content, StringComparison.Ordinal);
        Assert.Contains("text/plain", content, StringComparison.Ordinal);
        Assert.Contains("text/html", content, StringComparison.Ordinal);
        Assert.Contains("X-OpsFlux-Instance: desk.exemple.fr", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Urgent_mail_goes_first_then_the_oldest_and_what_is_not_due_waits()
    {
        var before = App.Server.Taken.Count;
        await QueueAsync("later@x.example", due: App.Clock.Now.AddMinutes(1));
        await QueueAsync("low@x.example", MailPriority.Low);
        await QueueAsync("normal@x.example");
        await QueueAsync("old@x.example", due: App.Clock.Now.AddMinutes(-1));
        await QueueAsync("urgent@x.example", MailPriority.Urgent);

        await App.SendAsync();

        Assert.Equal(["urgent@x.example", "old@x.example", "normal@x.example", "low@x.example"], TakenSince(before));
    }

    [Fact]
    public async Task Refused_for_its_recipient_it_has_failed_at_once_and_the_others_leave()
    {
        App.Server.SaysOf["gone@x.example"] = "550 5.1.1 user unknown";
        var (gone, other) = (await QueueAsync("gone@x.example"), await QueueAsync());

        await App.SendAsync();

        var failed = await LoadAsync(gone);
        Assert.Equal((MailState.Failed, 1, "550 5.1.1 user unknown"), (failed.State, failed.Attempts, failed.Answer));
        Assert.Equal(MailState.Sent, (await LoadAsync(other)).State);
        App.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await App.SendAsync());
    }

    [Fact]
    public async Task Put_off_it_is_tried_again_after_one_two_and_four_minutes_then_given_up()
    {
        App.Server.SaysOf["full@x.example"] = "452 4.2.2 mailbox full";
        var mail = await QueueAsync("full@x.example");

        foreach (var minutes in new[] { 1, 2, 4 })
        {
            await App.SendAsync();
            var put = await LoadAsync(mail);
            Assert.Equal((MailState.Retrying, App.Clock.Now.AddMinutes(minutes)), (put.State, put.NextAttemptAt));
            App.Clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            Assert.Equal(0, await App.SendAsync());
            App.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await App.SendAsync();
        Assert.Equal((MailState.Failed, 4), ((await LoadAsync(mail)).State, (await LoadAsync(mail)).Attempts));
    }

    [Fact]
    public async Task Put_off_once_it_arrives_the_next_time()
    {
        App.Server.SaysOf["busy@x.example"] = "451 4.3.0 later";
        var mail = await QueueAsync("busy@x.example");
        await App.SendAsync();

        App.Server.SaysOf.Clear();
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await App.SendAsync();

        Assert.Equal((MailState.Sent, 2), ((await LoadAsync(mail)).State, (await LoadAsync(mail)).Attempts));
    }

    [Fact]
    public async Task Cut_off_before_the_answer_it_goes_again_as_the_same_mail_and_says_so()
    {
        App.Server.Says["content"] = ScriptedServer.HangUp;
        var mail = await QueueAsync();
        await App.SendAsync();
        Assert.True((await LoadAsync(mail)).MayBeDouble);

        App.Server.Says.Clear();
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await App.SendAsync();

        var sent = await LoadAsync(mail);
        Assert.Equal((MailState.Sent, true, mail.MessageId), (sent.State, sent.MayBeDouble, sent.MessageId));
        Assert.Contains($"Message-ID: {mail.MessageId}", App.Server.Taken[^1].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_process_left_on_the_way_is_sent_when_its_lease_ends()
    {
        var mail = await QueueAsync();
        await WithQueueAsync(queue => queue.ClaimAsync(default));    // and then the process dies

        Assert.Equal(0, await App.SendAsync());
        App.Clock.Advance(MailQueue.Lease);
        Assert.Equal(1, await App.SendAsync());

        var sent = await LoadAsync(mail);
        Assert.Equal((MailState.Sent, true), (sent.State, sent.MayBeDouble));
        Assert.Contains($"Message-ID: {mail.MessageId}", App.Server.Taken[^1].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_ends_every_sending_is_given_up_and_the_next_one_leaves()
    {
        var poisoned = await QueueAsync();
        for (var times = 0; times < 4; times++)
        {
            await WithQueueAsync(queue => queue.ClaimAsync(default));    // and then the process dies
            App.Clock.Advance(MailQueue.Lease);
        }

        var next = await QueueAsync("next@x.example");

        Assert.Equal(1, await App.SendAsync());
        var failed = await LoadAsync(poisoned);
        Assert.Equal((MailState.Failed, true, App.Clock.Now), (failed.State, failed.MayBeDouble, failed.FinishedAt));
        Assert.Equal(MailState.Sent, (await LoadAsync(next)).State);
    }

    [Fact]
    public void A_server_that_is_given_more_time_gets_a_longer_lease()
    {
        var patient = App.Settings.Smtp! with { Timeout = TimeSpan.FromMinutes(10), AcceptanceTimeout = TimeSpan.FromHours(1) };   // a server is configured

        Assert.Equal(MailQueue.Lease, MailQueue.LeaseFor(App.Settings.Smtp));
        Assert.Equal(TimeSpan.FromMinutes((10 * 27) + (10 * 10) + 60), MailQueue.LeaseFor(patient with { ContentTimeout = TimeSpan.FromMinutes(100) }));
    }

    [Fact]
    public async Task Whoever_comes_back_after_the_lease_changes_nothing()
    {
        var mail = await QueueAsync();
        var late = await WithQueueAsync(queue => queue.ClaimAsync(default));
        App.Clock.Advance(MailQueue.Lease);
        await App.SendAsync();

        await WithQueueAsync(async queue =>
        {
            await queue.RecordAsync(late!, new(OpsFlux.Kernel.Mail.Smtp.SmtpVerdict.Refused, "550 too late"), default);    // claimed above
            return true;
        });

        Assert.Equal(MailState.Sent, (await LoadAsync(mail)).State);
    }

    [Fact]
    public async Task Several_instances_share_the_queue_and_nobody_sends_twice()
    {
        var before = App.Server.Taken.Count;
        foreach (var i in Enumerable.Range(0, 30)) await QueueAsync($"p{i}@x.example", (MailPriority)(i % 4));
        foreach (var i in Enumerable.Range(0, 3)) App.Server.SaysOf[(await QueueAsync($"none{i}@x.example")).Recipient] = "550 5.1.1 unknown";

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => App.SendAsync()));

        Assert.Equal(30, TakenSince(before).Distinct().Count());
        Assert.Equal(30, TakenSince(before).Count());
        var failed = (await App.MailsAsync()).Where(m => m.State is MailState.Failed).ToList();
        Assert.Equal((3, true), (failed.Count, failed.All(m => m.Attempts == 1)));
    }

    [Fact]
    public async Task A_stored_address_that_is_no_mailbox_fails_and_never_reaches_the_server()
    {
        var mail = await QueueAsync("a@x.example\r\nRCPT TO:<k@y.example>");

        await App.SendAsync();

        Assert.Equal(MailState.Failed, (await LoadAsync(mail)).State);
        Assert.DoesNotContain(App.Server.Heard, line => line.Contains("k@y.example", StringComparison.Ordinal));
    }

    private async Task<T> WithQueueAsync<T>(Func<MailQueue, Task<T>> act)
    {
        await using var scope = App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        return await act(scope.ServiceProvider.GetRequiredService<MailQueue>());
    }
}
