using System.ComponentModel;

namespace OpsFlux.Shared.Kernel.Api;

/// <summary>A role in a list.</summary>
public sealed record RoleItem(
    [property: Description("Identifier of the role.")] Guid Id,
    [property: Description("Stable, as in its address.")] string Code,
    [property: Description("As its administrator calls it; null for a built-in role, which each language names.")] string? Name,
    [property: Description("Came with OpsFlux: cannot be deleted.")] bool IsBuiltIn,
    [property: Description("Whoever holds it signs in with a second factor.")] bool RequiresSecondFactor,
    [property: Description("How many persons and groups hold it.")] int Holders,
    [property: Description("How many permissions it gives.")] int Permissions);

/// <summary>A role as read by itself.</summary>
public sealed record RoleResource(
    [property: Description("Identifier of the role.")] Guid Id,
    [property: Description("Stable, as in its address.")] string Code,
    [property: Description("As its administrator calls it; null for a built-in role, which each language names.")] string? Name,
    [property: Description("Came with OpsFlux: cannot be deleted.")] bool IsBuiltIn,
    [property: Description("Whoever holds it signs in with a second factor.")] bool RequiresSecondFactor,
    [property: Description("What it gives.")] IReadOnlyList<RoleGrantItem> Grants,
    [property: Description("Raised by each change.")] long Version);

/// <summary>A permission that a role gives.</summary>
public sealed record RoleGrantItem(
    [property: Description("Code of the permission.")] string Permission,
    [property: Description("How far.")] GivenScope Scope);

/// <summary>Makes a role.</summary>
public sealed class CreateRoleRequest
{
    [RequiredText(1, 100)]
    [Description("Not used by another role.")]
    public string Name { get; set; } = "";

    [Description("Whoever holds it signs in with a second factor.")]
    public bool RequiresSecondFactor { get; set; }

    [Description("What it gives; nobody gives what he does not hold himself.")]
    public List<RoleGrantRequest> Grants { get; set; } = [];
}

/// <summary>Fields of a role to change: what is absent stays.</summary>
public sealed class RolePatch
{
    [Description("Up to 100 characters; of a built-in role it cannot be changed.")]
    public string? Name { get; set; }

    [Description("Whoever holds it signs in with a second factor.")]
    public bool RequiresSecondFactor { get; set; }

    [Description("All of them: the list replaces the one before.")]
    public List<RoleGrantRequest> Grants { get; set; } = [];
}

/// <summary>A role in somebody's hands.</summary>
public sealed record RoleHolderItem(
    [property: Description("Identifier of the assignment, by which it is taken.")] Guid Id,
    [property: Description("The role.")] RoleRef Role,
    [property: Description("The person or group.")] NamedRef Holder,
    [property: Description("Whether the holder is a group.")] bool IsGroup,
    [property: Description("To which it is narrowed; null: everywhere its own scopes lead.")] NamedRef? Structure,
    [property: Description("Whether it reaches what stands below that structure.")] bool WithSubStructures,
    [property: Description("From when; null: always.")] DateTimeOffset? ValidFrom,
    [property: Description("Until when; null: without end.")] DateTimeOffset? ValidTo);

/// <summary>The roles of a person or a group.</summary>
public sealed record HeldRoles(
    [property: Description("Given straight.")] IReadOnlyList<RoleHolderItem> Items,
    [property: Description("Of a person: held by a group.")] IReadOnlyList<RoleHolderItem> ByGroup,
    [property: Description("Whether the caller may give to and take from this holder.")] bool IsChangeable);

/// <summary>Gives a role to a person or to a group, not to both.</summary>
public sealed class GiveRoleRequest
{
    [Description("The person.")]
    public Guid? UserId { get; set; }

    [Description("The group.")]
    public Guid? GroupId { get; set; }

    [Description("Narrows it to a structure; null: everywhere its own scopes lead.")]
    public Guid? StructureId { get; set; }

    [Description("Whether it reaches what stands below that structure.")]
    public bool WithSubStructures { get; set; } = true;

    [Description("Null: from now on.")]
    public DateTimeOffset? ValidFrom { get; set; }

    [Description("Null: without end.")]
    public DateTimeOffset? ValidTo { get; set; }
}
