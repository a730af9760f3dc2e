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
    private const int LongestExcerpt = 1000, Urgent = 3;

    /// <summary>The same news as in the application. <paramref name="card"/> is the record's, for readers who may see it.</summary>
    /// <param name="zoneId">Null: the reader follows the organisation.</param>
    public async Task<RenderedMail> NewsAsync(string language, string? zoneId, Message message, RecordCard? card, CancellationToken ct)
    {
        var from = await organisation.RunAsync(ct);
        var zone = new ReaderZone();
        zone.Set(from.ZoneId);
        zone.Set(zoneId);
        return await RenderAsync(language, from, () =>
        {
            var headline = texts.News(message.Text, message.Arguments, zone.Zone);
            return View(language, from, headline, message.Priority >= Urgent) with
            {
                Number = card?.Number,
                Title = card?.Title,
                State = card?.State is { } state ? texts[state] : null,
                Excerpt = Shortened(message.Excerpt),
                ExcerptAuthor = message.ExcerptAuthor is { } author ? texts.Format("Mail.Wrote", author) : null,
                ActionText = card is null ? texts["Mail.Open"] : texts.Format("Mail.OpenRecord", card.Number),
                ActionHref = settings.Link(message.Href),
                Reason = texts.Format("Mail.Reason", from.Name),
            };
        });
    }

    /// <summary>The proof that mail works, to whoever asked for it.</summary>
    public async Task<RenderedMail> TestAsync(string language, string asker, CancellationToken ct)
    {
        var from = await organisation.RunAsync(ct);
        return await RenderAsync(language, from, () => View(language, from, texts["Mail.Test.Headline"], isUrgent: false) with
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
        return await RenderAsync(language, from, () => View(language, from, texts.Format(mail.Headline, from.Name), isUrgent: false) with
        {
            Body = mail.Body is null ? null : texts[mail.Body],
            Details = [.. mail.Details.Select(d => (texts[d.Label], Said(d.Value, zone)))],
            ActionText = mail.ActionText is null ? "" : texts[mail.ActionText],
            ActionHref = mail.ActionPath is null ? "" : settings.Link(mail.ActionPath),
            Reason = texts.Format("Mail.AccountReason", from.Name),
        });
    }

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
        PreferencesHref = settings.Link("/profile"),
    };

    private static string Subject(string headline, bool isUrgent)
    {
        var subject = Mime.HeaderText.Clean($"{(isUrgent ? "[OpsFlux URGENT]" : "[OpsFlux]")} {headline}");
        return subject.Length <= MailMessage.LongestSubject ? subject : $"{Cut(subject, MailMessage.LongestSubject - 1)}…";
    }

    private static string? Shortened(string? text) =>
        text is null || text.Length <= LongestExcerpt ? text : $"{Cut(text, LongestExcerpt)}…";

    /// <summary>Never through the middle of a character outside the basic plane.</summary>
    private static string Cut(string text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private async Task<RenderedMail> RenderAsync(string language, OrganisationCard from, Func<MailView> compose)
    {
        // A scope of its own: in a web application parts of the renderer are scoped, and no request need be at hand.
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Languages.All.FirstOrDefault(l => l.Name == language) ?? Languages.All.First(l => l.Name == from.Language);   // ends with this call
            var view = compose();
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(NewsMail.View)] = view });
            return new RenderedMail(view.Subject, PlainMail.Of(view), (await renderer.RenderComponentAsync<NewsMail>(parameters)).ToHtmlString());
        });
    }
}
