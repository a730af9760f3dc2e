using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.Composing;
using OpsFlux.Kernel.Mail.Templates;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail.Templates;

/// <summary>What holds for every kind of mail, whatever it says.</summary>
public sealed partial class SampleMailTests(MailApp app) : MailTests(app)
{
    public static TheoryData<MailSample, string> All
    {
        get
        {
            var all = new TheoryData<MailSample, string>();
            foreach (var sample in Enum.GetValues<MailSample>())
                foreach (var language in new[] { "fr", "en" }) all.Add(sample, language);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_mail_is_complete_in_its_language_and_fetches_nothing(MailSample sample, string language)
    {
        var mail = await RenderAsync(sample, language);

        Assert.StartsWith(sample is MailSample.Alert ? "[OpsFlux URGENT] " : "[OpsFlux] ", mail.Subject, StringComparison.Ordinal);
        Assert.Contains($"lang=\"{language}\"", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotMatch(Fetching(), mail.Html);
        Assert.DoesNotMatch(RawKey(), mail.Html);
        Assert.DoesNotMatch(RawKey(), mail.Text);
        Assert.DoesNotContain("{0}", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain('\u0001', mail.Html);
        Assert.DoesNotContain('\u0001', mail.Text);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_mail_has_one_thing_to_do_and_says_why_one_gets_it(MailSample sample, string language)
    {
        var mail = await RenderAsync(sample, language);

        Assert.Single(Button().Matches(mail.Html));
        var isAccount = sample is MailSample.Invitation or MailSample.PasswordReset or MailSample.NewDevice or MailSample.CredentialChange;
        var mayChoose = !isAccount && sample is not MailSample.Letter;   // its reader may have no account to choose anything with
        Assert.Equal(mayChoose, mail.Html.Contains("/profile/notifications", StringComparison.Ordinal));
        Assert.Equal(mayChoose, mail.Text.Contains("/profile/notifications", StringComparison.Ordinal));
        if (isAccount) Assert.Contains(language == "fr" ? "on ne s’en désabonne pas" : "no unsubscribing", mail.Text, StringComparison.Ordinal);
    }

    /// <summary>Every word of the HTML that somebody reads stands in the text, too.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public async Task The_text_alternative_says_all_that_the_mail_says(MailSample sample, string language)
    {
        var mail = await RenderAsync(sample, language);

        var body = Preheader().Replace(mail.Html[mail.Html.IndexOf("<body", StringComparison.Ordinal)..], "");
        var spoken = System.Net.WebUtility.HtmlDecode(Tag().Replace(Initial().Replace(body, ""), " "));
        var heard = Words(mail.Text);
        Assert.Empty(Words(spoken).Except(heard));
        Assert.Equal(Address().Matches(body).Select(m => System.Net.WebUtility.HtmlDecode(m.Groups["to"].Value)).Distinct().Where(a => !mail.Text.Contains(a, StringComparison.Ordinal)), []);
    }

    [Fact]
    public async Task An_alert_says_what_where_and_since_when()
    {
        var mail = await RenderAsync(MailSample.Alert, "fr");

        Assert.Contains("*** URGENT", mail.Text, StringComparison.Ordinal);
        foreach (var label in new[] { "Quoi : TIC-", "État : ", "Où : ", "Depuis : " }) Assert.Contains($"\n{label}", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_digest_begins_with_what_asks_for_something_and_counts_what_it_leaves_out()
    {
        var mail = await RenderAsync(MailSample.WeeklyDigest, "fr");

        Assert.StartsWith("[OpsFlux] Votre résumé de la semaine : 14 nouvelles", mail.Subject, StringComparison.Ordinal);
        Assert.True(mail.Text.IndexOf("TIC-2026-000413", StringComparison.Ordinal) < mail.Text.IndexOf("TIC-2026-000412", StringComparison.Ordinal));    // a mention before an update
        Assert.Contains("et 2 autres", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_of_a_template_are_formatted_and_their_links_spelled_out()
    {
        var mail = await RenderAsync(MailSample.Template, "fr");

        Assert.Contains("<strong>TIC-2026-000411</strong>", mail.Html, StringComparison.Ordinal);
        Assert.Contains("1. Consignez la machine.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("fiche MT-12 (https://intranet.example/fiches/mt-12)", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_sees_mails_sees_what_they_look_like()
    {
        App.User.As(World.Alice);
        Assert.Equal("forbidden", (await App.RunAsync((PreviewMail use) => use.RunAsync(MailSample.News, "fr", default))).Refusal?.Code);

        App.User.Grant(MailPermissions.View, Scope.All);
        Assert.NotNull((await App.RunAsync((PreviewMail use) => use.RunAsync(MailSample.News, "xx", default))).Value);
    }

    private Task<RenderedMail> RenderAsync(MailSample sample, string language) => App.RunAsync((SampleMails samples) => samples.RenderAsync(sample, language, default));

    private static HashSet<string> Words(string text) => [.. Word().Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"\bsrc=|url\(|@import|<link\b|<script\b|<img\b", RegexOptions.IgnoreCase)]
    private static partial Regex Fetching();

    [GeneratedRegex(@"\b(Mail|MailSample|NewsReason|Notify|LinkMail|SignInMail|CredentialMail|TemplateField)\.[A-Z]\w+")]
    private static partial Regex RawKey();

    [GeneratedRegex("display:inline-block;padding:13px 24px")]
    private static partial Regex Button();

    [GeneratedRegex("<div style=\"display:none[^>]*>.*?</div>", RegexOptions.Singleline)]
    private static partial Regex Preheader();

    [GeneratedRegex("<td[^>]*aria-hidden=\"true\"[^>]*>.*?</td>", RegexOptions.Singleline)]
    private static partial Regex Initial();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("href=\"(?<to>[^\"]+)\"")]
    private static partial Regex Address();

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
