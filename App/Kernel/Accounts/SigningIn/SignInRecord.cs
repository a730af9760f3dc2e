using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Accounts;

/// <summary>The door by which somebody came, or tried to.</summary>
public enum SignInMethod
{
    Password,
    Directory,
    Passkey,

    /// <summary>A link of an invitation or of a reset, which also sets a password.</summary>
    Link,
}

public enum SignInOutcome
{
    SignedIn,

    /// <summary>The first proof was right, the second is still to come.</summary>
    SecondFactorAsked,
    WrongPassword,
    WrongSecondFactor,
    UnknownName,
    Locked,

    /// <summary>Not even tried, because of too many attempts for this name or from this address.</summary>
    Throttled,
    Inactive,
    DirectoryUnavailable,
}

/// <summary>One line of the connection journal. What the person is told never says more than 'failed'; this does.</summary>
public sealed class SignInRecord : IAppendOnly, INotAudited
{
    public const int LongestName = 100, LongestAgent = 300;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public DateTimeOffset At { get; init; }
    public Guid? UserId { get; init; }

    /// <summary>As typed, cut; for a name that no account has, the only trace.</summary>
    public required string Name { get; init; }
    public SignInMethod Method { get; init; }
    public SignInOutcome Outcome { get; init; }
    public Guid? SessionId { get; init; }
    public string? IpAddress { get; init; }
    public string? UserAgent { get; init; }
}

/// <summary>Attempts at one thing that may be guessed, for all instances together.</summary>
public sealed class SignInFailures : INotAudited
{
    /// <summary>
    /// What is counted, then a SHA-256 in hexadecimal, so that what was typed is nowhere kept by this table: "name", "code",
    /// "proof" and "reset" of an account, "device" for a known one, "address". For what may be taken a few times only,
    /// "challenge", "passkey" or "sms" and its id; "test-push" and "test-sms" of an account, one of five places each.
    /// </summary>
    public required string Key { get; init; }
    public int Count { get; set; }
    public DateTimeOffset LastAt { get; set; }
    public DateTimeOffset? BlockedUntil { get; set; }
}
