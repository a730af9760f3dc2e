using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Domain;

/// <summary>A node of the tree by which tickets are sorted and routed. Shared by all structures.</summary>
public sealed class Category : Kernel.Records.IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid? ParentId { get; set; }
    public required string Name { get; set; }

    /// <summary>"Équipement › Hydraulique": kept with the node, so that a list shows it without walking the tree.</summary>
    public required string Path { get; set; }

    /// <summary>Where new tickets go; null leaves them to be assigned by hand.</summary>
    public Guid? DefaultGroupId { get; set; }

    /// <summary>What the assignee must know, in the words of <c>User.Skills</c>; null: anybody of the group.</summary>
    public string? Skill { get; set; }

    /// <summary>What a new ticket is taken to hinder until an agent says better.</summary>
    public Impact DefaultImpact { get; set; } = Impact.Low;

    /// <summary>Place among its siblings; equals stand by name.</summary>
    public int Order { get; set; }

    /// <summary>Out of use, it and all below it are no longer offered; tickets that have it keep it.</summary>
    public bool IsActive { get; set; } = true;
    public string? ExternalId { get; set; }
    public long Version { get; set; } = 1;
}

/// <summary>Why a ticket waits. Data, so that an organisation adds its own; names of the built-in ones are resources until renamed.</summary>
public sealed class WaitingReason : Kernel.Records.IVersioned
{
    public required string Code { get; init; }

    /// <summary>In French. Null: the resource <c>WaitingReason.{Code}</c>.</summary>
    public string? Name { get; set; }

    /// <summary>Null: the French name serves.</summary>
    public string? EnglishName { get; set; }

    /// <summary>Whether the resolution clock stands still meanwhile.</summary>
    public bool StopsResolution { get; set; }

    /// <summary>Whether the clock of the next reply stands still, too: most agreements let it run.</summary>
    public bool StopsReply { get; set; }

    /// <summary>Codes of the clocks that stand still meanwhile.</summary>
    public IReadOnlyList<string> StoppedClocks => [.. new[] { StopsResolution ? TicketClocks.Resolution : null, StopsReply ? TicketClocks.Reply : null }.OfType<string>()];
    public int Order { get; set; }
    public bool IsActive { get; set; } = true;
    public long Version { get; set; } = 1;
}
