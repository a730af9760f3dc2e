using OpsFlux.Kernel.Settings;

namespace OpsFlux.Kernel.Accounts.Sessions;

/// <summary>How long sessions last. A change counts for those that begin afterwards.</summary>
public static class SessionSettings
{
    /// <summary>Without a request or a click; not for those who asked to stay signed in.</summary>
    public static readonly NumberSetting IdleHours = new("Accounts.SessionIdleHours", 12, 1, 168) { IsForAll = true };

    public static readonly NumberSetting LongestDays = new("Accounts.SessionDays", 7, 1, 90) { IsForAll = true };

    /// <summary>For those who asked to stay signed in, and for clients of the API.</summary>
    public static readonly NumberSetting RememberedDays = new("Accounts.SessionRememberedDays", 30, 1, 365) { IsForAll = true };
}
