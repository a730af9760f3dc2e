namespace OpsFlux.Kernel.Accounts.SigningIn;

/// <summary>How somebody comes to a door: from where, with what besides the first proof, and what for.</summary>
public sealed record DoorRequest
{
    /// <summary>The first proof was two at once, as a passkey with user verification is.</summary>
    public bool HasSecondFactor { get; init; }

    /// <summary>Asks for tokens of the REST API instead of a cookie.</summary>
    public bool IsApi { get; init; }

    /// <summary>Stays signed in for weeks, however long unused.</summary>
    public bool Remember { get; init; }
    public string? IpAddress { get; init; }
    public string? UserAgent { get; init; }

    /// <summary>As the browser's own cookie holds it, or made just now (<see cref="Sessions.DeviceKeys"/>); null for clients of the API.</summary>
    public string? DeviceKey { get; init; }
}
