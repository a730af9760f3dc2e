using OpsFlux.Kernel.Audit;

namespace OpsFlux.Kernel.Notifications.Push.Encryption;

/// <summary>
/// The key by which push services and browsers know this installation, one for all instances. A subscription is bound to
/// it: with another pair every device would have to be switched on again.
/// </summary>
public sealed class PushKeyPair : INotAudited
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    /// <summary>Uncompressed point, as browsers ask for it.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>PKCS #8, sealed by the data protection keys.</summary>
    [Secret]
    public required string PrivateKey { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}
