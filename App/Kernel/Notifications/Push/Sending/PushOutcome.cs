namespace OpsFlux.Kernel.Notifications.Push.Sending;

/// <summary>How soon a device should wake up for it; phones save their battery with the rest (RFC 8030, section 5.3).</summary>
public enum PushUrgency
{
    VeryLow,
    Low,
    Normal,
    High,
}

public enum PushResult
{
    /// <summary>The push service has it; when the device shows it nobody tells us.</summary>
    Accepted,

    /// <summary>The device is none of the person's any more, or he may not sign in: the subscription is removed.</summary>
    Gone,

    /// <summary>Its session ran out, or owes something: nothing is sent until he signs in again in that browser.</summary>
    Asleep,

    /// <summary>Later, perhaps: the service is busy or was not reached.</summary>
    PutOff,

    /// <summary>The service does not want it, and would not want it again.</summary>
    Refused,
}

/// <param name="RetryAfter">With <see cref="PushResult.PutOff"/>, how long the service asks to be left alone; null where it does not say.</param>
/// <param name="Reason">For the log: what the service answered, without anything of the person.</param>
public sealed record PushOutcome(PushResult Result, TimeSpan? RetryAfter = null, string? Reason = null);
