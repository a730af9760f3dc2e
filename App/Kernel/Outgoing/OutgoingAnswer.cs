using System.Net;

namespace OpsFlux.Kernel.Outgoing;

/// <summary>Why there is no answer.</summary>
public enum OutgoingProblem
{
    /// <summary>The address leads into a private network, or is none at all: asking again is of no use.</summary>
    RefusedAddress,

    /// <summary>No connection, none that is safe, or it broke.</summary>
    Network,
    TooLate,
}

/// <summary>What a server answered, or why it did not.</summary>
/// <param name="Status">Null with a <paramref name="Problem"/>.</param>
public sealed record OutgoingAnswer(HttpStatusCode? Status, OutgoingProblem? Problem = null)
{
    /// <summary>Its beginning: no more than <see cref="OutgoingHttp.LongestAnswer"/> bytes are read.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>How long the server asks to be left alone; null where it does not say. Never negative.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public bool IsSuccess => Status is { } status && (int)status is >= 200 and < 300;
}
