using OpsFlux.Kernel.Mail.Mime;
using OpsFlux.Kernel.Mail.Smtp;
using OpsFlux.Tests.Kernel.Mail.Mime;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail.Postfix;

/// <summary>The client against Postfix as people run it: STARTTLS required, sign-in by Dovecot, refusals of several kinds.</summary>
public sealed class PostfixTests(PostfixServer server) : IClassFixture<PostfixServer>
{
    [PostfixFact]
    public async Task A_mail_arrives_with_text_html_and_every_letter_intact()
    {
        var message = Message("ève", "Écran noir 🖥️ à l’accueil", $"Été : œuvre à 100 €\n.\n..deux points\n{new string('é', 3000)}\n");

        var outcome = await SendAsync(server.Settings, message);

        Assert.True(outcome.Verdict is SmtpVerdict.Accepted, outcome.ToString());
        var arrived = (await server.DeliveredAsync(message.MessageId)).ReplaceLineEndings("\r\n");
        Assert.Contains($"Subject: =?utf-8?B?", arrived, StringComparison.Ordinal);
        Assert.Equal(message.Text, PartOf(arrived, "text/plain"));
        Assert.Equal(message.Html, PartOf(arrived, "text/html"));
    }

    [PostfixFact]
    public async Task Gone_is_for_good_and_busy_or_full_is_for_later()
    {
        Assert.Equal(SmtpVerdict.Refused, (await SendAsync(server.Settings, Message("gone"))).Verdict);
        Assert.Equal(SmtpVerdict.Deferred, (await SendAsync(server.Settings, Message("busy"))).Verdict);
        Assert.Equal(SmtpVerdict.Deferred, (await SendAsync(server.Settings, Message("full"))).Verdict);
    }

    [PostfixFact]
    public async Task A_wrong_password_is_about_us()
    {
        var outcome = await SendAsync(server.Settings with { Password = "wrong" }, Message("eve"));

        Assert.Equal((SmtpVerdict.Unavailable, SmtpProblem.SignIn), (outcome.Verdict, outcome.Problem));
    }

    [PostfixFact]
    public async Task Unsigned_or_unencrypted_we_are_told_to_mend_it()
    {
        Assert.Equal(SmtpVerdict.Unavailable, (await SendAsync(server.Settings with { UserName = null }, Message("eve"))).Verdict);
        Assert.Equal(SmtpProblem.SignIn, (await SendAsync(server.Settings with { Security = SmtpSecurity.None, UserName = null }, Message("eve"))).Problem);
    }

    [PostfixFact]
    public async Task A_certificate_of_an_unknown_authority_ends_it() =>
        Assert.Equal(SmtpProblem.Certificate, (await SendAsync(server.Settings with { CaFile = null }, Message("eve"))).Problem);

    [PostfixFact]
    public async Task A_sender_that_is_not_ours_is_found_by_the_check_and_counts_against_no_mail()
    {
        await using var submission = new SmtpSubmission(server.Settings);

        Assert.Null(await submission.CheckAsync("desk@exemple.fr", default));
        Assert.Equal(SmtpProblem.Sender, (await submission.CheckAsync("other@exemple.fr", default))?.Problem);
        Assert.Equal(SmtpVerdict.Unavailable, (await submission.SendAsync("other@exemple.fr", "eve@x.example", await Message("eve").ToBytesAsync(default), default)).Verdict);
    }

    [PostfixFact]
    public async Task Fifty_mails_share_one_session()
    {
        await using var submission = new SmtpSubmission(server.Settings);

        var outcomes = new List<SmtpOutcome>();
        foreach (var i in Enumerable.Range(0, 50)) outcomes.Add(await submission.SendAsync("desk@exemple.fr", $"p{i}@x.example", await Message($"p{i}").ToBytesAsync(default), default));

        Assert.All(outcomes, outcome => Assert.Equal(SmtpVerdict.Accepted, outcome.Verdict));
    }

    private static async Task<SmtpOutcome> SendAsync(SmtpSettings settings, MimeMessage message)
    {
        await using var submission = new SmtpSubmission(settings);
        return await submission.SendAsync("desk@exemple.fr", message.To.Address, await message.ToBytesAsync(default), default);
    }

    private static MimeMessage Message(string name, string subject = "Bonjour", string text = "Bonjour\n") => new()
    {
        From = Mailbox.Parse("OpsFlux <desk@exemple.fr>")!,    // a sound address
        To = Mailbox.Of($"{(name == "ève" ? "eve" : name)}@x.example", name)!,    // a sound address
        Subject = subject,
        MessageId = $"<{Guid.CreateVersion7():N}@exemple.fr>",
        Date = FakeClock.Start,
        Text = text,
        Html = $"<p>{text}</p>",
        Language = "fr",
    };

    private static string PartOf(string mail, string type)
    {
        var start = mail.IndexOf("\r\n\r\n", mail.IndexOf($"Content-Type: {type}", StringComparison.Ordinal), StringComparison.Ordinal) + 4;
        return QuotedPrintableTests.Decoded(mail[start..mail.IndexOf("--=_", start, StringComparison.Ordinal)]);
    }
}
