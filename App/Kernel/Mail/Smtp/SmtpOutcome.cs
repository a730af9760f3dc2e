namespace OpsFlux.Kernel.Mail.Smtp;

public enum SmtpVerdict
{
    /// <summary>The server has taken charge of the mail.</summary>
    Accepted,
    /// <summary>It never will for this recipient or this content: trying again is of no use.</summary>
    Refused,
    /// <summary>Not now: try again later.</summary>
    Deferred,
    /// <summary>Nothing is wrong with the mail: the server cannot be used, whatever one sends.</summary>
    Unavailable,
    /// <summary>The link broke after the whole mail was sent and before the answer: it may have been taken, or not.</summary>
    Unknown,
}

/// <summary>Why a server cannot be used. Words: <c>Refusal.mail-problem-…</c>.</summary>
public enum SmtpProblem
{
    Unreachable,
    /// <summary>Connected, then no answer in time.</summary>
    Silent,
    /// <summary>It answers, and not as a mail server that is ready does.</summary>
    NotReady,
    /// <summary>TLS is required and not offered.</summary>
    NoTls,
    Certificate,
    SignIn,
    /// <summary>The password would have to travel unprotected.</summary>
    PasswordInClear,
    /// <summary>It does not let us write in the name of <c>Mail:From</c>.</summary>
    Sender,
    /// <summary>It does not pass mail on for us.</summary>
    Relay,
}

/// <summary>What became of one mail.</summary>
/// <param name="Answer">The server's own words, or the system's.</param>
public sealed record SmtpOutcome(SmtpVerdict Verdict, string Answer)
{
    /// <summary>Stands where the verdict is <see cref="SmtpVerdict.Unavailable"/>.</summary>
    public SmtpProblem? Problem { get; init; }

    /// <summary>It was the recipient's address that was refused, for good: no other mail will reach it either.</summary>
    public bool IsAddressRefused { get; init; }

    /// <summary>We said so ourselves, before the server heard of the mail: it says nothing about the server.</summary>
    public bool IsOurs { get; init; }

    public static SmtpOutcome Unavailable(SmtpProblem problem, string answer) => new(SmtpVerdict.Unavailable, answer) { Problem = problem };
}

/// <summary>No session could be opened. Caught where sessions are opened, never further out.</summary>
internal sealed class SmtpUnavailableException(SmtpProblem problem, string answer, Exception? inner = null) : Exception(answer, inner)
{
    public SmtpOutcome Outcome => SmtpOutcome.Unavailable(problem, Message);
}
