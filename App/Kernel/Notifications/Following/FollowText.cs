namespace OpsFlux.Kernel.Notifications.Following;

/// <summary>Marks the texts of following.</summary>
public sealed class FollowText;
