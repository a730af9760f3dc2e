using System.ComponentModel.DataAnnotations;

namespace OpsFlux.Shared.Kernel;

/// <summary>How far a permission is given. Each level includes the ones before it.</summary>
public enum GivenScope
{
    /// <summary>Records of the person himself.</summary>
    Own,
    /// <summary>Records of a structure and those below it.</summary>
    Structure,
    All,
}

/// <summary>Codes of refusals around who may do what.</summary>
public static class AccessRefusals
{
    /// <summary>The giver does not hold it himself, or not as far. Argument: the permission.</summary>
    public const string BeyondOwn = "access.beyond-own";

    /// <summary>Nobody gives himself anything: dates would be stretched by it.</summary>
    public const string NotOneself = "access.not-oneself";

    /// <summary>Nobody would be left who may give permissions everywhere.</summary>
    public const string LastAdministrator = "access.last-administrator";
    public const string AlreadyHeld = "access.already-held";
    public const string BuiltIn = "access.built-in";

    /// <summary>Arguments: how many hold it, and some of their names.</summary>
    public const string RoleHeld = "access.role-held";

    /// <summary>The lender's permission reaches his own records alone. Argument: the permission.</summary>
    public const string NothingToLend = "access.nothing-to-lend";
    public const string AlreadyEnded = "access.already-ended";

    /// <summary>Separation of duties. Argument: the steps that exclude one another.</summary>
    public const string SamePerson = "access.same-person";
}

/// <summary>Gives a role to a person or to a group, not to both.</summary>
public sealed class AssignRoleRequest
{
    public Guid? UserId { get; set; }
    public Guid? GroupId { get; set; }

    [RequiredChoice]
    public Guid RoleId { get; set; }

    /// <summary>Null: everywhere the role's own scopes lead, counted from the person's structure.</summary>
    public Guid? StructureId { get; set; }
    public bool WithSubStructures { get; set; } = true;
    public DateTimeOffset? ValidFrom { get; set; }
    public DateTimeOffset? ValidTo { get; set; }
}

/// <summary>Gives one permission straight to a person.</summary>
public sealed class GrantPermissionRequest
{
    [RequiredChoice]
    public Guid UserId { get; set; }

    [RequiredText(1, 100)]
    public string Permission { get; set; } = "";

    [DeclaredValue]
    public GivenScope Scope { get; set; }
    public DateTimeOffset? ValidFrom { get; set; }
    public DateTimeOffset? ValidTo { get; set; }
}

/// <summary>A permission of a role.</summary>
public sealed class RoleGrantRequest
{
    [RequiredText(1, 100)]
    public string Permission { get; set; } = "";

    [DeclaredValue]
    public GivenScope Scope { get; set; }
}

/// <summary>A new role, or the whole of one as it shall be from now on.</summary>
public sealed class SaveRoleRequest
{
    /// <summary>Null: a new one.</summary>
    public Guid? Id { get; set; }
    public long Version { get; set; }

    /// <summary>Of a built-in role it is not asked for.</summary>
    [OptionalText(100)]
    public string? Name { get; set; }
    public bool RequiresSecondFactor { get; set; }

    [Required(ErrorMessage = "required")]
    public List<RoleGrantRequest> Grants { get; set; } = [];
}

/// <param name="EvenIfHeld">Takes it from everybody who holds it; without, a role that is held is refused.</param>
public sealed record DeleteRoleRequest(Guid Id, long Version, bool EvenIfHeld);

/// <summary>Lends permissions for a time.</summary>
public sealed class DelegateRequest
{
    /// <summary>Null: oneself. Somebody else's are lent by an administrator, who says why.</summary>
    public Guid? FromUserId { get; set; }

    [RequiredChoice]
    public Guid? ToUserId { get; set; }
    public List<string> Permissions { get; set; } = [];

    [Required(ErrorMessage = "required")]
    public DateTimeOffset? ValidFrom { get; set; }

    [Required(ErrorMessage = "required")]
    public DateTimeOffset? ValidTo { get; set; }

    [OptionalText(500)]
    public string? Reason { get; set; }
}
