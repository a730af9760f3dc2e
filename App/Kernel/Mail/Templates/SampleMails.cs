using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Accounts.Links;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Mail.Composing;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Notifications.Templates;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Mail.Templates;

/// <summary>Writes each kind of mail with invented news, through the very composer that writes the real ones.</summary>
public sealed class SampleMails(MailComposer composer, GetOrganisation organisation, TextCatalog texts, ReaderZone zone, TimeProvider clock)
{
    private const string Writer = "Karim Daoudi", Reader = "Yasmine Alaoui", UserName = "yasmine.alaoui.norvalys", Address = "192.0.2.24", Agent = "Firefox · Windows";

    /// <summary>The press, a printer with a long title, and the network.</summary>
    private static readonly RecordRef Press = new("sample", new("01900000-0000-7000-8000-000000000001")), Printer = new("sample", new("01900000-0000-7000-8000-000000000002")), Network = new("sample", new("01900000-0000-7000-8000-000000000003"));

    /// <param name="language">"fr" or "en"; else the organisation's.</param>
    public async Task<RenderedMail> RenderAsync(MailSample sample, string language, CancellationToken ct)
    {
        var (now, reader) = (clock.GetUtcNow(), new MailReader(language, zone.Zone.Id, Reader));
        return sample switch
        {
            MailSample.Several => await composer.NewsAsync(reader, Of(language, Several(now)), CardOf(language, Press), null, ct),
            MailSample.Alert => await composer.NewsAsync(reader, Of(language, [Alert(now)]), CardOf(language, Press), Word(language, "Structure"), ct),
            MailSample.DailyDigest => await composer.DigestAsync(reader, Of(language, Digest(now, TimeSpan.FromHours(5))), Cards(language), DigestRhythm.Daily, ct),
            MailSample.WeeklyDigest => await composer.DigestAsync(reader, Of(language, [.. Digest(now, TimeSpan.FromHours(31)), .. Many(now)]), Cards(language), DigestRhythm.Weekly, ct),
            MailSample.Template => await composer.NewsAsync(reader, [await OwnWordsAsync(now, ct)], CardOf(language, Press), null, ct),
            MailSample.Invitation => await AccountAsync(language, AccountLinks.MailOf(LinkPurpose.Invitation, UserName, Link, now + AccountLinks.InvitationLasts), ct),
            MailSample.PasswordReset => await AccountAsync(language, AccountLinks.MailOf(LinkPurpose.PasswordReset, UserName, Link, now + AccountLinks.ResetLasts), ct),
            MailSample.NewDevice => await AccountAsync(language, SignInMail.Of(isNewDevice: true, now, Agent, Address), ct),
            MailSample.CredentialChange => await AccountAsync(language, CredentialMails.Of(CredentialNews.PasskeyAdded, now, Address), ct),
            MailSample.Letter => await composer.LetterAsync(reader, Letter(now), ct),
            MailSample.Test => await composer.TestAsync(language, Reader, ct),
            _ => await composer.NewsAsync(reader, Of(language, [Comment(now, TimeSpan.Zero)]), CardOf(language, Press), null, ct),
        };
    }

    private static LetterMail Letter(DateTimeOffset now) => new()
    {
        Headline = "MailSample.LetterHeadline",
        Arguments = ["RI-2026-000042", new TextKey("MailSample.Title.1")],
        Body = "MailSample.LetterBody",
        Details = [("MailSample.LetterAt", now), ("MailSample.LetterBy", Writer)],
        ActionText = "MailSample.LetterAction",
        ActionPath = "/interventions",
        Reason = "MailSample.LetterReason",
    };

    /// <summary>As long as real ones are, and good for nothing.</summary>
    private static string Link => $"/set-password?token={new string('x', 43)}";

    private Task<RenderedMail> AccountAsync(string language, AccountMail mail, CancellationToken ct) => composer.AccountAsync(language, mail, zone.Zone, ct);

    private static IEnumerable<Said> Several(DateTimeOffset now) =>
    [
        new(Press, "Progressed", NotificationCategory.Update, now.AddMinutes(-2), NewsReason.Watching), new(Press, "Assigned", NotificationCategory.Assignment, now.AddMinutes(-1)), Comment(now, TimeSpan.Zero),
    ];

    private static Said Comment(DateTimeOffset now, TimeSpan ago) => new(Press, "Commented", NotificationCategory.Comment, now - ago) { Excerpt = "Comment", Author = Writer };

    private static Said Alert(DateTimeOffset now) => new(Press, "Alert", NotificationCategory.Incident, now.AddMinutes(-3), NewsReason.Team) { Priority = 3, Excerpt = "AlertWords", Author = Writer };

    private static IEnumerable<Said> Digest(DateTimeOffset now, TimeSpan step) =>
    [
        new(Printer, "Progressed", NotificationCategory.Update, now - (4 * step), NewsReason.Watching), new(Press, "Assigned", NotificationCategory.Assignment, now - (3 * step)), Comment(now, 2 * step),
        new(Network, "Mentioned", NotificationCategory.Mention, now - step, NewsReason.Mentioned) { Excerpt = "Mention", Author = Writer }, new(Printer, "Closed", NotificationCategory.Closing, now - (step / 2), NewsReason.Watching),
    ];

    /// <summary>More of one record than a digest says.</summary>
    private static IEnumerable<Said> Many(DateTimeOffset now) =>
        Enumerable.Range(1, 9).Select(n => new Said(Network, n % 2 == 0 ? "Progressed" : "Waits", NotificationCategory.Update, now.AddHours(-10 * n), NewsReason.Watching));

    private List<Notification> Of(string language, IEnumerable<Said> said) => InLanguage(language, () => said.Select(s => new Notification
    {
        UserId = Guid.Empty,
        EventId = Guid.Empty,
        Kind = "sample.record.changed",
        Module = "kernel",
        Category = s.Category,
        Reason = s.Reason,
        Priority = s.Priority,
        Text = $"MailSample.Said.{s.Words}",
        Arguments = [Number(s.Record), texts[$"MailSample.Title.{Nth(s.Record)}"], Writer],
        Excerpt = s.Excerpt is { } words ? texts[$"MailSample.{words}"] : null,
        ExcerptAuthor = s.Author,
        Href = $"/tickets/{Number(s.Record)}",
        RecordKind = s.Record.Kind,
        RecordId = s.Record.Id,
        CreatedAt = s.At,
    }).OrderByDescending(n => n.CreatedAt).ToList());

    private async Task<Notification> OwnWordsAsync(DateTimeOffset now, CancellationToken ct)
    {
        var words = new TemplateWords(In("fr", "Template.Subject"), In("fr", "Template.Body"), In("en", "Template.Subject"), In("en", "Template.Body"), "/tickets/{{number}}");
        var message = new TemplateMessage(texts, new Dictionary<string, object>
        {
            ["number"] = Number(Press), ["title"] = new TextKey("MailSample.Title.1"), ["author"] = Writer, [TemplateField.At] = now, [TemplateField.Organisation] = (await organisation.RunAsync(ct)).Name,
        }).Of(NotificationTemplate.KindOf("sample", NotificationCategory.Reminder), 1, words);
        return new()
        {
            UserId = Guid.Empty,
            EventId = Guid.Empty,
            Kind = message.Kind.Code,
            Module = "kernel",
            Category = message.Kind.Category,
            Reason = NewsReason.Rule,
            Text = message.Text,
            Arguments = message.Arguments,
            Body = message.Body,
            Href = message.Href,
            CreatedAt = now,
        };

        string In(string language, string key) => InLanguage(language, () => texts[$"MailSample.{key}"]);
    }

    private Dictionary<Guid, RecordCard> Cards(string language) => new[] { Press, Printer, Network }.ToDictionary(r => r.Id, r => CardOf(language, r));

    private RecordCard CardOf(string language, RecordRef record) =>
        new(record, Number(record), Word(language, $"Title.{Nth(record)}"), $"/tickets/{Number(record)}", $"MailSample.State.{Nth(record)}", Guid.Empty);

    private string Word(string language, string key) => InLanguage(language, () => texts[$"MailSample.{key}"]);

    private static int Nth(RecordRef record) => record == Press ? 1 : record == Printer ? 2 : 3;

    private static string Number(RecordRef record) => $"TIC-2026-00041{Nth(record)}";

    private static T InLanguage<T>(string language, Func<T> say)
    {
        var before = System.Globalization.CultureInfo.CurrentUICulture;
        System.Globalization.CultureInfo.CurrentUICulture = Languages.All.FirstOrDefault(l => l.Name == language) ?? before;
        try
        {
            return say();
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentUICulture = before;
        }
    }

    private sealed record Said(RecordRef Record, string Words, NotificationCategory Category, DateTimeOffset At, NewsReason Reason = NewsReason.Assigned)
    {
        public int Priority { get; init; } = 1;
        public string? Excerpt { get; init; }
        public string? Author { get; init; }
    }
}
