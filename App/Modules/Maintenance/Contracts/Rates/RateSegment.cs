namespace OpsFlux.Modules.Maintenance.Contracts.Rates;

/// <summary>What kind of time a minute is. Each beats those before it: a night in a holiday is holiday.</summary>
public enum RateSegment
{
    Day,
    Evening,
    Night,
    Weekend,
    Holiday,
}

/// <summary>A stretch of one entry within one segment, as long as it can be: two days of a weekend are one piece.</summary>
/// <param name="To">The first instant after it.</param>
public readonly record struct RatePiece(RateSegment Segment, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Time that passed, whatever the clock on the wall did meanwhile.</summary>
    public TimeSpan Length => To - From;
}
