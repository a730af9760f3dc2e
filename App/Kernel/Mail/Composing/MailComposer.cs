using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Mail.Composing;

/// <summary>Writes mails in a reader's language: words from the resources, layout from Razor components, text beside HTML.</summary>
public sealed class MailComposer(TextCatalog texts, GetOrganisation organisation, MailSettings settings, IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    private const int Urgent = 3, MostDigestParts = 40, MostDigestLines = 8;

    /// <summary>What happened to one record, the most important first; <paramref name="card"/> is the record's, for readers who may see it.</summary>
    public async Task<RenderedMail> NewsAsync(MailReader reader, IReadOnlyList<Notification> news, RecordCard? card, CancellationToken ct)
    {
        var from = await organisation.RunAsync(ct);
        var zone = ZoneOf(from, reader);
        var lead = news[0];
        return await RenderAsync<NewsMail>(reader.Language, from, () =>
        {
            var headline = Sentence(lead, zone);
            var view = View(reader.Language, from, headline, lead.Priority >= Urgent);
            return view with
            {
                Subject = news.Count == 1 || card is null ? view.Subject : Subject(texts.Format("Mail.Several", card.Number, news.Count, card.Title), view.IsUrgent),
                Number = card?.Number,
                Title = card?.Title,
                State = card?.State is { } state ? texts[state] : null,
                Excerpt = lead.Excerpt,
                ExcerptAuthor = Wrote(lead),
                ChangesLabel = texts["Mail.Also"],
                Changes = [.. news.Skip(1).OrderBy(n => n.CreatedAt).Select(n => Change(n, zone))],
                ActionText = card is null ? texts["Mail.Open"] : texts.Format("Mail.OpenRecord", card.Number),
                ActionHref = settings.Link(lead.Href),
                Reason = texts.Format($"NewsReason.{lead.Reason}", from.Name),
            };
        });
    }

    /// <summary>What came together since the last one, record by record in the order of their first news.</summary>
    public async Task<RenderedMail> DigestAsync(MailReader reader, IReadOnlyList<Notification> news, IReadOnlyDictionary<Guid, RecordCard> cards, CancellationToken ct)
    {
        var from = await organisation.RunAsync(ct);
        var zone = ZoneOf(from, reader);
        var groups = news.OrderBy(n => n.CreatedAt).GroupBy(n => n.RecordId is { } id && cards.ContainsKey(id) ? id : Guid.Empty).ToList();
        return await RenderAsync<DigestMail>(reader.Language, from, () => View(reader.Language, from, texts.Format(news.Count == 1 ? "Mail.Digest.One" : "Mail.Digest.Many", news.Count), isUrgent: false) with
        {
            Body = texts.Format("Mail.Digest.Greeting", reader.Name),
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
        return await RenderAsync<NewsMail>(language, from, () => View(language, from, texts.Format(mail.Headline, from.Name), isUrgent: false) with
        {
            Body = mail.Body is null ? null : texts[mail.Body],
            Details = [.. mail.Details.Select(d => (texts[d.Label], Said(d.Value, zone)))],
            ActionText = mail.ActionText is null ? "" : texts[mail.ActionText],
            ActionHref = mail.ActionPath is null ? "" : settings.Link(mail.ActionPath),
            Reason = texts.Format("Mail.AccountReason", from.Name),
        });
    }

    private static TimeZoneInfo ZoneOf(OrganisationCard from, MailReader reader)
    {
        var zone = new ReaderZone();
        zone.Set(from.ZoneId);
        zone.Set(reader.ZoneId);
        return zone.Zone;
    }

    private string Sentence(Notification news, TimeZoneInfo zone) => texts.News(news.Text, news.Arguments, zone);

    private string? Wrote(Notification news) => news.ExcerptAuthor is { } author ? texts.Format("Mail.Wrote", author) : null;

    private MailChange Change(Notification news, TimeZoneInfo zone) =>
        new(Sentence(news, zone), TimeZoneInfo.ConvertTime(news.CreatedAt, zone).ToString("g", CultureInfo.CurrentCulture), Wrote(news), news.Excerpt);

    private MailDigestPart Part(RecordCard? card, IReadOnlyList<Notification> news, TimeZoneInfo zone) => new(
        card?.Number, card?.Title ?? texts["Mail.Digest.Other"], card?.State is { } state ? texts[state] : null, settings.Link(card?.Href ?? "/notifications"),
        [.. news.TakeLast(MostDigestLines).Select(n => Change(n, zone) with { Excerpt = null, ExcerptAuthor = null })]);

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
        UrgentLabel = texts["Mail.Urgent"],
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
