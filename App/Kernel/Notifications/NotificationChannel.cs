namespace OpsFlux.Kernel.Notifications;

/// <summary>A way to somebody. Texts: <c>NotificationChannel.{name}</c>.</summary>
public enum NotificationChannel
{
    InApp,
    Mail,

    /// <summary>For urgent news alone.</summary>
    Sms,

    /// <summary>To a browser or phone that registered itself.</summary>
    Push,

    /// <summary>A line of the application's own log, without names or texts; the organisation's choice, not a person's.</summary>
    Log,
}

/// <summary>Several of them.</summary>
[Flags]
public enum ChannelSet
{
    None = 0,
    InApp = 1 << NotificationChannel.InApp,
    Mail = 1 << NotificationChannel.Mail,
    Sms = 1 << NotificationChannel.Sms,
    Push = 1 << NotificationChannel.Push,
    Log = 1 << NotificationChannel.Log,

    /// <summary>What a person can choose among.</summary>
    Personal = InApp | Mail | Sms | Push,
}

internal static class ChannelSets
{
    public static bool Has(this ChannelSet set, NotificationChannel channel) => (set & Of(channel)) != 0;

    public static ChannelSet Of(NotificationChannel channel) => (ChannelSet)(1 << (int)channel);
}
