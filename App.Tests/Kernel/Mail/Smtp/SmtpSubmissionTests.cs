using System.Text;
using OpsFlux.Kernel.Mail.Smtp;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail.Smtp;

/// <summary>What each reply at each stage means, against a server that says it.</summary>
public sealed class SmtpSubmissionTests
{
    private const string From = "desk@exemple.fr", To = "eve@x.example";
    private static readonly byte[] Mail = Encoding.ASCII.GetBytes("Subject: a\r\n\r\n.\r\n..deux\r\nfin\r\n");

    [Fact]
    public async Task A_mail_arrives_as_it_was_written()
    {
        await using var server = new ScriptedServer();

        var outcome = await SendAsync(server.Settings);

        Assert.Equal((SmtpVerdict.Accepted, "250 2.0.0 taken"), (outcome.Verdict, outcome.Answer));
        Assert.Equal(new TakenMail(From, To, Encoding.ASCII.GetString(Mail)), Assert.Single(server.Taken));
    }

    [Theory]
    [InlineData("greeting", "421 too busy", SmtpVerdict.Unavailable, SmtpProblem.NotReady)]
    [InlineData("greeting", "554 no service", SmtpVerdict.Unavailable, SmtpProblem.NotReady)]
    [InlineData("greeting", "HTTP/1.1 400 Bad Request", SmtpVerdict.Unavailable, SmtpProblem.NotReady)]
    [InlineData("greeting", ScriptedServer.HangUp, SmtpVerdict.Unavailable, SmtpProblem.NotReady)]
    [InlineData("EHLO", "502 what", SmtpVerdict.Unavailable, SmtpProblem.NotReady)]
    [InlineData("EHLO", ScriptedServer.HangUp, SmtpVerdict.Unavailable, SmtpProblem.NotReady)]
    [InlineData("MAIL", "530 5.7.0 must issue a STARTTLS command first", SmtpVerdict.Unavailable, SmtpProblem.SignIn)]
    [InlineData("MAIL", "553 5.7.1 sender address rejected: not owned by user", SmtpVerdict.Unavailable, SmtpProblem.Sender)]
    [InlineData("MAIL", "554 5.7.1 access denied", SmtpVerdict.Unavailable, SmtpProblem.Sender)]
    [InlineData("MAIL", "552 5.3.4 message size exceeds fixed limit", SmtpVerdict.Refused, null)]
    [InlineData("MAIL", "451 4.3.0 try again", SmtpVerdict.Deferred, null)]
    [InlineData("MAIL", ScriptedServer.HangUp, SmtpVerdict.Deferred, null)]
    [InlineData("RCPT", "550 5.1.1 user unknown", SmtpVerdict.Refused, null)]
    [InlineData("RCPT", "554 5.7.1 you are not welcome here", SmtpVerdict.Refused, null)]
    [InlineData("RCPT", "554 5.7.1 <eve@x.example>: Relay access denied", SmtpVerdict.Unavailable, SmtpProblem.Relay)]
    [InlineData("RCPT", "553 5.7.1 <desk@exemple.fr>: Sender address rejected: not owned by user", SmtpVerdict.Unavailable, SmtpProblem.Sender)]
    [InlineData("RCPT", "554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied", SmtpVerdict.Unavailable, SmtpProblem.Relay)]
    [InlineData("content", "550 5.7.60 SMTP; Client does not have permissions to send as this sender", SmtpVerdict.Unavailable, SmtpProblem.Sender)]
    [InlineData("RCPT", "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.example", SmtpVerdict.Unavailable, SmtpProblem.Relay)]
    [InlineData("RCPT", "550 5.4.5 Daily user sending limit exceeded", SmtpVerdict.Unavailable, SmtpProblem.NotReady)]
    [InlineData("content", "550 5.4.5 Daily user sending limit exceeded", SmtpVerdict.Unavailable, SmtpProblem.NotReady)]
    [InlineData("content", "554 5.7.1 blocked using words.example", SmtpVerdict.Refused, null)]
    [InlineData("RCPT", "530 5.7.0 authentication required", SmtpVerdict.Unavailable, SmtpProblem.SignIn)]
    [InlineData("RCPT", "450 4.2.0 greylisted", SmtpVerdict.Deferred, null)]
    [InlineData("RCPT", "451 4.3.0 later", SmtpVerdict.Deferred, null)]
    [InlineData("RCPT", "452 4.2.2 mailbox full", SmtpVerdict.Deferred, null)]
    [InlineData("RCPT", "421 4.7.0 closing", SmtpVerdict.Deferred, null)]
    [InlineData("DATA", "451 4.3.0 later", SmtpVerdict.Deferred, null)]
    [InlineData("DATA", "554 no valid recipients", SmtpVerdict.Refused, null)]
    [InlineData("DATA", "250 what", SmtpVerdict.Deferred, null)]
    [InlineData("DATA", ScriptedServer.HangUp, SmtpVerdict.Deferred, null)]
    [InlineData("content", "451 4.7.1 greylisted", SmtpVerdict.Deferred, null)]
    [InlineData("content", "552 5.2.2 over quota", SmtpVerdict.Refused, null)]
    [InlineData("content", "554 5.7.1 spam", SmtpVerdict.Refused, null)]
    [InlineData("content", "250-two\n250 lines", SmtpVerdict.Accepted, null)]
    [InlineData("content", ScriptedServer.HangUp, SmtpVerdict.Unknown, null)]
    public async Task Each_reply_means_what_its_stage_makes_of_it(string stage, string reply, SmtpVerdict verdict, SmtpProblem? problem)
    {
        await using var server = new ScriptedServer();
        server.Says[stage] = reply;

        var outcome = await SendAsync(server.Settings);

        Assert.Equal((verdict, problem), (outcome.Verdict, outcome.Problem));
        Assert.NotEqual("", outcome.Answer);
    }

    [Theory]
    [InlineData("greeting", SmtpVerdict.Unavailable)]
    [InlineData("MAIL", SmtpVerdict.Deferred)]
    [InlineData("content", SmtpVerdict.Unknown)]
    public async Task Silence_ends_at_the_limit_of_its_stage(string stage, SmtpVerdict verdict)
    {
        await using var server = new ScriptedServer();
        server.Says[stage] = ScriptedServer.Silence;
        var limit = TimeSpan.FromMilliseconds(300);

        var outcome = await SendAsync(server.Settings with { Timeout = limit, AcceptanceTimeout = limit });

        Assert.Equal(verdict, outcome.Verdict);
        if (outcome.Problem is { } problem) Assert.Equal(SmtpProblem.Silent, problem);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Content_that_takes_too_long_altogether_is_put_off_and_not_taken(bool isWriting)
    {
        await using var server = new ScriptedServer();
        await using var submission = new SmtpSubmission(server.Settings with { ContentTimeout = TimeSpan.FromMilliseconds(300) });

        var outcome = await submission.SendAsync(From, To, async (stream, ct) =>
        {
            while (isWriting) await stream.WriteAsync(Mail, ct);    // each write well within its own time
            await Task.Delay(Timeout.Infinite, ct);                 // a file that does not come
        }, default);

        Assert.Equal((SmtpVerdict.Deferred, "0.3 s"), (outcome.Verdict, outcome.Answer));
        Assert.Empty(server.Taken);
        Assert.Equal(SmtpVerdict.Accepted, (await submission.SendAsync(From, To, Mail, default)).Verdict);
    }

    [Fact]
    public async Task Where_nobody_listens_it_says_so()
    {
        await using var server = new ScriptedServer();
        server.Stop();

        Assert.Equal(SmtpProblem.Unreachable, (await SendAsync(server.Settings)).Problem);
    }

    [Fact]
    public async Task Several_mails_share_one_session_and_a_dead_one_is_replaced()
    {
        await using var server = new ScriptedServer();
        await using var submission = new SmtpSubmission(server.Settings);

        await submission.SendAsync(From, "a@x.example", Mail, default);
        server.SaysOf["b@x.example"] = "550 unknown";
        await submission.SendAsync(From, "b@x.example", Mail, default);
        await submission.SendAsync(From, "c@x.example", Mail, default);
        Assert.Equal(1, server.Sessions);

        server.SaysOf["d@x.example"] = "421 4.7.0 enough";
        await submission.SendAsync(From, "d@x.example", Mail, default);
        await submission.SendAsync(From, "e@x.example", Mail, default);
        Assert.Equal(2, server.Sessions);
        server.Says["RSET"] = ScriptedServer.HangUp;
        await submission.SendAsync(From, "f@x.example", Mail, default);
        Assert.Equal(["a@x.example", "c@x.example", "e@x.example", "f@x.example"], server.Taken.Select(m => m.To));
    }

    [Theory]
    [InlineData("AUTH PLAIN LOGIN", "AUTH PLAIN")]
    [InlineData("AUTH LOGIN", "AUTH LOGIN")]
    public async Task It_signs_in_as_the_server_offers(string offers, string expected)
    {
        await using var server = new ScriptedServer { Offers = offers };

        var outcome = await SendAsync(server.Settings with { UserName = "desk", Password = "secret" });

        Assert.Equal(SmtpVerdict.Accepted, outcome.Verdict);
        Assert.Contains(server.Heard, line => line.StartsWith(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AUTH PLAIN LOGIN")]
    [InlineData("AUTH LOGIN")]
    [InlineData("AUTH CRAM-MD5")]
    [InlineData("8BITMIME")]
    public async Task A_sign_in_that_fails_or_is_not_offered_is_no_fault_of_the_mail(string offers)
    {
        await using var server = new ScriptedServer { Offers = offers };

        var outcome = await SendAsync(server.Settings with { UserName = "desk", Password = "wrong-one" });

        Assert.Equal((SmtpVerdict.Unavailable, SmtpProblem.SignIn), (outcome.Verdict, outcome.Problem));
        Assert.DoesNotContain("wrong-one", outcome.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Heard, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_password_leaves_this_machine_unprotected()
    {
        var outcome = await new SmtpHandshakeProbe().RunAsync(new("mail.exemple.fr", 25, SmtpSecurity.None, TimeSpan.FromSeconds(5)) { UserName = "desk", Password = "secret" });

        Assert.Equal(SmtpProblem.PasswordInClear, outcome.Outcome?.Problem);
        Assert.DoesNotContain("AUTH", outcome.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checking_sends_nothing()
    {
        await using var server = new ScriptedServer();
        await using var submission = new SmtpSubmission(server.Settings);

        Assert.Null(await submission.CheckAsync(From, default));
        server.Says["MAIL"] = "553 5.7.1 not yours";
        Assert.Equal(SmtpProblem.Sender, (await submission.CheckAsync(From, default))?.Problem);
        server.Says.Clear();
        server.SaysOf[From] = "553 5.7.1 <desk@exemple.fr>: Sender address rejected: not owned by user";
        Assert.Equal(SmtpProblem.Sender, (await submission.CheckAsync(From, default))?.Problem);
        server.SaysOf[From] = "550 5.1.1 nobody of that name";    // an address that receives nothing may still send
        Assert.Null(await submission.CheckAsync(From, default));

        Assert.Empty(server.Taken);
        Assert.DoesNotContain(server.Heard, line => line.StartsWith("DATA", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_address_with_a_line_break_never_reaches_the_wire()
    {
        await using var server = new ScriptedServer();
        await using var submission = new SmtpSubmission(server.Settings);

        await Assert.ThrowsAsync<ArgumentException>(() => submission.SendAsync(From, "a@x.example>\r\nRCPT TO:<k@y.example", Mail, default));

        Assert.DoesNotContain(server.Heard, line => line.Contains("k@y.example", StringComparison.Ordinal));
    }

    private static async Task<SmtpOutcome> SendAsync(SmtpSettings settings)
    {
        await using var submission = new SmtpSubmission(settings);
        return await submission.SendAsync(From, To, Mail, default);
    }
}
