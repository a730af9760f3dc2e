using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace OpsFlux.Kernel.Notifications.Push;

/// <summary>Seals the secrets that browsers give with their subscriptions.</summary>
public sealed class PushSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("OpsFlux.PushAuth");

    /// <summary>As the column holds it.</summary>
    public string Seal(byte[] auth) => protector.Protect(Convert.ToBase64String(auth));

    /// <summary>Null where the keys that sealed it are gone.</summary>
    public byte[]? Open(PushSubscription subscription)
    {
        try
        {
            return Convert.FromBase64String(protector.Unprotect(subscription.Auth));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
