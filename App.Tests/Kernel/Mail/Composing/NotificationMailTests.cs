using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Kernel.Notifications;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail.Composing;

/// <summary>Who is told in the application is told by mail, where he wants it: once, in his language, and no more than he may know.</summary>
public sealed class NotificationMailTests(MailApp app) : MailTests(app)
{
    /// <summary>A record of no kind that anybody declares.</summary>
    private static readonly RecordRef Nothing = new("nothing", Guid.CreateVersion7());
    private static int people;

    [Fact]
    public async Task Each_reads_it_in_his_own_language()
    {
        var ticket = await App.SaveAsync(Make.Ticket("Écran noir"));
        var (french, english) = (await PersonAsync("fr"), await PersonAsync("en"));
        await SeesAsync(french);
        await SeesAsync(english);

        await TellAsync(Guid.CreateVersion7(), null, ticket.Ref, french, english);

        var mails = await App.ToldMailsAsync();
        var (fr, en) = (mails.Single(m => m.RecipientId == french.Id), mails.Single(m => m.RecipientId == english.Id));
        Assert.Equal($"[OpsFlux] {ticket.Number} vous est affecté : Écran noir", fr.Subject);
        Assert.Equal($"[OpsFlux] {ticket.Number} is assigned to you: Écran noir", en.Subject);
        Assert.Contains($"Ouvrir {ticket.Number}\nhttps://desk.exemple.fr/tickets/{ticket.Number}", fr.Text, StringComparison.Ordinal);
        Assert.Contains("lang=\"en\"", en.Html, StringComparison.Ordinal);
        Assert.Contains("https://desk.exemple.fr/profile", en.Html, StringComparison.Ordinal);
        Assert.Contains("Vous recevez ce courriel parce que", fr.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", fr.Html, StringComparison.Ordinal);    // nothing is fetched from anywhere
    }

    [Fact]
    public async Task One_mail_belongs_to_the_conversation_of_its_record()
    {
        var ticket = await App.SaveAsync(Make.Ticket());
        var reader = await PersonAsync();
        await SeesAsync(reader);

        await TellAsync(Guid.CreateVersion7(), null, ticket.Ref, reader);
        await App.ToldMailsAsync();
        await TellAsync(Guid.CreateVersion7(), null, ticket.Ref, reader);

        var mails = await App.ToldMailsAsync();
        Assert.Single(mails.Select(m => m.Thread).Distinct());
        Assert.Equal(2, mails.Select(m => m.MessageId).Distinct().Count());
        await App.SendAsync();
        Assert.Contains($"References: {mails[0].Thread}", App.Server.Taken[^1].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_written_to_twice_of_one_event()
    {
        var (reader, happened) = (await PersonAsync(), Guid.CreateVersion7());

        await TellAsync(happened, null, Nothing, reader, reader);
        await TellAsync(happened, null, Nothing, reader);

        Assert.Single(await App.ToldMailsAsync());
    }

    [Fact]
    public async Task The_author_whoever_wants_none_has_no_address_or_is_gone_gets_none()
    {
        var (author, unwilling, gone) = (await PersonAsync(), await PersonAsync(), await PersonAsync());
        var (mute, odd) = (await App.SaveAsync(Make.User()), await App.SaveAsync(Make.User(email: "pas une adresse")));
        await WantsNoMailAsync(unwilling);
        await App.WithDbAsync(db => db.Set<User>().Where(u => u.Id == gone.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.IsActive, false)));

        await TellAsync(Guid.CreateVersion7(), author.Id, Nothing, author, unwilling, gone, mute, odd);

        Assert.Empty(await App.ToldMailsAsync());
        Assert.Equal(1, await UnreadAsync(unwilling));    // in the application all the same
    }

    [Theory]
    [InlineData(1, MailPriority.Normal, "[OpsFlux] ")]
    [InlineData(2, MailPriority.High, "[OpsFlux] ")]
    [InlineData(3, MailPriority.Urgent, "[OpsFlux URGENT] ")]
    public async Task What_is_urgent_says_so(int priority, MailPriority expected, string beginning)
    {
        var reader = await PersonAsync();

        await App.RunAsync((Notifier notifier) => notifier.TellAsync(
            Guid.CreateVersion7(), null, Nothing, [reader.Id], new(TestNews.Alert, "Notify.Assigned", "/tickets/1", "1", "Feu") { Priority = priority }, default));

        var mail = Assert.Single(await App.ToldMailsAsync());
        Assert.Equal(expected, mail.Priority);
        Assert.StartsWith(beginning, mail.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_wrote_is_shown_as_text_and_never_as_markup()
    {
        var reader = await PersonAsync();

        await App.RunAsync((Notifier notifier) => notifier.TellAsync(
            Guid.CreateVersion7(), null, Nothing, [reader.Id],
            new(TestNews.Of(NotificationCategory.Comment), "Notify.Commented", "/tickets/1", "1", "<b>gras</b>\r\nBcc: k@y.example", "Ève") { Excerpt = $"<script>x</script>\nsuite {new string('é', 2000)}", ExcerptAuthor = "Ève" }, default));

        var mail = Assert.Single(await App.ToldMailsAsync());
        Assert.DoesNotContain("<script>", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>gras", mail.Html, StringComparison.Ordinal);
        Assert.Contains("> <script>x</script>\n> suite é", mail.Text, StringComparison.Ordinal);
        Assert.EndsWith("…", mail.Text.Split('\n').Last(l => l.StartsWith("> ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', mail.Subject);
    }

    [Fact]
    public async Task Preferences_say_whether_one_wants_mail()
    {
        var reader = await PersonAsync();
        App.User.As(reader);
        var form = (await App.RunAsync((SavePreferences use) => use.LoadAsync(default))).Value!;    // the person exists
        Assert.Equal((false, ChannelSet.Personal), (form.IsOwn, form.Request.Channels[NotificationCategory.Assignment]));

        await WantsNoMailAsync(reader);
        await TellAsync(Guid.CreateVersion7(), null, Nothing, reader);

        Assert.Empty(await App.ToldMailsAsync());
        Assert.Equal(1, await UnreadAsync(reader));    // in the application all the same
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task An_answer_is_quoted_to_those_who_may_read_it_and_a_note_to_the_desk_alone()
    {
        var (requester, worker) = (await PersonAsync(), await PersonAsync());
        foreach (var permission in new[] { TicketPermissions.View, TicketPermissions.Note })
            await App.SaveAsync(new Grant { UserId = worker.Id, Permission = permission, Scope = Scope.All });
        await App.SaveAsync(new Grant { UserId = requester.Id, Permission = TicketPermissions.View, Scope = Scope.Own });
        var ticket = await App.SaveAsync(Make.Ticket(state: TicketState.InProgress, requester: requester.Id, assignee: worker.Id));
        App.User.As(World.Alice).Grant(TicketPermissions.Comment, Scope.All).Grant(TicketPermissions.Note, Scope.All).Grant(TicketPermissions.View, Scope.All);

        await App.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Body = "Réponse pour vous" }, default));
        await App.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Body = "Entre nous", IsInternal = true }, default));
        await App.DrainEventsAsync();

        var mails = await App.ToldMailsAsync();
        Assert.Contains("> Réponse pour vous", Assert.Single(mails, m => m.RecipientId == requester.Id).Text, StringComparison.Ordinal);
        var desk = Assert.Single(mails, m => m.RecipientId == worker.Id);    // both together
        Assert.Contains("Entre nous", desk.Html, StringComparison.Ordinal);
        Assert.Contains("> Réponse pour vous", desk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Telling_many_costs_no_more_statements_than_telling_one()
    {
        var ticket = await App.SaveAsync(Make.Ticket());
        var crowd = new List<User>();
        foreach (var _ in Enumerable.Range(0, 20)) crowd.Add(await PersonAsync());
        foreach (var person in crowd) await SeesAsync(person);
        await TellAsync(Guid.CreateVersion7(), null, ticket.Ref, crowd[0]);

        var (first, second) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket()));
        var one = await App.CountQueriesAsync(() => TellAsync(Guid.CreateVersion7(), null, first.Ref, crowd[0]));
        var many = await App.CountQueriesAsync(() => TellAsync(Guid.CreateVersion7(), null, second.Ref, [.. crowd]));
        var oneAgain = await App.CountQueriesAsync(() => TellAsync(Guid.CreateVersion7(), null, first.Ref, crowd[0]));
        var manyAgain = await App.CountQueriesAsync(() => TellAsync(Guid.CreateVersion7(), null, second.Ref, [.. crowd]));

        Assert.Equal((one, oneAgain), (many, manyAgain));
    }

    private async Task WantsNoMailAsync(User person)
    {
        App.User.As(person);
        var request = (await App.RunAsync((SavePreferences use) => use.LoadAsync(default))).Value!.Request;    // the person exists
        foreach (var category in Enum.GetValues<NotificationCategory>()) request.Channels[category] = ChannelSet.InApp;
        Assert.False((await App.RunAsync((SavePreferences use) => use.RunAsync(request, default))).Failed);
    }

    /// <summary>Sees every ticket.</summary>
    private Task SeesAsync(User person) => App.SaveAsync(new Grant { UserId = person.Id, Permission = TicketPermissions.View, Scope = Scope.All });

    private Task<User> PersonAsync(string language = "fr") => App.SaveAsync(Make.User(language: language, email: $"p{Interlocked.Increment(ref people)}@x.example"));

    private Task TellAsync(Guid eventId, Guid? author, RecordRef record, params User[] recipients) => App.RunAsync(async (Notifier notifier) =>
    {
        var ticket = record == Nothing ? null : await App.LoadAsync<Ticket>(record.Id);
        var number = ticket?.Number ?? "TIC-1";
        await notifier.TellAsync(
            eventId, author, record, recipients.Select(r => r.Id),
            new(TestNews.Of(NotificationCategory.Assignment), "Notify.Assigned", $"/tickets/{number}", number, ticket?.Title ?? "Titre", "Alice"), default);
    });

    private Task<int> UnreadAsync(User reader)
    {
        App.User.As(reader);
        return App.RunAsync((Inbox inbox) => inbox.UnreadAsync(default));
    }
}
