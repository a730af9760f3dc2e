namespace OpsFlux.Kernel.Mail.Smtp;

/// <summary>One reply of the server: its code and the lines of its text.</summary>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    private const int LongestShown = 500;

    public bool IsDone => Code is >= 200 and < 300;

    /// <summary>Sign-in required, too weak, wrong, or only over TLS.</summary>
    public bool IsAboutSignIn => Code is 530 or 534 or 535 or 538;

    /// <summary>What the text begins with where the server is precise (RFC 3463), such as "5.1.1"; null where it is not.</summary>
    public string? Enhanced { get; } = Lines is [var first, ..] && first.Split(' ', 2)[0] is var word && IsEnhanced(word) ? word : null;

    /// <summary>The server ends the session.</summary>
    public bool IsFarewell => Code == 421;

    public override string ToString()
    {
        var text = $"{Code} {string.Join(' ', Lines)}".TrimEnd();
        return text.Length <= LongestShown ? text : text[..LongestShown] + "…";
    }

    private static bool IsEnhanced(string word) =>
        word.Split('.') is ["2" or "4" or "5", var subject, var detail] && subject.Length is > 0 and <= 3 && detail.Length is > 0 and <= 3 && (subject + detail).All(char.IsAsciiDigit);
}
