using OpsFlux.Kernel.Lists;

namespace OpsFlux.Kernel.Access.Review;

/// <summary>One person, one role or permission, and where it comes from.</summary>
public sealed record ReviewLine
{
    public Guid PersonId { get; init; }
    public string Person { get; init; } = "";
    public string? UserName { get; init; }
    public bool IsActive { get; init; }

    /// <summary>Of the assignment or of the grant.</summary>
    public Guid SourceId { get; init; }
    public Guid HomeId { get; init; }

    /// <summary>Null: a permission given straight to the person.</summary>
    public string? RoleCode { get; init; }
    public string? RoleName { get; init; }
    public Guid? RoleId { get; init; }
    public string? Permission { get; init; }
    public Scope? Scope { get; init; }

    /// <summary>By which the person has the role.</summary>
    public string? Group { get; init; }
    public Guid? StructureId { get; init; }
    public string? Structure { get; init; }
    public bool WithSubStructures { get; init; }
    public DateTimeOffset? ValidFrom { get; init; }
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>Where a page ends: name, person, source.</summary>
    public Cursor At() => Cursor.At($"{PersonId:N}{Person}", SourceId);

    /// <summary>Null where the cursor is none of ours.</summary>
    public static (Guid Id, string Name)? PersonOf(Cursor cursor) =>
        cursor.Key.Length >= 32 && Guid.TryParseExact(cursor.Key[..32], "N", out var id) ? (id, cursor.Key[32..]) : null;
}
