using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Access;

/// <summary>A named set of grants. The code is stable; built-in roles cannot be deleted.</summary>
public sealed class Role : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Code { get; init; }

    /// <summary>As its administrator calls it; null for a built-in role, whose name is a text of ours.</summary>
    public string? Name { get; set; }
    public bool IsBuiltIn { get; init; }

    /// <summary>Whoever holds it signs in with a second factor.</summary>
    public bool RequiresSecondFactor { get; set; }
    public long Version { get; set; } = 1;
}

/// <summary>A permission and its reach, given to a role or, exceptionally, straight to a user. Null dates are open ends.</summary>
public sealed class Grant
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid? RoleId { get; init; }
    public Guid? UserId { get; init; }
    public required string Permission { get; init; }
    public Scope Scope { get; set; }
    public DateTimeOffset? ValidFrom { get; set; }
    public DateTimeOffset? ValidTo { get; set; }
}

/// <summary>
/// A role held by a user or a group. With a structure, every grant of the role is narrowed to that structure, with or without its subtree;
/// without one, the scope <c>structure</c> counts from the person's own structure.
/// </summary>
public sealed class RoleAssignment
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid RoleId { get; init; }
    public Guid? UserId { get; init; }
    public Guid? GroupId { get; init; }
    public Guid? StructureId { get; init; }

    /// <summary>Whether it reaches what lies below the structure; of no meaning without one.</summary>
    public bool WithSubStructures { get; init; } = true;
    public DateTimeOffset? ValidFrom { get; set; }
    public DateTimeOffset? ValidTo { get; set; }

    /// <summary>Given by a group of the directory, and taken away with it.</summary>
    public bool FromDirectory { get; init; }
}

/// <summary>A permission whose default grants were written once: what an administrator takes away stays away.</summary>
public sealed class KnownPermission
{
    public required string Code { get; init; }
}
