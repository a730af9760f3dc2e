namespace OpsFlux.Kernel.Mail.Smtp;

public enum SmtpSecurity
{
    /// <summary>Port 587 by default: plain at first, then TLS or nothing.</summary>
    StartTls,
    /// <summary>Port 465 by default: TLS from the first byte.</summary>
    Tls,
    /// <summary>Port 25 by default, for a relay on the same machine or network. No password is ever sent over it elsewhere.</summary>
    None,
}

/// <summary>The mail server and how to speak to it.</summary>
/// <param name="Timeout">How long each step may take.</param>
public sealed record SmtpSettings(string Host, int Port, SmtpSecurity Security, TimeSpan Timeout)
{
    public string? UserName { get; init; }
    public string? Password { get; init; }

    /// <summary>PEM file of the only authorities that may vouch for the server; null takes the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>The server may scan what it received before it answers, and hanging up meanwhile risks a second copy.</summary>
    public TimeSpan AcceptanceTimeout { get; init; } = Timeout * 6;

    /// <summary>For all of the content together, reading its files included: it leaves in many writes, and each of them may be slow.</summary>
    public TimeSpan ContentTimeout { get; init; } = Timeout * 10;

    /// <summary>
    /// Between claiming a mail and the answer to it. A command is two steps, writing and reading: one to open the files,
    /// three to leave the session before, fifteen to open another with STARTTLS and AUTH LOGIN, six for the envelope, one for
    /// the end of the mail, one to spare. Then the content, and the wait for acceptance.
    /// </summary>
    public TimeSpan LongestSending => (Timeout * 27) + ContentTimeout + AcceptanceTimeout;

    /// <summary>Without its password: records print themselves.</summary>
    public override string ToString() => $"{Host}:{Port} ({Security})";
}
