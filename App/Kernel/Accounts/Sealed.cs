using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace OpsFlux.Kernel.Accounts;

/// <summary>
/// What a client keeps for us for a while, sealed with the instances' common keys: no row is written for it, and any
/// instance reads it. It can be shown again until its time is over: what is good once has to be counted beside it.
/// </summary>
internal sealed class Sealed<T>(IDataProtectionProvider protection, string purpose, TimeSpan lifetime, TimeProvider clock) where T : class
{
    private readonly IDataProtector protector = protection.CreateProtector(purpose);

    public string Close(T content) => protector.Protect(JsonSerializer.Serialize(new Dated(content, clock.GetUtcNow())));

    /// <summary>Null for what is forged, or older than its lifetime.</summary>
    public T? Open(string text)
    {
        try
        {
            var read = JsonSerializer.Deserialize<Dated>(protector.Unprotect(text));
            return read is not null && clock.GetUtcNow() is var now && read.At <= now && now < read.At + lifetime ? read.Content : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private sealed record Dated(T Content, DateTimeOffset At);
}
