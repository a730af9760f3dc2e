using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Sla.OnCall;

/// <summary>
/// Who can be reached when: its members in turns of equal length, one after the other and from the beginning again, but for
/// replacements. Turns change at one time on the wall of <see cref="ZoneId"/>, whatever the season.
/// </summary>
public sealed class OnCallRota : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }

    /// <summary>IANA name.</summary>
    public required string ZoneId { get; set; }

    /// <summary>The day on which the first member's first turn begins.</summary>
    public DateOnly StartsOn { get; set; }

    /// <summary>When turns change, on the wall.</summary>
    public TimeOnly HandoverAt { get; set; }

    /// <summary>Length of a turn in calendar days, 1 to 28.</summary>
    public int TurnDays { get; set; } = 7;
    public bool IsActive { get; set; } = true;
    public long Version { get; set; } = 1;
}

/// <summary>A member of a rota; turns follow <see cref="Place"/>.</summary>
public sealed class OnCallMember
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid RotaId { get; init; }
    public required Guid UserId { get; set; }

    /// <summary>From 0.</summary>
    public required int Place { get; set; }
}

/// <summary>Somebody stands in for whoever's turn it is.</summary>
public sealed class OnCallReplacement
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid RotaId { get; init; }
    public required Guid UserId { get; set; }
    public required DateTimeOffset From { get; init; }

    /// <summary>Not included.</summary>
    public required DateTimeOffset To { get; init; }
    public string? Note { get; init; }
}
