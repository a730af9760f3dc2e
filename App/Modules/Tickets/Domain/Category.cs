namespace OpsFlux.Modules.Tickets.Domain;

/// <summary>A node of the tree by which tickets are sorted and routed. Shared by all structures.</summary>
public sealed class Category
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
    public bool IsActive { get; set; } = true;
    public string? ExternalId { get; set; }
}

/// <summary>Why a ticket waits. Data, so that an organisation adds its own; names of the built-in ones are resources.</summary>
public sealed class WaitingReason
{
    public required string Code { get; init; }

    /// <summary>Null: the resource <c>WaitingReason.{Code}</c>.</summary>
    public string? Name { get; set; }

    /// <summary>Whether the resolution clock stands still meanwhile.</summary>
    public bool StopsResolution { get; set; }
    public int Order { get; set; }
    public bool IsActive { get; set; } = true;
}
