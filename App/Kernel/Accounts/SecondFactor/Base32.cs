using System.Text;

namespace OpsFlux.Kernel.Accounts.SecondFactor;

/// <summary>RFC 4648 without padding: what authenticator applications read, and letters and digits that people tell apart.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int BitsPerCharacter = 5;

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length * 8 / BitsPerCharacter) + 1);
        var (buffer, bits) = (0, 0);
        foreach (var b in bytes)
        {
            buffer = ((buffer << 8) | b) & 0xFFF;
            for (bits += 8; bits >= BitsPerCharacter; bits -= BitsPerCharacter) text.Append(Alphabet[(buffer >> (bits - BitsPerCharacter)) & 31]);
        }

        if (bits > 0) text.Append(Alphabet[(buffer << (BitsPerCharacter - bits)) & 31]);
        return text.ToString();
    }

    /// <summary>Null where a character is none of the alphabet's. Small letters, spaces and hyphens are people's.</summary>
    public static byte[]? Decode(string text)
    {
        var bytes = new List<byte>(text.Length * BitsPerCharacter / 8);
        var (buffer, bits) = (0, 0);
        foreach (var c in text)
        {
            if (c is ' ' or '-') continue;
            var value = Alphabet.IndexOf(char.ToUpperInvariant(c), StringComparison.Ordinal);
            if (value < 0) return null;
            buffer = ((buffer << BitsPerCharacter) | value) & 0xFFF;
            bits += BitsPerCharacter;
            if (bits < 8) continue;
            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
        }

        return [.. bytes];
    }
}
