using System.Text.Json;
using OpsFlux.Kernel.Notifications.Push.Sending;
using Xunit;

namespace OpsFlux.Tests.Kernel.Notifications.Push;

public sealed class PushPayloadTests
{
    [Fact]
    public void What_is_short_stays_as_it_is()
    {
        var read = Read(new("Imprimante en panne", "« Bourrage papier » à l’étage", "/tickets/TIC-1", "ticket-1"));

        Assert.Equal(("Imprimante en panne", "« Bourrage papier » à l’étage", "/tickets/TIC-1", "ticket-1"), read);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("é")]
    [InlineData("€")]
    [InlineData("👩🏽‍🔧")]
    [InlineData("\"")]
    public void What_is_long_is_cut_between_signs_and_says_so(string sign)
    {
        var bytes = new PushPayload(string.Concat(Enumerable.Repeat(sign, 500)), string.Concat(Enumerable.Repeat(sign, 4000)), "/", "t").ToBytes();
        var (title, body, _, _) = ReadBytes(bytes);

        Assert.InRange(bytes.Length, 1, PushPayload.Longest);
        Assert.EndsWith("…", title, StringComparison.Ordinal);
        Assert.All(title[..^1].Split(sign).Concat(body.TrimEnd('…').Split(sign)), Assert.Empty);
    }

    [Fact]
    public void One_sign_without_end_and_a_long_tag_have_no_room()
    {
        var endless = "a" + new string('\u0301', 5000);

        Assert.InRange(new PushPayload(endless, endless, $"/{new string('a', 5000)}", new string('é', 5000)).ToBytes().Length, 1, PushPayload.Longest);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public void A_click_leads_to_us_alone(string href) => Assert.Equal("/", Read(new("a", "b", href)).Href);

    private static (string Title, string Body, string Href, string? Tag) Read(PushPayload payload) => ReadBytes(payload.ToBytes());

    private static (string Title, string Body, string Href, string? Tag) ReadBytes(byte[] bytes)
    {
        var json = JsonDocument.Parse(bytes).RootElement;
        return (json.GetProperty("title").GetString()!, json.GetProperty("body").GetString()!, json.GetProperty("href").GetString()!, json.GetProperty("tag").GetString());   // always written
    }
}
