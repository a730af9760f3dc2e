namespace OpsFlux.Kernel.Notifications.Following;

/// <summary>Codes of refusals: stable, public, keys of their texts.</summary>
public static class FollowRefusals
{
    /// <summary>How many of a kind one may follow.</summary>
    public const string TooMany = "follows.too-many";

    /// <summary>What the view shows changes by itself as time goes on: nothing happens that could be told.</summary>
    public const string MovesWithTime = "follows.moves-with-time";
}
