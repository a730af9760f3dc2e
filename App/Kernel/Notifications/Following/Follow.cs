using OpsFlux.Kernel.Audit;

namespace OpsFlux.Kernel.Notifications.Following;

/// <summary>What somebody can follow besides single records. Its names in lower case are part of addresses.</summary>
public enum FollowKind
{
    /// <summary>A site: he watches all that is opened there.</summary>
    Site,

    /// <summary>A saved view of a list: he is told what newly enters it.</summary>
    View,
}

/// <summary>
/// Somebody who wants to hear of a site or of a saved view, exactly one of which is set. Like watching, following opens
/// nothing: of what he may not see he is told nothing.
/// </summary>
public sealed class Follow
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public Guid? SiteId { get; init; }
    public Guid? ViewId { get; init; }

    /// <summary>What happened before is not told.</summary>
    public DateTimeOffset Since { get; init; }
}

/// <summary>
/// That a record entered a followed view: the last event that this was asked of, so that it is told once. Kept for some days, since
/// it only has to outlive the events that were on their way at the same time.
/// </summary>
public sealed class ViewHit : INotAudited
{
    public required Guid FollowId { get; init; }
    public required Guid RecordId { get; init; }
    public required Guid EventId { get; init; }

    /// <summary>Instant before the record was looked at: events up to then are part of what was seen.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>False where so much had entered that he was not told of each.</summary>
    public required bool IsTold { get; init; }
}
