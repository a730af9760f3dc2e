using System.Net;
using System.Text;
using OpsFlux.Kernel.Mail.Smtp;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail.Smtp;

public sealed class SmtpTlsTests : IDisposable
{
    private static readonly byte[] Mail = Encoding.ASCII.GetBytes("Subject: a\r\n\r\nb\r\n");
    private readonly TestCertificates certificates = new();

    public void Dispose() => certificates.Dispose();

    [Theory]
    [InlineData(SmtpSecurity.Tls)]
    [InlineData(SmtpSecurity.StartTls)]
    public async Task An_authority_of_ones_own_vouches_for_the_server(SmtpSecurity security)
    {
        await using var server = Server(security);

        var outcome = await SendAsync(server, security, certificates.CaFile);

        Assert.True(outcome.Verdict is SmtpVerdict.Accepted, outcome.ToString());
        Assert.Single(server.Taken);
    }

    [Theory]
    [InlineData(SmtpSecurity.Tls)]
    [InlineData(SmtpSecurity.StartTls)]
    public async Task A_certificate_nobody_vouches_for_is_refused_before_the_password(SmtpSecurity security)
    {
        await using var server = Server(security);

        var outcome = await SendAsync(server, security, caFile: null);

        Assert.Equal(SmtpProblem.Certificate, outcome.Problem);
        Assert.DoesNotContain(server.Heard, line => line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SmtpSecurity.Tls)]
    [InlineData(SmtpSecurity.StartTls)]
    public async Task A_certificate_for_another_server_is_refused(SmtpSecurity security)
    {
        await using var server = Server(security, "192.0.2.1");

        Assert.Equal(SmtpProblem.Certificate, (await SendAsync(server, security, certificates.CaFile)).Problem);
    }

    [Fact]
    public async Task An_authority_of_somebody_elses_does_not_count()
    {
        using var others = new TestCertificates();
        await using var server = Server(SmtpSecurity.Tls);

        Assert.Equal(SmtpProblem.Certificate, (await SendAsync(server, SmtpSecurity.Tls, others.CaFile)).Problem);
    }

    [Theory]
    [InlineData("missing.pem", null)]
    [InlineData("empty.pem", "")]
    [InlineData("broken.pem", "-----BEGIN CERTIFICATE-----\nrien\n-----END CERTIFICATE-----")]
    public async Task A_file_of_authorities_that_cannot_be_read_is_said(string name, string? content)
    {
        if (content is not null) await File.WriteAllTextAsync(certificates[name], content);
        await using var server = Server(SmtpSecurity.Tls);

        var outcome = await SendAsync(server, SmtpSecurity.Tls, certificates[name]);

        Assert.Equal(SmtpProblem.Certificate, outcome.Problem);
        Assert.Contains("Mail:Smtp:CaFile", outcome.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_TLS_nothing_is_sent_where_TLS_is_asked_for()
    {
        await using var server = Server(SmtpSecurity.StartTls);
        server.Offers = "AUTH PLAIN";

        Assert.Equal(SmtpProblem.NoTls, (await SendAsync(server, SmtpSecurity.StartTls, certificates.CaFile)).Problem);
        Assert.DoesNotContain(server.Heard, line => line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Words_slipped_in_before_encryption_end_the_session()
    {
        await using var server = Server(SmtpSecurity.StartTls);
        server.Says["STARTTLS"] = "220 go ahead\n250 injected";

        var outcome = await SendAsync(server, SmtpSecurity.StartTls, certificates.CaFile);

        Assert.Equal(SmtpVerdict.Unavailable, outcome.Verdict);
        Assert.Empty(server.Taken);
    }

    private ScriptedServer Server(SmtpSecurity security, string address = "127.0.0.1") => new()
    {
        Certificate = certificates.ServerFor(IPAddress.Parse(address)),
        ImplicitTls = security is SmtpSecurity.Tls,
        Offers = security is SmtpSecurity.StartTls ? "STARTTLS\n250-AUTH PLAIN" : "AUTH PLAIN",
    };

    private static async Task<SmtpOutcome> SendAsync(ScriptedServer server, SmtpSecurity security, string? caFile)
    {
        await using var submission = new SmtpSubmission(server.Settings with { Security = security, CaFile = caFile, UserName = "desk", Password = "secret" });
        return await submission.SendAsync("desk@exemple.fr", "eve@x.example", Mail, default);
    }
}
