namespace OpsFlux.Kernel.Mail.Smtp;

/// <summary>A line that begins with a dot gets a second one, or it could end the mail (RFC 5321 §4.5.2).</summary>
internal static class DotStuffing
{
    /// <summary>Without the line break at the end: the end-of-mail mark begins with one.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> message)
    {
        if (message.EndsWith("\r\n"u8)) message = message[..^2];
        var result = new List<byte>(message.Length + 16);
        for (var i = 0; i < message.Length; i++)
        {
            if (message[i] == (byte)'.' && (i == 0 || message[i - 1] == (byte)'\n')) result.Add((byte)'.');
            result.Add(message[i]);
        }

        return [.. result];
    }
}
