using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;

namespace OpsFlux.Kernel.Sla.Recomputing;

/// <summary>What a recomputation comes to, or came to.</summary>
/// <param name="Looked">Clocks in the scope that go on.</param>
/// <param name="Moved">Those whose due date becomes another, comes, or goes.</param>
/// <param name="Waiting">Those that wait, so that they have no due date, and go on by another agreement or calendar.</param>
/// <param name="MoreBreached">Those that are late only from then on.</param>
/// <param name="FewerBreached">Those that are late no more.</param>
public sealed record RecomputeCounts(int Looked, int Moved, int Waiting, int MoreBreached, int FewerBreached)
{
    public static readonly RecomputeCounts None = new(0, 0, 0, 0, 0);

    internal RecomputeCounts With(RenewedClock renewed, bool isChanged)
    {
        var isBreached = renewed.Clock.State is ClockState.Breached;
        return new(
            Looked + 1, Moved + (renewed.IsMoved ? 1 : 0), Waiting + (isChanged && !renewed.IsMoved && renewed.Clock.State is ClockState.Paused ? 1 : 0),
            MoreBreached + (isBreached && !renewed.WasBreached ? 1 : 0), FewerBreached + (!isBreached && renewed.WasBreached ? 1 : 0));
    }
}

/// <summary>How far a run is, in records.</summary>
public sealed record RecomputeProgress(int Done, int Total, RecomputeCounts Counts)
{
    /// <summary>False: it was stopped, and whoever runs it again does the rest.</summary>
    public bool IsComplete => Done == Total;
}
