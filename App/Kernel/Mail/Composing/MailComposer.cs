using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Notifications.Rules;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Mail.Composing;

/// <summary>Writes mails in a reader's language: words from the resources, layout from Razor components, text beside HTML.</summary>
public sealed class MailComposer(TextCatalog texts, GetOrganisation organisation, MailSettings settings, IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    private const int Urgent = 3, MostDigestParts = 40, MostDigestLines = 8, LongestDigestExcerpt = 160;

    /// <summary>What happened to one record, the most important first; <paramref name="card"/> is the record's, for readers who may see it.</summary>
    /// <param name="where">Name of the structure it belongs to; said where it is urgent.</param>
    public async Task<RenderedMail> NewsAsync(MailReader reader, IReadOnlyList<Notification> news, RecordCard? card, string? where, CancellationToken ct)
    {
        var from = await organisation.RunAsync(ct);
        var zone = ZoneOf(from, reader);
        var lead = news[0];
        return lead.Priority >= Urgent
            ? await RenderAsync<AlertMail>(reader.Language, from, () => NewsView(reader, from, news, card, zone) with { Details = [.. Facts(lead, card, where, zone)] })
            : await RenderAsync<NewsMail>(reader.Language, from, () => NewsView(reader, from, news, card, zone));
    }

    /// <summary>What came together since the last one, record by record, those that ask for something first.</summary>
    public async Task<RenderedMail> DigestAsync(
        MailReader reader, IReadOnlyList<Notification> news, IReadOnlyDictionary<Guid, RecordCard> cards, DigestRhythm rhythm, CancellationToken ct)
    {
        var from = await organisation.RunAsync(ct);
        var zone = ZoneOf(from, reader);
        var groups = news.OrderBy(n => n.CreatedAt).GroupBy(n => n.RecordId is { } id && cards.ContainsKey(id) ? id : Guid.Empty)
            .OrderByDescending(g => g.Max(n => Folding.Rank(n.Priority, n.Category))).ToList();
        return await RenderAsync<DigestMail>(reader.Language, from, () => View(reader.Language, from, DigestHeadline(rhythm, news.Count), isUrgent: false) with
        {
            Body = texts.Format(groups.Count == 1 ? "Mail.Digest.GreetingOne" : "Mail.Digest.Greeting", reader.Name, groups.Count, Day(news.Min(n => n.CreatedAt), zone)),
            Preview = string.Join(", ", groups.Select(g => cards.GetValueOrDefault(g.Key)?.Title ?? texts["Mail.Digest.Other"]).Take(3)),
            Digest = [.. groups.Take(MostDigestParts).Select(g => Part(cards.GetValueOrDefault(g.Key), [.. g], zone))],
            ChangesLabel = groups.Count > MostDigestParts ? texts.Format("Mail.Digest.More", groups.Count - MostDigestParts) : "",
            ActionText = texts["Mail.Digest.Open"],
            ActionHref = settings.Link("/notifications"),
            Reason = texts.Format("Mail.Digest.Reason", from.Name),
        });
    }

    /// <summary>The proof that mail works, to whoever asked for it.</summary>
    public async Task<RenderedMail> TestAsync(string language, string asker, CancellationToken ct)
    {
        var from = await organisation.RunAsync(ct);
        return await RenderAsync<NewsMail>(language, from, () => View(language, from, texts["Mail.Test.Headline"], isUrgent: false) with
        {
            Excerpt = texts["Mail.Test.Text"],
            ExcerptAuthor = texts.Format("Mail.Test.AskedBy", asker),
            ActionText = texts["Mail.Test.Action"],
            ActionHref = settings.Link("/admin/mail"),
            Reason = texts["Mail.Test.Reason"],
        });
    }

    /// <summary>News of the reader's own account, which he gets whatever he prefers.</summary>
    public async Task<RenderedMail> AccountAsync(string language, AccountMail mail, TimeZoneInfo zone, CancellationToken ct)
    {
        var from = await organisation.RunAsync(ct);
        return await RenderAsync<AccountNotice>(language, from, () => View(language, from, texts.Format(mail.Headline, from.Name), isUrgent: false) with
        {
            Body = mail.Body is null ? null : texts[mail.Body],
            Preview = mail.Body is null ? null : texts[mail.Body],
            Details = [.. mail.Details.Select(d => (texts[d.Label], Said(d.Value, zone)))],
            ActionText = mail.ActionText is null ? "" : texts[mail.ActionText],
            ActionHref = mail.ActionPath is null ? "" : settings.Link(mail.ActionPath),
            Reason = texts.Format("Mail.AccountReason", from.Name),
            PreferencesText = null,
        });
    }

    /// <summary>A document that travels with the mail: there is nothing to prefer, since the reader may have no account.</summary>
    public async Task<RenderedMail> LetterAsync(MailReader reader, LetterMail mail, CancellationToken ct)
    {
        var from = await organisation.RunAsync(ct);
        var zone = ZoneOf(from, reader);
        return await RenderAsync<AccountNotice>(reader.Language, from, () => View(reader.Language, from, texts.Format(mail.Headline, [.. mail.Arguments.Select(a => Said(a, zone))]), isUrgent: false) with
        {
            Body = mail.Body is null ? null : texts[mail.Body],
            Preview = mail.Body is null ? null : texts[mail.Body],
            Details = [.. mail.Details.Select(d => (texts[d.Label], Said(d.Value, zone)))],
            ActionText = mail.ActionText is null ? "" : texts[mail.ActionText],
            ActionHref = mail.ActionPath is null ? "" : settings.Link(mail.ActionPath),
            Reason = texts.Format(mail.Reason, from.Name),
            PreferencesText = null,
        });
    }

    private static TimeZoneInfo ZoneOf(OrganisationCard from, MailReader reader)
    {
        var zone = new ReaderZone();
        zone.Set(from.ZoneId);
        zone.Set(reader.ZoneId);
        return zone.Zone;
    }

    private MailView NewsView(MailReader reader, OrganisationCard from, IReadOnlyList<Notification> news, RecordCard? card, TimeZoneInfo zone)
    {
        var lead = news[0];
        var view = View(reader.Language, from, Sentence(lead, zone), lead.Priority >= Urgent);
        var body = texts.NewsBody(lead.Body, zone);
        return view with
        {
            Headline = view.IsUrgent ? view.Headline : Short(view.Headline, card),
            Subject = news.Count == 1 || card is null ? view.Subject : Subject(texts.Format("Mail.Several", card.Number, news.Count, card.Title), view.IsUrgent),
            Preview = lead.Excerpt ?? (body is null ? card?.Title : MailMarkdown.ToText(body)),
            Number = view.IsUrgent ? null : card?.Number,
            Title = card?.Title,
            State = card?.State is { } state ? texts[state] : null,
            Excerpt = lead.Excerpt,
            ExcerptAuthor = Wrote(lead),
            Markdown = body,
            ChangesLabel = texts["Mail.Also"],
            Changes = [.. news.Skip(1).OrderBy(n => n.CreatedAt).Select(n => Change(n, card, zone))],
            ActionText = card is null ? texts["Mail.Open"] : texts.Format("Mail.OpenRecord", card.Number),
            ActionHref = settings.Link(lead.Href),
            Reason = texts.Format($"NewsReason.{lead.Reason}", from.Name),
            PreferencesHref = settings.Link($"/profile/notifications?category={lead.Category}"),
        };
    }

    /// <summary>Of something urgent: what, where, since when.</summary>
    private IEnumerable<(string Label, string Value)> Facts(Notification lead, RecordCard? card, string? where, TimeZoneInfo zone)
    {
        if (card is not null) yield return (texts["Mail.Alert.Record"], $"{card.Number} · {card.Title}");
        if (card?.State is { } state) yield return (texts["Mail.Alert.State"], texts[state]);
        if (where is not null) yield return (texts["Mail.Alert.Where"], where);
        yield return (texts["Mail.Alert.Since"], Said(lead.CreatedAt, zone));
    }

    private string DigestHeadline(DigestRhythm rhythm, int count) =>
        texts.Format($"Mail.Digest.{(rhythm is DigestRhythm.Weekly ? "Weekly" : "Daily")}.{(count == 1 ? "One" : "Many")}", count);

    private string Sentence(Notification news, TimeZoneInfo zone) => texts.News(news.Text, news.Arguments, zone);

    private string? Wrote(Notification news) => news.ExcerptAuthor is { } author ? texts.Format("Mail.Wrote", author) : null;

    private MailChange Change(Notification news, RecordCard? card, TimeZoneInfo zone) =>
        new(Short(Sentence(news, zone), card), TimeZoneInfo.ConvertTime(news.CreatedAt, zone).ToString("g", CultureInfo.CurrentCulture), Wrote(news), news.Excerpt);

    private MailDigestPart Part(RecordCard? card, IReadOnlyList<Notification> news, TimeZoneInfo zone) => new(
        card?.Number, card?.Title ?? texts["Mail.Digest.Other"], card?.State is { } state ? texts[state] : null, settings.Link(card?.Href ?? "/notifications"),
        [.. news.OrderByDescending(n => Folding.Rank(n.Priority, n.Category)).ThenByDescending(n => n.CreatedAt).Take(MostDigestLines).OrderBy(n => n.CreatedAt).Select(n => new MailChange(Short(Sentence(n, zone), card), Day(n.CreatedAt, zone), Wrote(n), n.Excerpt is { Length: > LongestDigestExcerpt } longer ? $"{longer.CutTo(LongestDigestExcerpt)}…" : n.Excerpt))],
        news.Count > MostDigestLines ? texts.Format("Mail.Digest.Others", news.Count - MostDigestLines) : null);

    /// <summary>Without the record's title at its end, which stands beside it already.</summary>
    private static string Short(string sentence, RecordCard? card) =>
        card is { Title.Length: > 0 } && sentence.EndsWith(card.Title, StringComparison.Ordinal) && sentence.Length > card.Title.Length ? sentence[..^card.Title.Length].TrimEnd(' ', '\u00a0', '\u202f', ':', '·', '–', '-') : sentence;

    /// <summary>A digest is read within days: the year would only be in the way.</summary>
    private static string Day(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("ddd d MMM HH:mm", CultureInfo.CurrentCulture);

    private string Said(object value, TimeZoneInfo zone) => value switch
    {
        TextKey key => texts[key.Key],
        DateTimeOffset at => $"{TimeZoneInfo.ConvertTime(at, zone).ToString("f", CultureInfo.CurrentCulture)} ({zone.Id})",
        _ => Convert.ToString(value, CultureInfo.CurrentCulture) ?? "",
    };

    private MailView View(string language, OrganisationCard from, string headline, bool isUrgent) => new()
    {
        Language = language,
        Organisation = from.Name,
        Accent = from.Palette is { Light.On: "#ffffff" } palette ? palette.Light.Accent : "#0f5fc2",
        DarkAccent = from.Palette?.Dark.Accent ?? "#7db3ff",
        Subject = Subject(headline, isUrgent),
        Headline = headline,
        IsUrgent = isUrgent,
        UrgentLabel = texts["Mail.Alert.Band"],
        ActionText = "",
        ActionHref = "",
        Reason = "",
        PreferencesText = texts["Mail.Preferences"],
        PreferencesHref = settings.Link("/profile/notifications"),
    };

    private static string Subject(string headline, bool isUrgent)
    {
        var subject = Mime.HeaderText.Clean($"{(isUrgent ? "[OpsFlux URGENT]" : "[OpsFlux]")} {headline}");
        return subject.Length <= MailMessage.LongestSubject ? subject : $"{Cut(subject, MailMessage.LongestSubject - 1)}…";
    }

    /// <summary>Never through the middle of a character outside the basic plane.</summary>
    private static string Cut(string text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private async Task<RenderedMail> RenderAsync<TMail>(string language, OrganisationCard from, Func<MailView> compose) where TMail : IComponent
    {
        // A scope of its own: in a web application parts of the renderer are scoped, and no request need be at hand.
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Languages.All.FirstOrDefault(l => l.Name == language) ?? Languages.All.First(l => l.Name == from.Language);   // ends with this call
            var view = compose();
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(NewsMail.View)] = view });
            return new RenderedMail(view.Subject, PlainMail.Of(view), (await renderer.RenderComponentAsync<TMail>(parameters)).ToHtmlString());
        });
    }
}
