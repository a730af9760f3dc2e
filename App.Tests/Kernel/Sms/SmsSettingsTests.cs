using Microsoft.Extensions.Configuration;
using OpsFlux.Kernel.Sms;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sms;

public sealed class SmsSettingsTests
{
    private const string Json = """{"to":"{to}","text":"{text}"}""";

    [Fact]
    public void Nothing_configured_is_off_and_not_wanted()
    {
        var settings = Read();

        Assert.Equal((false, false), (settings.IsOn, settings.IsWanted));
        Assert.Equal(["Sms:Url", "Sms:Body"], settings.Missing);
    }

    [Fact]
    public void Address_and_template_are_enough()
    {
        var settings = Read(("Url", "https://sms.exemple.fr/send?key=secret"), ("Body", Json), ("Headers:Authorization", "Bearer secret"));

        Assert.Equal((true, false, SmsContent.Json, "sms.exemple.fr:443"), (settings.IsOn, settings.IsGet, settings.Content, settings.Host));
        Assert.Equal("Bearer secret", settings.Headers["authorization"]);
        Assert.DoesNotContain("secret", settings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_that_names_the_sender_asks_for_one() =>
        Assert.Equal(["Sms:From"], Read(("Url", "https://a"), ("Body", "to={to}&text={text}&from={from}"), ("ContentType", "application/x-www-form-urlencoded")).Missing);

    [Theory]
    [InlineData("Url", "sms.exemple.fr")]
    [InlineData("Url", "ftp://sms.exemple.fr")]
    [InlineData("Url", "https://user:password@sms.exemple.fr")]
    [InlineData("Method", "PUT")]
    [InlineData("ContentType", "text/xml")]
    [InlineData("Body", """{"text":"{text}"}""")]
    [InlineData("Body", """{"to":{to},"text":"{text}"}""")]
    [InlineData("Headers:Content-Type", "text/plain")]
    [InlineData("Headers:X Key", "a")]
    [InlineData("Headers:X-Key", "é")]
    public void What_cannot_be_used_is_named_and_keeps_sms_off(string key, string value)
    {
        var settings = Read([("Url", "https://a"), ("Body", Json), (key, value)]);

        Assert.Equal([$"Sms:{key}"], settings.Wrong);
        Assert.False(settings.IsOn);
    }

    [Fact]
    public void Keys_in_the_clear_are_noticed_unless_they_stay_here()
    {
        Assert.True(Read(("Url", "http://10.0.0.5/send"), ("Body", Json)).IsInClear);
        Assert.False(Read(("Url", "http://127.0.0.1/send"), ("Body", Json)).IsInClear);
    }

    [Theory]
    [InlineData(SmsContent.Json, """{"t":"{text}","n":"{to}"}""", """{"t":"\"{to}\" à 5 % & \\","n":"+33612345678"}""")]
    [InlineData(SmsContent.Form, "t={text}&n={to}", "t=%22%7Bto%7D%22%20%C3%A0%205%20%25%20%26%20%5C&n=%2B33612345678")]
    public void Values_are_encoded_and_filled_in_once(SmsContent content, string template, string filled) =>
        Assert.Equal(filled, SmsTemplate.Fill(template, content, new("+33612345678", "\"{to}\" à 5 % & \\", "")));

    private static SmsSettings Read(params (string Key, string Value)[] values) =>
        SmsSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values.GroupBy(v => v.Key).ToDictionary(v => $"Sms:{v.Key}", v => (string?)v.Last().Value)).Build());
}
