namespace OpsFlux.Kernel.Organisation;

public enum StructureKind
{
    /// <summary>Part of the organisation that runs OpsFlux.</summary>
    Internal,
    /// <summary>A client organisation: its people see their own structure alone, by the same rule as everyone.</summary>
    Client,
}

/// <summary>A node of the organisation's tree; every business record belongs to one.</summary>
public sealed class Structure
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid? ParentId { get; set; }
    public required string Code { get; set; }
    public required string Name { get; set; }
    public StructureKind Kind { get; set; }
    public bool IsActive { get; set; } = true;
}

/// <summary>A place where a structure works.</summary>
public sealed class Site
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid StructureId { get; set; }
    public required string Name { get; set; }
    public string? ExternalId { get; set; }
}

/// <summary>What holds for the whole organisation: one row.</summary>
public sealed class OrganisationSettings
{
    public const int OnlyRow = 1;

    public int Id { get; init; } = OnlyRow;
    public required string Name { get; set; }

    /// <summary>Zone whose calendar year numbers records, and default for people: an IANA name.</summary>
    public string ZoneId { get; set; } = "Africa/Casablanca";
    public string Language { get; set; } = "fr";

    /// <summary>Set by <c>seed --demo</c>: the sign-in page then shows the demo accounts.</summary>
    public bool IsDemo { get; set; }
}
