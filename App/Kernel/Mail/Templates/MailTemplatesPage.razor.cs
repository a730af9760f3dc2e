using System.Globalization;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Mail.Composing;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Mail.Templates;

/// <summary>Every kind of mail as it leaves, in both languages, on light and on dark, wide and on a phone, with its text alternative.</summary>
public sealed partial class MailTemplatesPage(PreviewMail preview)
{
    private RenderedMail? mail;
    private MailSample sample;
    private string language = "";
    private bool dark, narrow;
    private ReadOrder reads;

    private IEnumerable<(string Name, string Href, bool IsOn)> Ways =>
    [
        ("MailTemplates.French", Address(sample, "fr", dark, narrow), language == "fr"), ("MailTemplates.English", Address(sample, "en", dark, narrow), language == "en"),
        ("MailTemplates.Light", Address(sample, language, false, narrow), !dark), ("MailTemplates.Dark", Address(sample, language, true, narrow), dark),
        ("MailTemplates.Wide", Address(sample, language, dark, false), !narrow), ("MailTemplates.Narrow", Address(sample, language, dark, true), narrow),
    ];

    protected override Task OnInitializedAsync()
    {
        FollowAddress(ReadAsync);
        return ReadAsync();
    }

    private static string Address(MailSample sample, string language, bool dark, bool narrow) =>
        $"/admin/mail/templates?mail={sample}&lang={language}{(dark ? "&dark=1" : "")}{(narrow ? "&narrow=1" : "")}";

    private async Task ReadAsync()
    {
        var asked = ListQuery.Parse(new Uri(Nav.Uri).Query).Values;
        sample = Enum.TryParse<MailSample>(asked.GetValueOrDefault("mail"), out var named) && Enum.IsDefined(named) ? named : MailSample.News;
        language = asked.GetValueOrDefault("lang") switch { "fr" => "fr", "en" => "en", _ => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? "en" : "fr" };
        (dark, narrow) = (asked.ContainsKey("dark"), asked.ContainsKey("narrow"));
        var turn = reads.Start();
        await LoadAsync(async () =>
        {
            var read = await preview.RunAsync(sample, language, Gone);
            if (!reads.IsOvertaken(turn)) (mail, refusal) = (read.Value, read.Refusal);
        });
    }
}
