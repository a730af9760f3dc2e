using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Accounts.SigningIn;

/// <summary>What a door says to somebody who knocks: one of the three below.</summary>
public abstract record DoorAnswer;

/// <summary>He is in; the session may owe something first (see <see cref="SessionDebt"/>).</summary>
public sealed record Entered(Session Session, User Person) : DoorAnswer;

/// <summary>The first proof was right. <paramref name="Challenge"/> goes with the code to <c>Doorway.CompleteAsync</c>.</summary>
public sealed record SecondFactorAsked(string Challenge) : DoorAnswer;

/// <summary>Codes: sign-in-failed, sign-in-throttled, sign-in-busy, directory-unavailable, second-factor-wrong, challenge-expired.</summary>
public sealed record Refused(Refusal Refusal) : DoorAnswer
{
    /// <summary>One sentence for every reason: what was wrong stands in the journal alone.</summary>
    public static readonly Refused Failed = new(Refusal.Conflict("sign-in-failed"));

    /// <summary>Too many attempts. The argument is the rest in whole seconds, for the API's Retry-After.</summary>
    public static Refused Throttled(TimeSpan rest) => new(Refusal.Conflict("sign-in-throttled", (int)Math.Ceiling(rest.TotalSeconds)));

    public static readonly Refused Busy = new(Refusal.Conflict("sign-in-busy"));

    /// <summary>Said to whoever fails meanwhile, so that it tells nothing of the account.</summary>
    public static readonly Refused DirectoryUnavailable = new(new Refusal(RefusalKind.Unavailable, "directory-unavailable"));
    public static readonly Refused WrongCode = new(Refusal.Conflict("second-factor-wrong"));
    public static readonly Refused ChallengeExpired = new(Refusal.Conflict("challenge-expired"));
}
