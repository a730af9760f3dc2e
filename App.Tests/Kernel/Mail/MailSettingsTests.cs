using Microsoft.Extensions.Configuration;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.Smtp;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail;

public sealed class MailSettingsTests
{
    private static readonly (string, string)[] Enough = [("Mail:Smtp:Host", "mail.exemple.fr"), ("Mail:From", "Bureau <desk@exemple.fr>"), ("Site:PublicUrl", "https://desk.exemple.fr/")];

    [Fact]
    public void Server_sender_and_public_address_are_enough()
    {
        var settings = Read(Enough);

        Assert.True(settings.IsOn);
        Assert.Equal(new SmtpSettings("mail.exemple.fr", 587, SmtpSecurity.StartTls, TimeSpan.FromSeconds(30)), settings.Smtp);
        Assert.Equal("Bureau <desk@exemple.fr>", settings.From?.ToString());
        Assert.Equal("https://desk.exemple.fr/tickets/1", settings.Link("/tickets/1"));
    }

    [Theory]
    [InlineData("Tls", 465)]
    [InlineData("starttls", 587)]
    [InlineData("None", 25)]
    public void Each_way_has_its_usual_port(string security, int port) => Assert.Equal(port, Read([.. Enough, ("Mail:Smtp:Security", security)]).Smtp?.Port);

    [Theory]
    [InlineData("Mail:Smtp:Host")]
    [InlineData("Mail:From")]
    [InlineData("Site:PublicUrl")]
    public void Without_one_of_them_mail_is_off_and_says_which(string key)
    {
        var settings = Read([.. Enough.Where(e => e.Item1 != key)]);

        Assert.False(settings.IsOn);
        Assert.Equal([key], settings.Missing);
    }

    [Theory]
    [InlineData("Mail:Smtp:Port", "abc")]
    [InlineData("Mail:Smtp:Port", "0")]
    [InlineData("Mail:Smtp:Port", "65536")]
    [InlineData("Mail:Smtp:Security", "SSL")]
    [InlineData("Mail:Smtp:Security", "7")]
    [InlineData("Mail:Smtp:Timeout", "-1")]
    [InlineData("Mail:From", "a@x.example, b@x.example")]
    [InlineData("Site:PublicUrl", "desk.exemple.fr")]
    [InlineData("Site:PublicUrl", "ftp://desk.exemple.fr")]
    public void A_value_that_cannot_be_read_turns_it_off_and_is_named(string key, string value)
    {
        var settings = Read([.. Enough.Where(e => e.Item1 != key), (key, value)]);

        Assert.False(settings.IsOn);
        Assert.Equal([key], settings.Wrong);
        Assert.Empty(settings.Missing);
    }

    [Fact]
    public void An_accented_address_is_written_as_headers_can_bear_it() =>
        Assert.Equal("https://xn--donnes-eva.fr:8443/profile", Read([.. Enough.Where(e => e.Item1 != "Site:PublicUrl"), ("Site:PublicUrl", "https://données.fr:8443")]).Link("/profile"));

    [Fact]
    public void The_password_is_never_printed()
    {
        var settings = Read([.. Enough, ("Mail:Smtp:UserName", "desk"), ("Mail:Smtp:Password", "s3cret")]);

        Assert.Equal("s3cret", settings.Smtp?.Password);
        Assert.DoesNotContain("s3cret", $"{settings} {settings.Smtp}", StringComparison.Ordinal);
    }

    private static MailSettings Read((string Key, string Value)[] values) =>
        MailSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(v => v.Key, v => (string?)v.Value)).Build());
}
