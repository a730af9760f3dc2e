namespace OpsFlux.Kernel.Notifications.Rules;

/// <summary>Why somebody was not told, at all or by one channel. Texts: <c>Silence.{name}</c>.</summary>
public enum Silence
{
    /// <summary>He did it himself.</summary>
    Author,
    Inactive,

    /// <summary>He may not see what it is about.</summary>
    NoAccess,

    /// <summary>Another rule told him of the same.</summary>
    ToldAlready,
    Muted,
    BelowPriority,
    ChannelOff,

    /// <summary>No mail address, or no confirmed number.</summary>
    NoAddress,

    /// <summary>The address refuses our mails.</summary>
    AddressRefused,

    /// <summary>The organisation has not set it up.</summary>
    ChannelUnavailable,

    /// <summary>He switched push off there, or the push service knows the browser no more.</summary>
    DeviceGone,

    /// <summary>Nobody is signed in there at the moment.</summary>
    DeviceAsleep,

    /// <summary>He had read it in the application before the held-back message was due.</summary>
    ReadMeanwhile,
}

/// <summary>What a delivery waits for. Texts: <c>Hold.{name}</c>.</summary>
public enum Hold
{
    /// <summary>Nothing: it is on its way.</summary>
    None,

    /// <summary>For further changes of the same record, to be told together.</summary>
    Window,
    QuietHours,
    Digest,
}
