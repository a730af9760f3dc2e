using Microsoft.AspNetCore.DataProtection;
using OpsFlux.Kernel.Accounts.Sessions;

namespace OpsFlux.Kernel.Accounts.SigningIn;

/// <summary>What a challenge remembers of the first proof.</summary>
public sealed record DoorChallenge(Guid Id, Guid UserId, SignInMethod Method, bool IsApi, bool Remember, string? Device);

/// <summary>
/// The time between first and second proof, kept by the client. Good for five minutes, in the browser that it was made for.
/// </summary>
public sealed class DoorChallenges(IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly Sealed<DoorChallenge> challenges = new(protection, "OpsFlux.SecondFactorChallenge", Lifetime, clock);

    public string Make(User person, SignInMethod method, DoorRequest how) =>
        challenges.Close(new(Guid.CreateVersion7(), person.Id, method, how.IsApi, how.Remember, DeviceKeys.NameOf(how.DeviceKey)));

    /// <summary>Null for one that is forged, too old, or from another browser or kind of client.</summary>
    public DoorChallenge? Read(string challenge, DoorRequest how) =>
        challenges.Open(challenge) is { } read && read.IsApi == how.IsApi && read.Device == DeviceKeys.NameOf(how.DeviceKey) ? read : null;
}
