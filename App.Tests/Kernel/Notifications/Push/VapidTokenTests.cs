using System.Security.Cryptography;
using OpsFlux.Kernel.Notifications.Push.Encryption;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Notifications.Push;

public sealed class VapidTokenTests : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose() => key.Dispose();

    [Theory]
    [InlineData("https://push.example.org/send/abc?x=1", "https://push.example.org")]
    [InlineData("https://push.example.org:8443/send", "https://push.example.org:8443")]
    [InlineData("https://PUSH.example.org:443/send", "https://push.example.org")]
    public void It_is_for_the_origin_of_the_endpoint_for_a_day_at_most_and_names_whom_to_ask(string endpoint, string audience)
    {
        var claims = ReadVapid.Claims(VapidToken.Authorization(new(endpoint), "mailto:desk@example.org", key, FakeClock.Start));

        Assert.Equal(audience, claims.Audience);
        Assert.Equal("mailto:desk@example.org", claims.Subject);
        Assert.InRange(claims.Expires, FakeClock.Start.AddMinutes(1), FakeClock.Start.AddHours(24));
        Assert.Equal(PointP256.Write(key.ExportParameters(false)), claims.PublicKey);
    }

    [Fact]
    public void A_token_that_was_changed_is_seen()
    {
        var header = VapidToken.Authorization(new("https://push.example.org/a"), "mailto:desk@example.org", key, FakeClock.Start);
        var at = header.IndexOf('.', StringComparison.Ordinal) + 5;
        var changed = header[..at] + (header[at] == 'A' ? 'B' : 'A') + header[(at + 1)..];

        Assert.Throws<CryptographicException>(() => ReadVapid.Claims(changed));
    }

    /// <summary>RFC 8292, section 2.4: the standard's own token, by the reader that the other tests trust.</summary>
    [Fact]
    public void The_standards_own_token_is_read()
    {
        var claims = ReadVapid.Claims(
            "vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA, "
            + "k=BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs");

        Assert.Equal(("https://push.example.net", "mailto:push@example.com"), (claims.Audience, claims.Subject));
    }
}
