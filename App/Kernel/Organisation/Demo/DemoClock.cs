namespace OpsFlux.Kernel.Organisation.Demo;

/// <summary>A clock that stands where the demo's story has come to. Not thread-safe: the story is told by one thread.</summary>
public sealed class DemoClock(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Now;
}
