namespace OpsFlux.Tests.Support;

/// <summary>
/// A clock that stands still until told otherwise. Timers and elapsed time stay real: what waits in tests waits for the
/// database, not for business time.
/// </summary>
public sealed class FakeClock : TimeProvider
{
    /// <summary>A working morning in Casablanca (UTC+1), where the year is not about to change.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now { get; set; } = Start;

    public override DateTimeOffset GetUtcNow() => Now;

    public void Advance(TimeSpan by) => Now += by;
}
