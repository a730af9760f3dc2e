using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OpsFlux.Kernel.Notifications.Push.Encryption;
using Xunit;

namespace OpsFlux.Tests.Kernel.Notifications.Push;

/// <summary>Against the examples of the standards, and against a receiver.</summary>
public sealed class PushEncryptionTests
{
    /// <summary>RFC 8291, section 5.</summary>
    [Fact]
    public void The_example_of_the_standard_comes_out_to_the_byte()
    {
        using var sender = Key("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw", "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        using var receiver = new ReceivingBrowser(
            Key("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94", "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"), Bytes("BTBZMqHH6r4Tts7J_aSIgg"));
        var content = "When I grow up, I want to be a watermelon"u8.ToArray();

        var message = PushEncryption.Encrypt(content, receiver.PublicKey, receiver.Auth, sender, Bytes("DGv6ra1nlYgDCS1FRnbzlw"), padding: 0);

        Assert.Equal(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
            Base64Url.EncodeToString(message));
        Assert.Equal(content, receiver.Read(message));
    }

    /// <summary>RFC 8188, section 3.1.</summary>
    [Fact]
    public void The_coding_alone_is_that_of_its_standard()
    {
        var message = ContentCoding.Seal("I am the walrus"u8, Bytes("yqdlZ-tYemfogSmv7Ws5PQ"), Bytes("I1BsxtFttlv3u_Oo94xnmw"), [], padding: 0);

        Assert.Equal("I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg", Base64Url.EncodeToString(message));
    }

    /// <summary>RFC 8188, section 3.2: two records, the first of them padded. Proves the receiver that the other tests trust.</summary>
    [Fact]
    public void The_receiver_reads_the_standards_message_of_several_records() => Assert.Equal(
        "I am the walrus",
        Encoding.UTF8.GetString(ReceivingBrowser.Open(Bytes("uNCkWiNYzKTnBN9ji3-qWAAAABkCYTHOG8chz_gnvgOqdGYovxyjuqRyJFjEDyoF1Fvkj6hQPdPHI51OEUKEpgz3SsLWIqS_uA"), Bytes("BO3ZVPxUlnLORbVGMpbT1Q"))));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(3000)]
    [InlineData(PushEncryption.Longest)]
    public void What_is_sent_is_read_and_by_nobody_else(int length)
    {
        using var browser = new ReceivingBrowser();
        using var other = new ReceivingBrowser();
        var content = RandomNumberGenerator.GetBytes(length);

        var message = PushEncryption.Encrypt(content, browser.PublicKey, browser.Auth);

        Assert.Equal(content, browser.Read(message));
        Assert.True(message.Length <= 4096);
        Assert.ThrowsAny<CryptographicException>(() => other.Read(message));
        message[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => browser.Read(message));
    }

    [Fact]
    public void The_length_says_little_of_the_content_and_no_two_messages_are_alike()
    {
        using var browser = new ReceivingBrowser();
        var messages = new[] { "oui", "non, pas du tout", "non, pas du tout" }.Select(t => PushEncryption.Encrypt(Encoding.UTF8.GetBytes(t), browser.PublicKey, browser.Auth)).ToList();

        Assert.Single(messages.Select(m => m.Length).Distinct());
        Assert.Equal(3, messages.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void What_no_service_would_take_is_not_made()
    {
        using var browser = new ReceivingBrowser();

        Assert.Throws<ArgumentOutOfRangeException>(() => PushEncryption.Encrypt(new byte[PushEncryption.Longest + 1], browser.PublicKey, browser.Auth));
        Assert.Throws<ArgumentOutOfRangeException>(() => PushEncryption.Encrypt([], browser.PublicKey, browser.Auth.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => PushEncryption.Encrypt([], browser.PublicKey.AsSpan(1), browser.Auth));
    }

    [Fact]
    public void A_point_beside_the_curve_is_no_key()
    {
        using var browser = new ReceivingBrowser();
        var beside = browser.PublicKey.ToArray();
        beside[^1] ^= 1;
        byte[] compressed = [2, .. browser.PublicKey[1..33]];

        Assert.NotNull(PointP256.Read(browser.PublicKey));
        Assert.Null(PointP256.Read(beside));
        Assert.Null(PointP256.Read(compressed));
        Assert.Null(PointP256.Read(browser.PublicKey.AsSpan(1)));
        Assert.Null(PointP256.Read([4, .. new byte[64]]));
        Assert.Null(PointP256.Read([4, .. Enumerable.Repeat(byte.MaxValue, 64)]));
        Assert.Null(PointP256.Read([]));
    }

    private static byte[] Bytes(string text) => Base64Url.DecodeFromChars(text);

    private static ECDiffieHellman Key(string secret, string point)
    {
        var key = PointP256.Read(Bytes(point))!.Value;   // of the standard
        key.D = Bytes(secret);
        return ECDiffieHellman.Create(key);
    }
}
