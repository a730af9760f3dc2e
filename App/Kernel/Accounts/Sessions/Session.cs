using System.Linq.Expressions;
using OpsFlux.Kernel.Audit;

namespace OpsFlux.Kernel.Accounts.Sessions;

public enum SessionEnd
{
    SignedOut,

    /// <summary>By its owner from another session, or by 'sign out everywhere'.</summary>
    EndedByOwner,
    EndedByAdministrator,

    /// <summary>The password was changed or reset, or a second factor was added or taken away.</summary>
    CredentialsChanged,
    Deactivated,

    /// <summary>A refresh token was used twice: somebody has a copy.</summary>
    TokenReused,
}

/// <summary>
/// One signing-in and all that hangs on it: a browser's cookie with its circuits, or an API client's family of tokens.
/// The cookie and the tokens name it; once it has ended none of them counts.
/// </summary>
public sealed class Session : INotAudited
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public required SignInMethod Method { get; init; }

    /// <summary>True for a client of the REST API, which has tokens instead of a cookie.</summary>
    public bool IsApi { get; init; }

    /// <summary>Whether a second factor was shown; a passkey is both at once.</summary>
    public bool HasSecondFactor { get; set; }

    /// <summary>What its owner has to do before the session may do anything else.</summary>
    public SessionDebt Owes { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>To within a few minutes: not every click is written.</summary>
    public DateTimeOffset LastSeenAt { get; set; }

    /// <summary>When somebody last proved who he is within it: sensitive changes ask for a fresh proof.</summary>
    public DateTimeOffset ProvedAt { get; set; }

    /// <summary>The latest end, whatever happens; raised by nothing.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Ends when unused for so long; null: no sooner than <see cref="ExpiresAt"/>.</summary>
    public int? IdleMinutes { get; init; }
    public string? IpAddress { get; set; }
    public string? UserAgent { get; init; }
    public Guid? DeviceId { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
    public SessionEnd? EndedBy { get; set; }

    /// <summary>Not ended, not past its latest end, not unused for too long. Of those that ran out nobody writes that they did.</summary>
    public static Expression<Func<Session, bool>> IsOpenAt(DateTimeOffset now) =>
        s => s.EndedAt == null && s.ExpiresAt > now && (s.IdleMinutes == null || s.LastSeenAt.AddMinutes(s.IdleMinutes.Value) > now);
}

/// <summary>What a session owes. While it owes anything it holds no permission at all, and its pages lead to the one that settles it.</summary>
public enum SessionDebt
{
    Nothing,
    ChangePassword,
    EnrolSecondFactor,
}

/// <summary>A browser somebody signed in from before, known by a random key in a cookie of its own.</summary>
public sealed class KnownDevice : INotAudited
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }

    /// <summary>SHA-256 of the cookie's 256 random bits.</summary>
    public required byte[] KeyHash { get; init; }
    public string? UserAgent { get; set; }
    public DateTimeOffset FirstSeenAt { get; init; }
    public DateTimeOffset LastSeenAt { get; set; }
}
