using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Notifications.Rules;
using OpsFlux.Kernel.Records;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Kernel.Mail;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Notifications.Delivering;

/// <summary>What is held back arrives when it should, what belongs together arrives together, and the log says what became of each.</summary>
public sealed class DeliveryTests(MailApp app) : MailTests(app)
{
    private static int people;

    [Fact]
    public async Task At_night_it_waits_for_the_morning_and_what_is_urgent_does_not()
    {
        var reader = await PersonAsync(r => r.QuietHours = true);
        At(23, 0);

        await TellAsync(reader, Nothing());
        await TellAsync(reader, Nothing(), priority: 3);
        await DrainAsync();

        Assert.Equal(1, await UnreadAsync(reader));
        Assert.Equal([3], (await LatestAsync(reader)).Select(i => i.Priority));
        Assert.Single(await App.MailsAsync());

        At(23 + 8, 59);    // 07:59
        await DrainAsync();
        Assert.Equal(1, await UnreadAsync(reader));

        At(24 + 8, 0);
        await DrainAsync();
        Assert.Equal(2, await UnreadAsync(reader));
        Assert.Equal(App.Clock.Now, (await LatestAsync(reader))[0].At);
        Assert.Equal(2, (await App.MailsAsync()).Count);
        Assert.Equal(["InApp Sent QuietHours", "InApp Sent None", "Mail Sent QuietHours", "Mail Sent None"], await LogAsync(reader));
    }

    [Fact]
    public async Task Read_before_the_morning_it_is_not_told_again()
    {
        var (reader, record) = (await PersonAsync(r => r.QuietHours = true), Nothing());
        At(23, 0);
        await TellAsync(reader, record);

        App.User.As(reader);
        await App.RunAsync((Inbox inbox) => inbox.ReadOfRecordAsync(record, default));
        At(24 + 8, 0);
        await DrainAsync();

        Assert.Equal(0, await UnreadAsync(reader));
        Assert.Empty(await App.MailsAsync());
        Assert.Equal(["InApp Skipped ReadMeanwhile", "Mail Skipped ReadMeanwhile"], await LogAsync(reader));
        Assert.True(Assert.Single(await LatestAsync(reader)).IsRead);    // kept among the read ones
    }

    [Fact]
    public async Task Several_changes_of_one_record_make_one_line_one_mail_and_count_once()
    {
        var (reader, ticket) = (await PersonAsync(), await App.SaveAsync(Make.Ticket("Presse 4")));
        await App.SaveAsync(new Grant { UserId = reader.Id, Permission = TicketPermissions.View, Scope = Scope.All });

        await TellAsync(reader, ticket.Ref, text: "Notify.Started");
        await TellAsync(reader, ticket.Ref, NotificationCategory.Mention, text: "Notify.Mentioned");
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await TellAsync(reader, ticket.Ref, text: "Notify.Waiting");

        Assert.Equal(1, await UnreadAsync(reader));
        var line = Assert.Single(await LatestAsync(reader));
        Assert.Equal(("Notify.Mentioned", 3), (line.Text, line.Changes));    // the one that asks something of the reader
        Assert.Equal(["Notify.Started", "Notify.Waiting"], (await App.RunAsync((Inbox inbox) => inbox.FoldedAsync(line.Id, default))).Select(i => i.Text));
        await DrainAsync();
        Assert.Empty(await App.MailsAsync());

        App.Clock.Advance(TimeSpan.FromMinutes(1));    // two after the first
        await DrainAsync();
        var mail = Assert.Single(await App.MailsAsync());
        Assert.Equal($"[OpsFlux] {ticket.Number} : 3 nouvelles · Presse 4", mail.Subject);
        Assert.Contains("vous a mentionné", mail.Text, StringComparison.Ordinal);
        Assert.Contains("a pris en charge", mail.Text, StringComparison.Ordinal);
        Assert.Equal(3, (await LogAsync(reader)).Count(l => l == "Mail Sent Window"));

        await App.RunAsync((Inbox inbox) => inbox.ReadAsync(line.Id, default));
        Assert.Equal(0, await UnreadAsync(reader));
    }

    [Fact]
    public async Task Changes_of_one_record_that_come_at_once_still_make_lines_that_add_up()
    {
        var (reader, record) = (await PersonAsync(), Nothing());

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TellAsync(reader, record)));

        var lines = await LatestAsync(reader);
        Assert.Equal(lines.Count, await UnreadAsync(reader));
        Assert.Equal(8, lines.Sum(l => l.Changes));
    }

    [Fact]
    public async Task A_digest_brings_together_what_nobody_read_by_record_and_leaves_the_rest()
    {
        var (reader, seen) = (await PersonAsync(r => r.Digest = DigestRhythm.Daily), Nothing());
        var tickets = new[] { await App.SaveAsync(Make.Ticket("Fuite d’huile")), await App.SaveAsync(Make.Ticket("Badge perdu")) };
        await App.SaveAsync(new Grant { UserId = reader.Id, Permission = TicketPermissions.View, Scope = Scope.All });
        At(10, 0);
        foreach (var ticket in tickets.Append(tickets[0])) await TellAsync(reader, ticket.Ref, text: "Notify.Started");
        await TellAsync(reader, seen);
        App.User.As(reader);
        await App.RunAsync((Inbox inbox) => inbox.ReadOfRecordAsync(seen, default));
        At(24 + 7, 59);
        await DrainAsync();
        Assert.Empty(await App.MailsAsync());

        At(24 + 8, 0);
        await DrainAsync();

        var mail = Assert.Single(await App.MailsAsync());
        Assert.Equal("[OpsFlux] Votre résumé du jour : 3 nouvelles", mail.Subject);
        Assert.Contains("Fuite d’huile", mail.Text, StringComparison.Ordinal);
        Assert.Contains($"https://desk.exemple.fr/tickets/{tickets[1].Number}", mail.Html, StringComparison.Ordinal);
        Assert.Null(mail.RecordId);
        Assert.Contains("Mail Skipped ReadMeanwhile", await LogAsync(reader));
    }

    [Fact]
    public async Task A_new_choice_holds_for_what_waits_already()
    {
        var reader = await PersonAsync(r => r.QuietHours = true);
        At(23, 0);
        await TellAsync(reader, Nothing());

        await ChooseAsync(reader, r => r.QuietHours = false);
        await DrainAsync();

        Assert.Equal(1, await UnreadAsync(reader));
        Assert.Single(await App.MailsAsync());
    }

    [Fact]
    public async Task What_is_muted_while_it_waits_is_not_told_any_more()
    {
        var reader = await PersonAsync(r => r.QuietHours = true);
        At(23, 0);
        await TellAsync(reader, Nothing());

        await ChooseAsync(reader, r => r.Muted = [NotificationCategory.Update]);
        At(24 + 8, 0);
        await DrainAsync();

        Assert.Equal((0, 0), (await UnreadAsync(reader), (await App.MailsAsync()).Count));
        Assert.Equal(["InApp Skipped Muted", "Mail Skipped Muted"], await LogAsync(reader));
    }

    [Fact]
    public async Task A_first_telling_that_is_muted_does_not_swallow_the_next()
    {
        var (reader, record) = (await PersonAsync(r => r.Muted = [NotificationCategory.Mention]), Nothing());

        await App.RunAsync((Notifier notifier) => notifier.TellAsync(
            new(Guid.CreateVersion7(), null, record),
            [
                new(new(TestNews.Of(NotificationCategory.Mention), "Notify.Mentioned", "/", "TIC-1", "Titre", "Ève"), [reader.Id]),
                new(new(TestNews.Of(NotificationCategory.Comment), "Notify.Commented", "/", "TIC-1", "Titre", "Ève"), [reader.Id]),
            ], default));

        Assert.Equal(["Notify.Commented"], (await LatestAsync(reader)).Select(i => i.Text));
    }

    [Fact]
    public async Task Urgent_news_does_not_wait_behind_the_morning()
    {
        var (first, second) = (await PersonAsync(r => r.QuietHours = true), await PersonAsync());
        At(23, 0);
        await TellAsync(first, Nothing());
        At(24 + 8, 0);
        await TellAsync(second, Nothing(), priority: 3);

        await App.RunAsync((DeliverDue use) => use.DeliverNextAsync(leaving: false, default));

        Assert.Equal(second.Id, Assert.Single(await App.MailsAsync()).RecipientId);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Whoever_loses_sight_of_the_record_in_between_is_told_no_more()
    {
        var (reader, ticket) = (await PersonAsync(), await App.SaveAsync(Make.Ticket()));
        var grant = await App.SaveAsync(new Grant { UserId = reader.Id, Permission = TicketPermissions.View, Scope = Scope.All });
        await TellAsync(reader, ticket.Ref);

        await App.WithDbAsync(db => db.Set<Grant>().Where(g => g.Id == grant.Id).ExecuteDeleteAsync());
        await App.Services.GetRequiredService<AccessCache>().InvalidateAsync(reader.Id, default);
        App.Clock.Advance(TimeSpan.FromMinutes(3));
        await DrainAsync();

        Assert.Empty(await App.MailsAsync());
        Assert.Contains("Mail Skipped NoAccess", await LogAsync(reader));
    }

    [Fact]
    public async Task The_log_says_why_somebody_was_not_told()
    {
        var (author, muted, high) = (await PersonAsync(), await PersonAsync(r => r.Muted = [NotificationCategory.Update]), await PersonAsync(r => r.LeastPriority = 2));
        var (blind, gone) = (await PersonAsync(), await App.SaveAsync(Make.User(isActive: false)));
        var ticket = await App.SaveAsync(Make.Ticket());
        foreach (var person in new[] { author, muted, high, gone })
            await App.SaveAsync(new Grant { UserId = person.Id, Permission = TicketPermissions.View, Scope = Scope.All });

        await App.RunAsync((Notifier notifier) => notifier.TellAsync(
            Guid.CreateVersion7(), author.Id, ticket.Ref, [author.Id, muted.Id, high.Id, blind.Id, gone.Id], new(TestNews.Update, "Notify.Started", "/"), default));

        foreach (var (person, why) in new[] { (author, "Author"), (muted, "Muted"), (high, "BelowPriority"), (blind, "NoAccess"), (gone, "Inactive") })
            Assert.Equal([$" Skipped {why}"], await LogAsync(person));
    }

    [Fact]
    public async Task Two_rules_that_tell_of_one_event_send_one_message_and_the_log_names_the_other()
    {
        var (reader, happened, record) = (await PersonAsync(), Guid.CreateVersion7(), Nothing());

        await TellAsync(reader, record, text: "Notify.Started", eventId: happened);
        await TellAsync(reader, record, text: "Notify.Waiting", eventId: happened);
        await TellAsync(reader, record, text: "Notify.Started", eventId: happened);    // delivered again, as after a crash

        Assert.Equal(1, await UnreadAsync(reader));
        Assert.Equal([" Skipped ToldAlready", "InApp Sent None", "Mail Pending Window"], await LogAsync(reader));
    }

    [Fact]
    public async Task Two_instances_deliver_each_once()
    {
        var readers = new List<User>();
        foreach (var _ in Enumerable.Range(0, 12)) readers.Add(await PersonAsync());
        var records = Enumerable.Range(0, 3).Select(_ => Nothing()).ToArray();
        foreach (var reader in readers)
            foreach (var record in records)
                foreach (var _ in Enumerable.Range(0, 2)) await TellAsync(reader, record);
        App.Clock.Advance(TimeSpan.FromMinutes(3));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => DrainAsync()));

        var mails = await App.MailsAsync();
        Assert.Equal(readers.Count * records.Length, mails.Count);
        Assert.Equal(mails.Count, mails.Select(m => (m.Recipient, m.Thread)).Distinct().Count());
    }

    private static RecordRef Nothing() => new("nothing", Guid.CreateVersion7());

    private async Task<User> PersonAsync(Action<PreferencesRequest>? choose = null)
    {
        var person = await App.SaveAsync(Make.User(email: $"d{Interlocked.Increment(ref people)}@x.example"));
        if (choose is not null) await ChooseAsync(person, choose);
        return person;
    }

    private async Task ChooseAsync(User person, Action<PreferencesRequest> choose)
    {
        App.User.As(person);
        var request = (await App.RunAsync((SavePreferences use) => use.LoadAsync(default))).Value!.Request;    // the person exists
        choose(request);
        Assert.Null((await App.RunAsync((SavePreferences use) => use.RunAsync(request, default))).Refusal);
    }

    /// <summary>An hour of the first day in the organisation's zone, over 23 of the next.</summary>
    private void At(int hour, int minute)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Africa/Casablanca");
        var local = new DateTime(2026, 11, 23).AddHours(hour).AddMinutes(minute);
        App.Clock.Now = new(TimeZoneInfo.ConvertTimeToUtc(local, zone), TimeSpan.Zero);
    }

    private Task TellAsync(User reader, RecordRef record, NotificationCategory category = NotificationCategory.Update, int priority = 1, string text = "Notify.Started", Guid? eventId = null) =>
        App.RunAsync((Notifier notifier) => notifier.TellAsync(
            eventId ?? Guid.CreateVersion7(), null, record, [reader.Id], new(TestNews.Of(category), text, "/tickets/1", "TIC-1", "Titre", "Ève") { Priority = priority }, default));

    private Task<int> DrainAsync() => App.Services.GetRequiredService<DeliveryLoop>().DrainAsync(default);

    private Task<int> UnreadAsync(User reader)
    {
        App.User.As(reader);
        return App.RunAsync((Inbox inbox) => inbox.UnreadAsync(default));
    }

    private Task<IReadOnlyList<InboxItem>> LatestAsync(User reader)
    {
        App.User.As(reader);
        return App.RunAsync((Inbox inbox) => inbox.LatestAsync(20, null, default));
    }

    private async Task<List<string>> LogAsync(User reader)
    {
        var rows = await App.WithDbAsync(db => db.Set<NotificationDelivery>().Where(d => d.UserId == reader.Id).OrderBy(d => d.CreatedAt).ThenBy(d => d.Id).ToListAsync());
        return [.. rows.Select(r => (r.Channel is { } c ? (int)c : -1, Text: $"{r.Channel} {r.State} {(r.Silence is { } silence ? $"{silence}" : $"{r.Hold}")}")).OrderBy(r => r.Item1).Select(r => r.Text)];
    }
}
