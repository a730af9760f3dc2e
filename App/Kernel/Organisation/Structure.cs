using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Organisation;

public enum StructureKind
{
    /// <summary>Part of the organisation that runs OpsFlux.</summary>
    Internal,
    /// <summary>A client organisation: its people see their own structure alone, by the same rule as everyone.</summary>
    Client,
}

/// <summary>A node of the organisation's tree; every business record belongs to one.</summary>
public sealed class Structure : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid? ParentId { get; set; }
    public required string Code { get; set; }
    public required string Name { get; set; }
    public StructureKind Kind { get; set; }
    public bool IsActive { get; set; } = true;
    public long Version { get; set; } = 1;
}

/// <summary>A place where a structure works.</summary>
public sealed class Site : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid StructureId { get; set; }
    public required string Name { get; set; }
    public string? Address { get; set; }
    public string? ExternalId { get; set; }
    public bool IsActive { get; set; } = true;
    public long Version { get; set; } = 1;
}

/// <summary>What holds for the whole organisation: one row.</summary>
public sealed class OrganisationSettings : IVersioned
{
    public const int OnlyRow = 1;

    public int Id { get; init; } = OnlyRow;
    public required string Name { get; set; }

    /// <summary>Zone whose calendar year numbers records, and default for people: an IANA name.</summary>
    public string ZoneId { get; set; } = "Africa/Casablanca";
    public string Language { get; set; } = "fr";

    /// <summary>"#rrggbb", or null for the accent of OpsFlux.</summary>
    public string? Accent { get; set; }

    /// <summary>A PNG, JPEG or WebP of at most 256 KB, served under an address that changes with it.</summary>
    [Secret]
    public byte[]? Logo { get; set; }
    public string? LogoType { get; set; }
    public long Version { get; set; } = 1;

    /// <summary>Set by <c>seed --demo</c>: the sign-in page then shows the demo accounts.</summary>
    public bool IsDemo { get; set; }
}
