using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using OpsFlux.Kernel.Accounts.Sessions;

namespace OpsFlux.Kernel.Accounts.SigningIn;

/// <summary>What a challenge remembers of the first proof.</summary>
public sealed record DoorChallenge(Guid Id, Guid UserId, SignInMethod Method, bool IsApi, bool Remember, string? Device, DateTimeOffset At);

/// <summary>
/// The time between first and second proof, kept by the client and sealed with the instances' common keys: no row is
/// written for it, and any instance reads it. Good for five minutes, in the browser that it was made for.
/// </summary>
public sealed class DoorChallenges(IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly IDataProtector protector = protection.CreateProtector("OpsFlux.SecondFactorChallenge");

    public string Make(User person, SignInMethod method, DoorRequest how) => protector.Protect(JsonSerializer.Serialize(
        new DoorChallenge(Guid.CreateVersion7(), person.Id, method, how.IsApi, how.Remember, DeviceKeys.NameOf(how.DeviceKey), clock.GetUtcNow())));

    /// <summary>Null for one that is forged, too old, or from another browser or kind of client.</summary>
    public DoorChallenge? Read(string challenge, DoorRequest how)
    {
        try
        {
            var read = JsonSerializer.Deserialize<DoorChallenge>(protector.Unprotect(challenge));
            var isFresh = read is not null && clock.GetUtcNow() is var now && read.At <= now && now < read.At + Lifetime;
            return isFresh && read!.IsApi == how.IsApi && read.Device == DeviceKeys.NameOf(how.DeviceKey) ? read : null;   // fresh ones are not null
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
