using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.UseCases;
using OpsFlux.Kernel.Access;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail.Sending;

/// <summary>What leaves first: what should have left first, by what its priority promises.</summary>
public sealed class MailOrderTests(MailApp app) : MailTests(app)
{
    [Fact]
    public async Task No_flood_of_urgent_mails_holds_up_the_others_for_ever()
    {
        var before = App.Server.Taken.Count;
        await QueueAsync("low@x.example", MailPriority.Low);
        await QueueAsync("normal@x.example");
        await QueueAsync("high@x.example", MailPriority.High);
        for (var minute = 0; minute <= 70; minute++)
        {
            foreach (var i in Enumerable.Range(0, 3)) await QueueAsync($"u{minute}@x.example", MailPriority.Urgent);
            App.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await App.SendAsync();

        // Behind what was urgent before its time was up, and before whatever became urgent after it.
        var order = TakenSince(before).ToList();
        Assert.Equal(71 * 3 + 3, order.Count);
        foreach (var (to, minutes) in new[] { ("high@x.example", 5), ("normal@x.example", 15), ("low@x.example", 60) })
        {
            var place = order.IndexOf(to);
            Assert.Contains($"u{minutes - 1}@x.example", order[..place]);
            Assert.DoesNotContain($"u{minutes - 1}@x.example", order[place..]);
            Assert.DoesNotContain($"u{minutes + 1}@x.example", order[..place]);
        }
    }

    [Fact]
    public async Task A_scheduled_mail_waits_for_its_time_and_leaves_at_once_when_it_is_told_to()
    {
        App.User.Grant(MailPermissions.View, Scope.All).Grant(MailPermissions.Manage, Scope.All);
        var (early, late) = (await ScheduledAsync("early@x.example", TimeSpan.FromHours(2)), await ScheduledAsync("late@x.example", TimeSpan.FromDays(2)));

        Assert.Equal(0, await App.SendAsync());
        var shown = (await App.RunAsync((ListMails use) => use.RunAsync(new() { View = MailView.Scheduled }, 50, default))).Value!;   // allowed above
        Assert.Equal([late.Id, early.Id], shown.Rows.Select(r => r.Id));
        Assert.Equal(2, (await App.RunAsync((ListMails use) => use.CountAsync(default))).Value!.Scheduled);

        App.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await App.SendAsync());
        Assert.Equal(MailState.Sent, (await LoadAsync(early)).State);

        Assert.Null((await App.RunAsync((RetryMail use) => use.RunAsync(late.Id, default))).Refusal);
        Assert.Equal(1, await App.SendAsync());
        Assert.Equal((MailState.Sent, null), ((await LoadAsync(late)).State, (await LoadAsync(late)).ScheduledAt));
    }

    [Fact]
    public async Task Claiming_among_a_hundred_thousand_reads_one_index()
    {
        await App.SqlAsync(
            """
            insert into kernel.mails (id, recipient, language, subject, text, html, message_id, priority, created_at, state, next_attempt_at, attempts, may_be_double, is_secret, finished_at)
            select gen_random_uuid(), 'a@x.example', 'fr', 's', 't', 'h', 'm', n % 4, now(), case when n % 10 = 0 then 'Sent' else 'Waiting' end,
                   now() + n * interval '1 second' - interval '6 hours', 1, false, false, now()
            from generate_series(1, 110000) n
            """);
        await App.SqlAsync("analyze kernel.mails");

        var plan = await App.WithDbAsync(db => db.Database.SqlQueryRaw<string>(
            """
            explain (analyze, buffers, costs off) select * from kernel.mails where state in ('Waiting', 'Sending', 'Retrying') and next_attempt_at <= now() and leave_by <= now() + interval '1 hour'
            order by leave_by, id limit 1 for update skip locked
            """).ToListAsync());

        Assert.Single(plan, line => line.Contains("Scan", StringComparison.Ordinal) && line.Contains("ix_mails_due", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("Sort", StringComparison.Ordinal) || line.Contains("Seq Scan", StringComparison.Ordinal));
    }

    private Task<MailMessage> ScheduledAsync(string to, TimeSpan after)
    {
        var id = Guid.CreateVersion7();
        var mail = new MailMessage
        {
            Id = id, Recipient = to, Language = "fr", Subject = to, Text = "x", Html = "x", MessageId = $"<{id:N}@exemple.fr>", CreatedAt = App.Clock.Now, NextAttemptAt = App.Clock.Now,
        };
        mail.Schedule(App.Clock.Now + after);
        return App.SaveAsync(mail);
    }
}
