using OpsFlux.Kernel.Audit;

namespace OpsFlux.Kernel.Notifications.Push;

/// <summary>
/// A browser that shows what its person is told, even when OpsFlux is not open in it. It hangs on the session that switched it on:
/// when that is ended, by whomever, the row goes with it.
/// </summary>
public sealed class PushSubscription
{
    public const int LongestEndpoint = 1500, MostDevices = 10;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }

    /// <summary>A later one of the same person in the same browser takes the place of one that ran out.</summary>
    public required Guid SessionId { get; set; }

    /// <summary>Where the browser's push service takes messages; whoever knows it may try to send some.</summary>
    [Secret]
    public required string Endpoint { get; init; }

    /// <summary>The browser's key ("p256dh"), an uncompressed point.</summary>
    public required byte[] PublicKey { get; set; }

    /// <summary>The browser's secret ("auth"), sealed by the data protection keys.</summary>
    [Secret]
    public required string Auth { get; set; }
    public string? UserAgent { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastSuccessAt { get; set; }

    /// <summary>In a row; none since the last success.</summary>
    public int Failures { get; set; }
}
