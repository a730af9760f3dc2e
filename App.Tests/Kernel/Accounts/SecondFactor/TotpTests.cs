using System.Text;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.SecondFactor;

public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238, appendix B.</summary>
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void The_vectors_of_the_standard_hold(long seconds, string code) =>
        Assert.Equal(code, Totp.Code(Secret, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds)), digits: 8));

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void A_clock_half_a_minute_off_is_borne(int seconds, bool isAccepted)
    {
        var code = Totp.Code(Secret, Totp.StepAt(FakeClock.Start.AddSeconds(seconds)));

        Assert.Equal(isAccepted, Totp.StepOf(Secret, code, FakeClock.Start) is not null);
    }

    /// <summary>RFC 4648, §10, without padding.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_is_the_standards(string text, string encoded)
    {
        Assert.Equal(encoded, Base32.Encode(Encoding.ASCII.GetBytes(text)));
        Assert.Equal(text, Encoding.ASCII.GetString(Base32.Decode(encoded.ToLowerInvariant())!));    // of the alphabet
    }

    [Fact]
    public void What_is_not_of_the_alphabet_is_no_secret() => Assert.Null(Base32.Decode("ABC1"));

    [Fact]
    public void The_address_says_whose_code_it_is() =>
        Assert.Equal("otpauth://totp/Atelier%20Dumas%3Akarim.benali.atelier?secret=MY&issuer=Atelier%20Dumas&algorithm=SHA1&digits=6&period=30", Totp.Address("MY", "karim.benali.atelier", "Atelier Dumas"));
}
